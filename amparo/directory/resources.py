"""The registers of the directory: institutions, what was agreed with them, interpreters, and the people of the node."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID
from zoneinfo import available_timezones

from amparo.accounts.roles import ROLES, RoleCode
from amparo.accounts.selectors import agencies, certificates, people
from amparo.directory.keepers import ADMINISTRATORS, KEEPERS
from amparo.directory.selectors import institution_agreements, institutions, interpreters
from amparo.ledger import clock
from amparo.ledger.codes import In, Nationality, label
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import Part, ShortText, field
from amparo.ui.resource import Column, Editor, ListFilters, declare_register
from amparo.ui.resource.checks import require_order
from amparo.ui.resource.columns import code_column, codes_column, day_column, text_column

if TYPE_CHECKING:
    from amparo.accounts.models import Certificate
    from amparo.directory.models import Institution
    from amparo.ledger.actor import Actor

DIRECTORY: Final = "directory/list.html"
"""The template of the registers that stand in the directory."""

NAME, KIND, COUNTRY, PLACE = t("Nombre", "Name"), t("Tipo", "Kind"), t("País", "Country"), t("Lugar", "Place")
PHONE, HOURS, LANGUAGES = t("Teléfono", "Telephone"), t("Horario", "Hours"), t("Idiomas", "Languages")
ACTIVE, FROM, UNTIL = t("En servicio", "In service"), t("Desde", "From"), t("Hasta", "Until")
OFFICE_HERE = t("Oficina en este nodo", "Office on this node")


class InstitutionInput(Part):
    """An institution to whom a child may be referred, or data sent."""

    name: ShortText = field(NAME, default=...)
    org_kind: Annotated[str, In("org_kind")] = field(KIND, default=...)
    country: Nationality = field(COUNTRY, default=...)
    place: ShortText | None = field(PLACE)
    phone: ShortText | None = field(PHONE)
    hours: ShortText | None = field(HOURS)
    services: list[Annotated[str, In("service")]] | None = field(t("Servicios", "Services"))
    undertaking_until: date | None = field(
        t("Compromiso de confidencialidad vigente hasta", "Confidentiality undertaking in force until")
    )
    agency: UUID | None = field(OFFICE_HERE, choose="agency")
    verified: bool = field(
        t(
            "Verificada: existe, atiende y firmó el compromiso",
            "Verified: it exists, answers and signed the undertaking",
        ),
        default=...,
    )
    active: bool = field(ACTIVE, default=...)


class InstitutionFilters(ListFilters):
    """Institutions by what they are, where they are, what they offer."""

    org_kind: Annotated[str, In("org_kind")] | None = field(KIND)
    country: Nationality | None = field(COUNTRY)
    services: Annotated[str, In("service")] | None = field(t("Servicio", "Service"))


def _stamp_verified(row: Institution, given: InstitutionInput, by: Actor) -> None:
    """Keep who verified it, and when."""
    if given.verified and row.verified_at is None:
        row.verified_at, row.verified_by = clock.now(), by.id
    elif not given.verified:
        row.verified_at = row.verified_by = None


declare_register(
    "institutions",
    t("Instituciones", "Institutions"),
    Editor(
        rows=institutions,
        Input=InstitutionInput,
        changers=KEEPERS,
        one=t("Institución", "Institution"),
        stamp=_stamp_verified,
        blank={"active": True, "verified": False},
    ),
    filters=InstitutionFilters,
    columns=(
        code_column(KIND, "org_kind", "org_kind"),
        code_column(COUNTRY, "country", "nationality"),
        text_column(PHONE, "phone"),
        text_column(HOURS, "hours"),
    ),
    order=("country", "name", "id"),
    known_to_all=frozenset({"name", "org_kind", "country", "place", "phone", "hours", "services", "active"}),
    template=DIRECTORY,
)


class InstitutionAgreementInput(Part):
    """A protocol, bilateral agreement or accepted code of ethics with an institution."""

    institution: UUID = field(t("Institución", "Institution"), default=..., choose="institution")
    kind: Annotated[str, In("agreement")] = field(KIND, default=...)
    title: ShortText = field(t("Título", "Title"), default=...)
    valid_from: date = field(FROM, default=...)
    valid_until: date | None = field(UNTIL)


class InstitutionAgreementFilters(ListFilters):
    """Agreements by what they are."""

    kind: Annotated[str, In("agreement")] | None = field(KIND)


def _check_days(row: object, given: InstitutionAgreementInput | CertificateInput) -> None:
    require_order(given, "valid_from", "valid_until")


declare_register(
    "institution-agreements",
    t("Acuerdos y códigos de ética", "Agreements and codes of ethics"),
    Editor(
        rows=institution_agreements,
        Input=InstitutionAgreementInput,
        changers=KEEPERS,
        one=t("Acuerdo", "Agreement"),
        check=_check_days,
    ),
    filters=InstitutionAgreementFilters,
    columns=(
        Column(t("Institución", "Institution"), lambda row, by: row.institution.name),
        code_column(KIND, "kind", "agreement"),
        day_column(UNTIL, "valid_until"),
    ),
    order=("title", "id"),
)


class InterpreterInput(Part):
    """An interpreter by language, in person or remote: never a relative, never another child."""

    name: ShortText = field(NAME, default=...)
    languages: list[Annotated[str, In("language")]] = field(LANGUAGES, default=..., min_length=1)
    in_person: bool = field(t("En persona", "In person"), default=...)
    remote: bool = field(t("A distancia", "Remote"), default=...)
    place: ShortText | None = field(PLACE)
    phone: ShortText | None = field(PHONE)
    hours: ShortText | None = field(HOURS)
    sex: Annotated[str, In("sex")] | None = field(t("Sexo", "Sex"))
    qualified_until: date | None = field(t("Calificación vigente hasta", "Qualified until"))
    active: bool = field(ACTIVE, default=...)


class InterpreterFilters(ListFilters):
    """Interpreters by their languages."""

    languages: Annotated[str, In("language")] | None = field(t("Idioma", "Language"))


declare_register(
    "interpreters",
    t("Intérpretes", "Interpreters"),
    Editor(
        rows=interpreters,
        Input=InterpreterInput,
        changers=KEEPERS,
        one=t("Intérprete", "Interpreter"),
        blank={"active": True, "in_person": False, "remote": False},
    ),
    filters=InterpreterFilters,
    columns=(
        codes_column(LANGUAGES, "languages", "language"),
        text_column(PHONE, "phone"),
        text_column(HOURS, "hours"),
    ),
    known_to_all=frozenset(InterpreterInput.model_fields),
    template=DIRECTORY,
)


class CertificateInput(Part):
    """A person's training to work with children."""

    person: UUID = field(t("Persona", "Person"), default=..., choose="person")
    issued_by: ShortText = field(t("Emitido por", "Issued by"), default=...)
    valid_from: date = field(FROM, default=...)
    valid_until: date = field(UNTIL, default=...)


