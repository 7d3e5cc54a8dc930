"""The registers of protection: places of care, guardians and lawyers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import people
from amparo.directory.editors import REGISTER_EDITORS
from amparo.directory.words import (
    ACTIVE,
    COUNTRY,
    DIRECTORY,
    KIND,
    LANGUAGES,
    NAME,
    OFFICE_HERE,
    PHONE,
    PLACE,
)
from amparo.ledger.actor import Actor
from amparo.ledger.codes import Country, In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.choices.registers import FREE_PLACES_ROLES, ROLE_OF_ROLL
from amparo.protection.registers import providers, roll
from amparo.ui.fields import NameText, Part, ShortText, field
from amparo.ui.resource import Column, Editor, ListFilters, declare_register
from amparo.ui.resource.checks import require_order
from amparo.ui.resource.columns import code_column, day_column, text_column
from amparo.ui.resource.rows import BY_NAME

if TYPE_CHECKING:
    from amparo.protection.models import Provider, RollEntry


class ProviderInput(Part):
    """A place of care: its type, licence, places, and whom it suits."""

    name: NameText = field(NAME, default=...)
    placement_type: Annotated[str, In("placement_type")] = field(KIND, default=...)
    agency: UUID | None = field(OFFICE_HERE, choose="agency")
    country: Country = field(COUNTRY, default=...)
    place: ShortText | None = field(PLACE)
    phone: ShortText | None = field(PHONE)
    licence_until: date | None = field(t("Habilitación vigente hasta", "Licence in force until"))
    staff_vetted: bool = field(t("Personal con antecedentes verificados", "Staff vetted"), default=...)
    places: int = field(t("Lugares", "Places"), default=..., ge=0, le=30000)
    sexes: list[Annotated[str, In("sex")]] | None = field(
        t("Recibe a", "Takes in"), hint=t("En blanco: a todas y todos.", "Blank: everybody.")
    )
    age_from: int = field(t("Edad desde", "Age from"), default=..., ge=0, le=25)
    age_to: int = field(t("Edad hasta", "Age to"), default=..., ge=0, le=25)
    languages: list[Annotated[str, In("language")]] | None = field(LANGUAGES)
    accessible: bool = field(t("Accesible", "Accessible"), default=...)
    address_confidential: bool = field(t("Dirección reservada", "Confidential address"), default=...)
    active: bool = field(ACTIVE, default=...)


class ProviderFilters(ListFilters):
    """Places of care by what they are, and whether they are in service."""

    placement_type: Annotated[str, In("placement_type")] | None = field(KIND)
    languages: Annotated[str, In("language")] | None = field(t("Idioma", "Language"))
    agency: UUID | None = field(OFFICE_HERE, choose="agency")

    hidden_from: ClassVar[Mapping[str, Callable[[Actor], bool]]] = {
        "agency": lambda by: by.role != "care_provider" and not _may_know_free_places(by)
    }


def _check_provider(row: Provider | None, given: ProviderInput, by: Actor) -> None:
    require_order(given, "age_from", "age_to")
    taken = row.places_taken if row else 0
    if given.places < taken:
        words = t(
            "Ya están ocupados {n}: no pueden ser menos.", "{n} are taken already: there cannot be fewer.", n=taken
        )
        raise BadInput(FieldError("places", words))


def _may_know_free_places(by: Actor) -> bool:
    return by.role in FREE_PLACES_ROLES


declare_register(
    "providers",
    t("Lugares de cuidado", "Places of care"),
    Editor(
        rows=providers,
        Input=ProviderInput,
        changers=REGISTER_EDITORS,
        row_name=t("Lugar de cuidado", "Place of care"),
        check=_check_provider,
        blank={
            "active": True,
            "accessible": False,
            "address_confidential": False,
            "staff_vetted": False,
            "age_from": 0,
            "age_to": 17,
        },
    ),
    filters=ProviderFilters,
    columns=(
        code_column(KIND, "placement_type", "placement_type"),
        Column(t("Libres", "Free"), lambda row, by: row.free, "number", is_shown=_may_know_free_places),
        day_column(t("Habilitación", "Licence"), "licence_until"),
        text_column(PHONE, "phone"),
    ),
    known_to_all=frozenset({"name", "placement_type", "country", "phone", "licence_until", "languages", "active"}),
    fixed=("free",),
    fixed_readers=_may_know_free_places,
    template=DIRECTORY,
)


class RollEntryInput(Part):
    """Somebody on the roll of guardians or of lawyers."""

    kind: Annotated[str, In("roll_kind")] = field(KIND, default=...)
    name: NameText = field(NAME, default=...)
    institution: ShortText | None = field(t("Institución", "Institution"))
    phone: ShortText | None = field(PHONE)
    languages: list[Annotated[str, In("language")]] | None = field(LANGUAGES)
    person: UUID | None = field(t("Usuaria o usuario", "User"), choose="roll_person")
    suitable: YesNoUnknown = field(t("Idoneidad verificada", "Suitability verified"), default=...)
    suitable_until: date | None = field(t("Vigente hasta", "Valid until"))
    conflict: YesNoUnknown = field(t("Conflicto de interés", "Conflict of interest"), default=...)
    conflict_note: ShortText | None = field(t("Cuál", "Which"))
    active: bool = field(ACTIVE, default=...)


class RollFilters(ListFilters):
    """Guardians and lawyers by kind and language."""

    kind: Annotated[str, In("roll_kind")] | None = field(KIND)
    languages: Annotated[str, In("language")] | None = field(t("Idioma", "Language"))


def _check_roll_entry(row: RollEntry | None, given: RollEntryInput, by: Actor) -> None:
    """Raise `BadInput` for a user of another role, or who is on the roll already."""
    if given.person is None:
        return
    role = ROLE_OF_ROLL[given.kind]
    if not people().filter(id=given.person, role=role).exists():
        words = t(
            "Aquí sólo va quien tiene la función «{role}».",
            "Only somebody whose role is “{role}”.",
            role=ROLES[role].label,
        )
        raise BadInput(FieldError("person", words))
    others = roll().filter(kind=given.kind, person=given.person)
    if other := (others.exclude(pk=row.pk) if row else others).first():
        words = t("Ya está en la lista: «{row}».", "Is on the roll already: “{row}”.", row=other)
        raise BadInput(FieldError("person", words))


declare_register(
    "roll",
    t("Tutoras, tutores, abogadas y abogados", "Guardians and lawyers"),
    Editor(
        rows=roll,
        Input=RollEntryInput,
        changers=REGISTER_EDITORS,
        row_name=t("Persona de la lista", "Person on the roll"),
        check=_check_roll_entry,
        blank={"active": True, "suitable": "unknown", "conflict": "unknown"},
    ),
    filters=RollFilters,
    columns=(
        code_column(KIND, "kind", "roll_kind"),
        code_column(t("Idoneidad", "Suitability"), "suitable", "yes_no_unknown"),
        code_column(t("Conflicto", "Conflict"), "conflict", "yes_no_unknown"),
        text_column(PHONE, "phone"),
    ),
    order=("kind", *BY_NAME),
    known_to_all=frozenset({"kind", "name", "institution", "phone", "languages", "suitable", "conflict", "active"}),
    template=DIRECTORY,
)
