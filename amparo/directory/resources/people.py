"""The agencies of the node, the people who sign in, and their certificates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated
from uuid import UUID
from zoneinfo import available_timezones

from django.urls import reverse

from amparo.accounts.roles import ADMINISTRATOR, ROLES, RoleCode
from amparo.accounts.selectors import agencies, certificates, has_other_administrator, is_username_taken, people
from amparo.accounts.steps import end_access
from amparo.accounts.usernames import USERNAME_WORDS, is_username
from amparo.directory.editors import ADMINISTRATORS, REGISTER_EDITORS
from amparo.directory.words import (
    COUNTRY,
    FROM,
    KIND,
    NAME,
    PHONE,
    PLACE,
    UNTIL,
)
from amparo.ledger import clock
from amparo.ledger.codes import AnyCountry, In, label
from amparo.ledger.days import local_day
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import NameText, Part, ShortText, field
from amparo.ui.present import format_local_date
from amparo.ui.resource import Column, Editor, ListFilters, RowLink, declare_register
from amparo.ui.resource.checks import require_order
from amparo.ui.resource.columns import code_column, day_column, text_column

if TYPE_CHECKING:
    from amparo.accounts.models import Certificate, Person
    from amparo.ledger.actor import Actor


_FIRST_CERTIFICATE, _AHEAD, _LONGEST_YEARS = date(1990, 1, 1), timedelta(days=366), 10


class CertificateInput(Part):
    """A person's training to work with children."""

    person: UUID = field(t("Persona", "Person"), default=..., choose="person")
    issued_by: NameText = field(t("Emitido por", "Issued by"), default=...)
    valid_from: date = field(FROM, default=...)
    valid_until: date = field(UNTIL, default=...)


def _stamp_entered(row: Certificate, given: CertificateInput, by: Actor) -> None:
    row.entered_by, row.entered_at = by.id, clock.now()


def _check_certificate(row: object, given: CertificateInput, by: Actor) -> None:
    """Raise `BadInput` for one's own certificate, or days that no certificate has."""
    if given.person == by.id:
        words = t("Nadie anota su propio certificado: pídalo a otra persona.", "Nobody enters their own: ask another.")
        raise BadInput(FieldError("person", words))
    require_order(given, "valid_from", "valid_until")
    today = local_day(clock.now())
    if not _FIRST_CERTIFICATE <= given.valid_from <= today + _AHEAD:
        words = t("Entre 1990 y de hoy en un año.", "Between 1990 and a year from today.")
        raise BadInput(FieldError("valid_from", words))
    start, end = given.valid_from, given.valid_until
    if (end.year - _LONGEST_YEARS, end.month, end.day) > (start.year, start.month, start.day):
        words = t("Un certificado vale a lo más diez años.", "A certificate is valid for ten years at most.")
        raise BadInput(FieldError("valid_until", words))


declare_register(
    "certificates",
    t("Certificados de protección de la niñez", "Child-protection certificates"),
    Editor(
        rows=certificates,
        Input=CertificateInput,
        changers=REGISTER_EDITORS,
        row_name=t("Certificado", "Certificate"),
        check=_check_certificate,
        stamp=_stamp_entered,
    ),
    filters=ListFilters,
    columns=(
        Column(t("Persona", "Person"), lambda row, by: row.person.name),
        day_column(UNTIL, "valid_until"),
    ),
    order=("-valid_until", "id"),
    searched="person__search",
)


class AgencyInput(Part):
    """An institution, or an office of one, whose people work on this node."""

    name: NameText = field(NAME, default=...)
    org_kind: Annotated[str, In("org_kind")] | None = field(KIND)
    country: AnyCountry = field(COUNTRY, default=...)
    place: ShortText | None = field(PLACE)
    time_zone: ShortText = field(t("Zona horaria", "Time zone"), default=...)
    phone: ShortText | None = field(t("Teléfono de guardia", "Duty telephone"))
    competent_by_default: bool = field(
        t("Competente si no se nombra otra", "Competent when none is named"), default=...
    )


class AgencyFilters(ListFilters):
    """Agencies by what they are."""

    org_kind: Annotated[str, In("org_kind")] | None = field(KIND)


def _check_time_zone(row: object, given: AgencyInput, by: Actor) -> None:
    if given.time_zone not in available_timezones():
        words = t(
            "No existe esa zona: escriba una como America/Guatemala.",
            "There is no such zone: write one like America/Guatemala.",
        )
        raise BadInput(FieldError("time_zone", words))


declare_register(
    "agencies",
    t("Instituciones de este nodo", "Agencies of this node"),
    Editor(
        rows=agencies,
        Input=AgencyInput,
        changers=ADMINISTRATORS,
        row_name=t("Institución de este nodo", "Agency of this node"),
        check=_check_time_zone,
        blank={"competent_by_default": False},
    ),
    filters=AgencyFilters,
    columns=(
        code_column(KIND, "org_kind", "org_kind"),
        text_column(PLACE, "place"),
        text_column(PHONE, "phone"),
    ),
)


_USERNAME = t("Usuario", "User name")


