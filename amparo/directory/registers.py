"""The registers that an administrator and a protection supervisor keep: what each holds, and how a row is changed.

Every change leaves an event on the node's own chain, so that who verified, licensed or vetted somebody can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import models, transaction

from amparo.accounts.models import Agency, Certificate, Person
from amparo.accounts.roles import ROLES
from amparo.directory.forms import ROLE, RowForm, form_for
from amparo.directory.models import Institution, InstitutionAgreement, Interpreter
from amparo.ledger import clock, events
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.registry import Registry
from amparo.ledger.text import t

KEEPERS = frozenset({"administrator", "protection_supervisor"})
ADMINISTRATORS = frozenset({"administrator"})


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its model, words, the questions of its form, the columns of its list, who keeps it.

    `is_open`: everybody who is signed in may read it. `reserved` names the roles that alone see a column.
    """

    slug: str
    model: type[models.Model]
    title: str
    questions: Mapping[str, str]
    codes: Mapping[str, str]
    columns: Mapping[str, Callable[[Any], str]]
    order: tuple[str, ...]
    keepers: frozenset[str] = KEEPERS
    is_open: bool = False
    reserved: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def columns_for(self, role: str) -> dict[str, Callable[[Any], str]]:
        """What the list shows to a role: every column, but for those reserved for others."""
        return {head: value for head, value in self.columns.items() if role in self.reserved.get(head, {role})}

    def rows(self) -> models.QuerySet[Any]:
        """Every row, in the order of its list."""
        found: models.QuerySet[Any] = cast(Any, self.model).objects.order_by(*self.order)
        return found

    def form(self, data: Any = None, instance: Any = None) -> RowForm:
        """The form of one row, its words in the reader's language."""
        made = form_for(self.model, self.questions)(data, instance=instance)
        made.ask(self.questions, self.codes)
        return made


def save(register: Register, form: RowForm, *, by: Actor) -> Any:
    """Keep a changed row, with an event on the node's chain. The form must be valid."""
    with transaction.atomic(durable=True):
        row = form.save(commit=False)
        _stamp(row, form, by)
        row.save()
        form.save_m2m()
        events.append(
            None,
            act="record_directory",
            coded={"outcome": "done", "register": register.slug, "row": str(row.pk)},
            sealed={"parts": {"general": {k: str(v) for k, v in form.cleaned_data.items()}}, "judged": [], "rules": ""},
            by=by,
            occurred_at=clock.now(),
        )
    return row


def _stamp(row: Any, form: RowForm, by: Actor) -> None:
    """Who verified or entered it, and when."""
    if isinstance(row, Certificate):
        row.entered_by, row.entered_at = by.id, clock.now()
    if isinstance(row, Institution):
        verified = bool(form.data.get("verified"))
        if verified and row.verified_at is None:
            row.verified_at, row.verified_by = clock.now(), by.id
        elif not verified:
            row.verified_at = row.verified_by = None


def find(register: Register, row_id: UUID) -> Any:
    """One row, or None."""
    return register.rows().filter(pk=row_id).first()


def coded(list_name: str, name: str) -> Callable[[Any], str]:
    """Return a column that shows a code of this list."""
    return lambda row: str(label(list_name, getattr(row, name)))


def until(name: str) -> Callable[[Any], str]:
    """Return a column that shows a day, a dash without one."""
    return lambda row: ((value := getattr(row, name)) and value.isoformat()) or "–"


def names(list_name: str, name: str) -> Callable[[Any], str]:
    """Return a column that shows several codes of this list."""
    return lambda row: ", ".join(str(label(list_name, code)) for code in getattr(row, name))


REGISTERS: Registry[Register] = Registry("register")


def declare_register(register: Register) -> None:
    """Add a register that some people of this node keep."""
    REGISTERS.add(register.slug, register)