def _stamp_entered(row: Certificate, given: CertificateInput, by: Actor) -> None:
    row.entered_by, row.entered_at = by.id, clock.now()


declare_register(
    "certificates",
    t("Certificados de protección de la niñez", "Child-protection certificates"),
    Editor(
        rows=certificates,
        Input=CertificateInput,
        changers=KEEPERS,
        one=t("Certificado", "Certificate"),
        check=_check_days,
        stamp=_stamp_entered,
    ),
    filters=ListFilters,
    columns=(
        Column(t("Persona", "Person"), lambda row, by: row.person.name),
        day_column(UNTIL, "valid_until"),
    ),
    order=("-valid_until", "id"),
)


class AgencyInput(Part):
    """An institution, or an office of one, whose people work on this node."""

    name: ShortText = field(NAME, default=...)
    org_kind: Annotated[str, In("org_kind")] | None = field(KIND)
    country: Nationality = field(COUNTRY, default=...)
    place: ShortText | None = field(PLACE)
    time_zone: ShortText = field(t("Zona horaria", "Time zone"), default=...)
    phone: ShortText | None = field(t("Teléfono de guardia", "Duty telephone"))
    competent_by_default: bool = field(
        t("Competente si no se nombra otra", "Competent when none is named"), default=...
    )


class AgencyFilters(ListFilters):
    """Agencies by what they are."""

    org_kind: Annotated[str, In("org_kind")] | None = field(KIND)


def _check_time_zone(row: object, given: AgencyInput) -> None:
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
        one=t("Institución de este nodo", "Agency of this node"),
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


class PersonInput(Part):
    """Somebody who signs in. The password is set apart, by whoever runs the node (`amparo person`)."""

    username: ShortText = field(t("Usuario", "User name"), default=..., max_length=60)
    name: ShortText = field(NAME, default=...)
    role: Annotated[str, RoleCode()] = field(t("Función", "Role"), default=...)
    agency: UUID | None = field(t("Institución", "Agency"), choose="agency")
    is_active: bool = field(t("Puede entrar", "May sign in"), default=...)


class PersonFilters(ListFilters):
    """People by their role."""

    role: Annotated[str, RoleCode()] | None = field(t("Función", "Role"))


def _check_agency(row: object, given: PersonInput) -> None:
    """Whoever acts for an agency belongs to one of the kind that the role is made for; others to none."""
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


declare_register(
    "people",
    t("Personas", "People"),
    Editor(
        rows=people,
        Input=PersonInput,
        changers=ADMINISTRATORS,
        one=t("Persona", "Person"),
        check=_check_agency,
        blank={"is_active": True},
    ),
    filters=PersonFilters,
    columns=(
        Column(t("Función", "Role"), lambda row, by: str(ROLES[row.role].label) if row.role in ROLES else row.role),
        Column(t("Institución", "Agency"), lambda row, by: row.agency.name if row.agency else "–"),
    ),
)