class PersonInput(Part):
    """Somebody who signs in.

    The password is set apart, by whoever runs the node (`amparo person`).
    """

    username: ShortText = field(_USERNAME, default=..., hint=USERNAME_WORDS)
    name: NameText = field(NAME, default=...)
    role: Annotated[str, RoleCode()] = field(t("Función", "Role"), default=...)
    agency: UUID | None = field(t("Institución", "Agency"), choose="agency")
    is_active: bool = field(t("Puede entrar", "May sign in"), default=...)


class PersonFilters(ListFilters):
    """People by their role, and by how their accounts stand."""

    role: Annotated[str, RoleCode()] | None = field(t("Función", "Role"))
    never_entered: bool | None = field(
        t("Ingreso", "Sign-in"), hint=t("Sólo quienes nunca han entrado", "Only who never signed in")
    )
    without_second_factor: bool | None = field(
        t("Segundo factor", "Second factor"), hint=t("Sólo quienes no lo tienen", "Only who has none")
    )


def _check_person(row: Person | None, given: PersonInput, by: Actor) -> None:
    """Raise `BadInput` for a user name that is none, or that somebody else has.

    Or an agency that does not fit the role. A name from before user names were limited may stay.
    """
    if not is_username(given.username) and not (row and row.username == given.username):
        raise BadInput(FieldError("username", USERNAME_WORDS))
    if is_username_taken(given.username, besides=row.id if row else None):
        words = t(
            "Otra persona entra con ese nombre (mayúsculas y minúsculas cuentan igual): escriba otro.",
            "Somebody else signs in with this name (capitals count as small letters): write another.",
        )
        raise BadInput(FieldError("username", words))
    _check_agency(given)
    if row:
        _check_access(row, given, by)


_NOT_ONESELF = t(
    "Nadie cambia esto de su propia cuenta: déjelo como estaba y pídalo a otra persona que administre el nodo.",
    "Nobody changes this of their own account: leave it as it was and ask another administrator of the node.",
)
_LAST_ADMINISTRATOR = t(
    "Es la única cuenta activa que administra el nodo: dé antes esa función a otra persona.",
    "It is the only active account that administers the node: give that role to somebody else first.",
)


def _check_access(row: Person, given: PersonInput, by: Actor) -> None:
    """Raise `BadInput` for a change of one's own access.

    Or of the last administrator's.
    Whoever gives out access to children's cases never gives it to themselves.
    """
    changed = [name for name, now, new in _list_access(row, given) if now != new]
    if changed and row.id == by.id:
        raise BadInput(*(FieldError(name, _NOT_ONESELF) for name in changed))
    ends = [name for name in changed if name != "agency" and row.is_active and row.role == ADMINISTRATOR]
    if ends and not has_other_administrator(row.id):
        raise BadInput(*(FieldError(name, _LAST_ADMINISTRATOR) for name in ends))


def _list_access(row: Person, given: PersonInput) -> list[tuple[str, object, object]]:
    """Return what decides on a person's access: the field, as it is, as it is to be."""
    return [
        ("role", row.role, given.role),
        ("agency", row.agency_id, given.agency),
        ("is_active", row.is_active, given.is_active),
    ]


def _end_access_of_changed(row: Person, given: PersonInput, by: Actor) -> None:
    """End the sessions and tokens of whoever leaves, or whose role or agency changes.

    A program that was trusted with one role is not trusted with the next.
    """
    before = people().filter(id=row.id).first()
    if before and any(now != new for _, now, new in _list_access(before, given)):
        end_access(row, by=by)


def _link_to_access(row: Person, by: Actor) -> tuple[RowLink, ...]:
    label = t("Contraseña, segundo factor y accesos", "Password, second factor and access")
    return (RowLink(reverse("person_access", args=[row.id]), label),)


def _check_agency(given: PersonInput) -> None:
    """Raise `BadInput` unless the agency is of the kind that the role requires.

    Others to none.
    """
    role = ROLES[given.role]
    agency = agencies().filter(id=given.agency).first() if given.agency else None
    if (agency.org_kind if agency else None) == role.org_kind:
        return
    words = t(
        "Esta función no actúa por ninguna institución: deje esto en blanco.",
        "This role acts for no agency: leave this blank.",
    )
    if role.org_kind:
        kind = label("org_kind", role.org_kind)
        words = t(
            "Esta función es de una institución de tipo «{kind}».",
            "This role belongs to an agency of kind “{kind}”.",
            kind=kind,
        )
    raise BadInput(FieldError("agency", words))


def _format_last_sign_in(row: Person, by: Actor) -> str:
    if row.last_login is None:
        return str(t("nunca", "never"))
    return format_local_date(row.last_login, by, with_hour=True)


declare_register(
    "people",
    t("Personas", "People"),
    Editor(
        rows=people,
        Input=PersonInput,
        changers=ADMINISTRATORS,
        row_name=t("Persona", "Person"),
        check=_check_person,
        stamp=_end_access_of_changed,
        blank={"is_active": True},
        is_sensitive=True,
        links=_link_to_access,
    ),
    filters=PersonFilters,
    columns=(
        text_column(_USERNAME, "username"),
        Column(t("Función", "Role"), lambda row, by: str(ROLES[row.role].label) if row.role in ROLES else row.role),
        Column(t("Institución", "Agency"), lambda row, by: row.agency.name if row.agency else None),
        Column(t("Último ingreso", "Last sign-in"), _format_last_sign_in),
    ),
)
