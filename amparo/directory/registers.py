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
from amparo.core import clock, events
from amparo.core.actor import Actor
from amparo.core.codes import label
from amparo.core.text import t
from amparo.directory.choices import SEEING_FREE_PLACES
from amparo.directory.forms import ROLE, RowForm, form_for
from amparo.directory.models import Agreement, Institution, Interpreter, Provider, RollEntry

KEEPERS = frozenset({"administrator", "protection_supervisor"})
ADMINISTRATORS = frozenset({"administrator"})
_FREE = t("Libres", "Free")


@dataclass(frozen=True, slots=True)
class Register:
    """One register: its model, words, the questions of its form, the columns of its list, who keeps it.

    `reserved` names the roles that alone see a column.
    """

    slug: str
    model: type[models.Model]
    title: str
    questions: Mapping[str, str]
    codes: Mapping[str, str]
    columns: Mapping[str, Callable[[Any], str]]
    order: tuple[str, ...]
    keepers: frozenset[str] = KEEPERS
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


def _coded(list_name: str, name: str) -> Callable[[Any], str]:
    return lambda row: str(label(list_name, getattr(row, name)))


def _until(name: str) -> Callable[[Any], str]:
    return lambda row: ((value := getattr(row, name)) and value.isoformat()) or "–"


def _names(list_name: str, name: str) -> Callable[[Any], str]:
    return lambda row: ", ".join(str(label(list_name, code)) for code in getattr(row, name))


_NAME, _ACTIVE, _PLACE, _PHONE = (
    t("Nombre", "Name"),
    t("En servicio", "In service"),
    t("Lugar", "Place"),
    t("Teléfono", "Telephone"),
)
_COUNTRY, _LANGUAGES, _KIND = t("País", "Country"), t("Idiomas", "Languages"), t("Tipo", "Kind")
_HOURS = t("Horario", "Hours")