NAME, ACTIVE, PLACE, PHONE = (
    t("Nombre", "Name"),
    t("En servicio", "In service"),
    t("Lugar", "Place"),
    t("Teléfono", "Telephone"),
)
COUNTRY, LANGUAGES, KIND = t("País", "Country"), t("Idiomas", "Languages"), t("Tipo", "Kind")
HOURS = t("Horario", "Hours")

_OWN = (
    Register(
        "institutions", Institution, t("Instituciones", "Institutions"),
        {"name": NAME, "org_kind": KIND, "country": COUNTRY, "place": PLACE, "phone": PHONE, "hours": HOURS,
         "services": t("Servicios", "Services"), "undertaking_until": t("Compromiso de confidencialidad vigente hasta", "Confidentiality undertaking in force until"),
         "agency": t("Oficina en este nodo", "Office on this node"), "active": ACTIVE},
        {"org_kind": "org_kind", "country": "nationality", "services": "service"},
        {KIND: coded("org_kind", "org_kind"), COUNTRY: coded("nationality", "country"), PHONE: lambda row: row.phone, HOURS: lambda row: row.hours},
        ("country", "name"), is_open=True,
    ),
    Register(
        "agreements", InstitutionAgreement, t("Acuerdos y códigos de ética", "Agreements and codes of ethics"),
        {"institution": t("Institución", "Institution"), "kind": KIND, "title": t("Título", "Title"),
         "valid_from": t("Desde", "From"), "valid_until": t("Hasta", "Until")},
        {"kind": "agreement"},
        {t("Institución", "Institution"): lambda row: row.institution.name, KIND: coded("agreement", "kind"), t("Hasta", "Until"): until("valid_until")},
        ("institution__name", "valid_from"),
    ),
    Register(
        "interpreters", Interpreter, t("Intérpretes", "Interpreters"),
        {"name": NAME, "languages": LANGUAGES, "in_person": t("En persona", "In person"), "remote": t("A distancia", "Remote"),
         "place": PLACE, "phone": PHONE, "hours": HOURS, "sex": t("Sexo", "Sex"),
         "qualified_until": t("Calificación vigente hasta", "Qualified until"), "active": ACTIVE},
        {"languages": "language", "sex": "sex"},
        {LANGUAGES: names("language", "languages"), PHONE: lambda row: row.phone, HOURS: lambda row: row.hours},
        ("name",), is_open=True,
    ),
    Register(
        "certificates", Certificate, t("Certificados de protección de la niñez", "Child-protection certificates"),
        {"person": t("Persona", "Person"), "issued_by": t("Emitido por", "Issued by"), "valid_from": t("Desde", "From"), "valid_until": t("Hasta", "Until")},
        {},
        {t("Persona", "Person"): lambda row: row.person.name, t("Hasta", "Until"): until("valid_until")},
        ("person__name", "-valid_until"),
    ),
    Register(
        "agencies", Agency, t("Instituciones de este nodo", "Agencies of this node"),
        {"name": NAME, "org_kind": KIND, "country": COUNTRY, "place": PLACE, "time_zone": t("Zona horaria", "Time zone"),
         "phone": t("Teléfono de guardia", "Duty telephone"), "competent_by_default": t("Competente si no se nombra otra", "Competent when none is named")},
        {"org_kind": "org_kind", "country": "country"},
        {KIND: coded("org_kind", "org_kind"), PLACE: lambda row: row.place, PHONE: lambda row: row.phone},
        ("name",), ADMINISTRATORS,
    ),
    Register(
        "people", Person, t("Personas", "People"),
        {"username": t("Usuario", "User name"), "name": NAME, "role": t("Función", "Role"), "agency": t("Institución", "Agency"), "is_active": t("Puede entrar", "May sign in")},
        {"role": ROLE},
        {t("Función", "Role"): lambda row: str(ROLES[row.role].label), t("Institución", "Agency"): lambda row: row.agency.name if row.agency else "–"},
        ("name",), ADMINISTRATORS,
    ),
)  # fmt: skip
for _register in _OWN:
    declare_register(_register)