REGISTERS: dict[str, Register] = {
    register.slug: register
    for register in (
        Register(
            "institutions", Institution, t("Instituciones", "Institutions"),
            {"name": _NAME, "org_kind": _KIND, "country": _COUNTRY, "place": _PLACE, "phone": _PHONE, "hours": _HOURS,
             "services": t("Servicios", "Services"), "undertaking_until": t("Compromiso de confidencialidad vigente hasta", "Confidentiality undertaking in force until"),
             "agency": t("Oficina en este nodo", "Office on this node"), "active": _ACTIVE},
            {"org_kind": "org_kind", "country": "nationality", "services": "service"},
            {_KIND: _coded("org_kind", "org_kind"), _COUNTRY: _coded("nationality", "country"), _PHONE: lambda row: row.phone, _HOURS: lambda row: row.hours},
            ("country", "name"),
        ),
        Register(
            "agreements", Agreement, t("Acuerdos y códigos de ética", "Agreements and codes of ethics"),
            {"institution": t("Institución", "Institution"), "kind": _KIND, "title": t("Título", "Title"),
             "valid_from": t("Desde", "From"), "valid_until": t("Hasta", "Until")},
            {"kind": "agreement"},
            {t("Institución", "Institution"): lambda row: row.institution.name, _KIND: _coded("agreement", "kind"), t("Hasta", "Until"): _until("valid_until")},
            ("institution__name", "valid_from"),
        ),
        Register(
            "providers", Provider, t("Lugares de cuidado", "Places of care"),
            {"name": _NAME, "placement_type": _KIND, "agency": t("Oficina en este nodo", "Office on this node"), "country": _COUNTRY,
             "place": _PLACE, "phone": _PHONE, "licence_until": t("Habilitación vigente hasta", "Licence in force until"),
             "staff_vetted": t("Personal con antecedentes verificados", "Staff vetted"), "places": t("Lugares", "Places"),
             "sexes": t("Recibe a", "Takes in"), "age_from": t("Edad desde", "Age from"), "age_to": t("Edad hasta", "Age to"),
             "languages": _LANGUAGES, "accessible": t("Accesible", "Accessible"),
             "address_confidential": t("Dirección reservada", "Confidential address"), "active": _ACTIVE},
            {"placement_type": "placement_type", "country": "country", "sexes": "sex", "languages": "language"},
            {_KIND: _coded("placement_type", "placement_type"), _FREE: lambda row: str(row.free),
             t("Habilitación", "Licence"): _until("licence_until"), _PHONE: lambda row: row.phone},
            ("name",), reserved={_FREE: SEEING_FREE_PLACES},
        ),
        Register(
            "roll", RollEntry, t("Tutoras, tutores, abogadas y abogados", "Guardians and lawyers"),
            {"kind": _KIND, "name": _NAME, "institution": t("Institución", "Institution"), "phone": _PHONE, "languages": _LANGUAGES,
             "person": t("Usuaria o usuario", "User"), "suitable": t("Idoneidad verificada", "Suitability verified"),
             "suitable_until": t("Vigente hasta", "Valid until"), "conflict": t("Conflicto de interés", "Conflict of interest"),
             "conflict_note": t("Cuál", "Which"), "active": _ACTIVE},
            {"kind": "roll_kind", "languages": "language", "suitable": "yes_no_unknown", "conflict": "yes_no_unknown"},
            {_KIND: _coded("roll_kind", "kind"), t("Idoneidad", "Suitability"): _coded("yes_no_unknown", "suitable"),
             t("Conflicto", "Conflict"): _coded("yes_no_unknown", "conflict"), _PHONE: lambda row: row.phone},
            ("kind", "name"),
        ),
        Register(
            "interpreters", Interpreter, t("Intérpretes", "Interpreters"),
            {"name": _NAME, "languages": _LANGUAGES, "in_person": t("En persona", "In person"), "remote": t("A distancia", "Remote"),
             "place": _PLACE, "phone": _PHONE, "hours": _HOURS, "sex": t("Sexo", "Sex"),
             "qualified_until": t("Calificación vigente hasta", "Qualified until"), "active": _ACTIVE},
            {"languages": "language", "sex": "sex"},
            {_LANGUAGES: _names("language", "languages"), _PHONE: lambda row: row.phone, _HOURS: lambda row: row.hours},
            ("name",),
        ),
        Register(
            "certificates", Certificate, t("Certificados de protección de la niñez", "Child-protection certificates"),
            {"person": t("Persona", "Person"), "issued_by": t("Emitido por", "Issued by"), "valid_from": t("Desde", "From"), "valid_until": t("Hasta", "Until")},
            {},
            {t("Persona", "Person"): lambda row: row.person.name, t("Hasta", "Until"): _until("valid_until")},
            ("person__name", "-valid_until"),
        ),
        Register(
            "agencies", Agency, t("Instituciones de este nodo", "Agencies of this node"),
            {"name": _NAME, "org_kind": _KIND, "country": _COUNTRY, "place": _PLACE, "time_zone": t("Zona horaria", "Time zone"),
             "phone": t("Teléfono de guardia", "Duty telephone"), "competent_by_default": t("Competente si no se nombra otra", "Competent when none is named")},
            {"org_kind": "org_kind", "country": "country"},
            {_KIND: _coded("org_kind", "org_kind"), _PLACE: lambda row: row.place, _PHONE: lambda row: row.phone},
            ("name",), ADMINISTRATORS,
        ),
        Register(
            "people", Person, t("Personas", "People"),
            {"username": t("Usuario", "User name"), "name": _NAME, "role": t("Función", "Role"), "agency": t("Institución", "Agency"), "is_active": t("Puede entrar", "May sign in")},
            {"role": ROLE},
            {t("Función", "Role"): lambda row: str(ROLES[row.role].label), t("Institución", "Agency"): lambda row: row.agency.name if row.agency else "–"},
            ("name",), ADMINISTRATORS,
        ),
    )
}  # fmt: skip
