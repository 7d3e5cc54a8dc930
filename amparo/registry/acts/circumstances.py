"""The act on how the child travelled, was found, and was held or housed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from amparo.cases.act import Record, act, every_answer
from amparo.cases.compartments import PROTECTION
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, SectionInput, require_order
from amparo.ui.fields import LongText, Part, ShortText, field

_FOUND = t("Cómo se le encontró", "How the child was found")
_TRAVEL = t("Cómo viajó", "How the child travelled")
_HELD = t("Dónde ha estado", "Where the child has been")


class Stay(Part):
    """One place where the child was held or housed, by whomever."""

    kind: Annotated[str, In("custody_place")] = field(t("Lugar", "Place"), default=...)
    country: AnyCountry | None = field(t("País", "Country"))
    place: ShortText | None = field(t("Nombre o ciudad", "Name or town"))
    since: date | None = field(t("Desde", "Since"))
    until: date | None = field(t("Hasta", "Until"))
    hours: int | None = field(t("Horas, si fue menos de dos días", "Hours, if under two days"), ge=0, le=48)
    with_adults: bool | None = field(t("Con personas adultas ajenas", "With adults who were strangers"))
    could_leave: bool | None = field(t("Podía salir", "Free to leave"))

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        require_order(self.since, self.until, t("Termina antes de empezar: revise las fechas.",
                                           "It ends before it begins: check the dates."))  # fmt: skip
        return self


@act
class RecordCircumstances(Record["RecordCircumstances.Input"]):
    """State the circumstances of the migration.

    Violence suffered is recorded as an incident, where it is better protected.
    """

    code = "record_circumstances"
    data_groups = every_answer("narrative")
    title = t("Circunstancias de la migración", "Circumstances of the migration")
    section = "circumstances"
    reopens = frozenset({"risk"})

    class Input(SectionInput):
        """Who found the child, how they travelled, where they were kept."""

        found_by: Annotated[str, In("found_by")] | None = field(t("Quién le encontró", "Found by"), group=_FOUND)
        found_place: Annotated[str, In("found_place")] | None = field(t("Dónde", "Where"), group=_FOUND)
        found_where: ShortText | None = field(t("Lugar exacto", "Exact place"), group=_FOUND)
        found_on: date | None = field(t("Cuándo", "When"), group=_FOUND)
        found_with: ShortText | None = field(t("Con quién estaba", "With whom the child was"), group=_FOUND)
        conditions: list[Annotated[str, In("travel_condition")]] | None = field(
            t("En el camino", "On the way"), max_length=12, group=_TRAVEL, compartment=PROTECTION,
            hint=t("La violencia se anota como incidente.", "Violence is noted as an incident."),
        )  # fmt: skip
        guide: YesNoUnknown | None = field(
            t("¿Viajó con guía?", "Travelled with a guide?"), group=_TRAVEL, compartment=PROTECTION
        )
        guide_debt: Annotated[str, In("guide_debt")] | None = field(
            t("Deuda por el viaje", "Debt for the journey"), group=_TRAVEL, compartment=PROTECTION
        )
        means_to_live: ShortText | None = field(
            t("De qué vivió en el camino", "What the child lived on"), group=_TRAVEL
        )
        told: LongText | None = field(t("Qué cuenta", "What the child tells"), group=_TRAVEL, compartment=PROTECTION)
        stays: list[Stay] | None = field(
            t("Lugares donde estuvo detenida o alojado", "Places where the child was held or housed"),
            max_length=20, group=_HELD, hint=WHOLE_LIST_HINT,
        )  # fmt: skip
        parent_detained: YesNoUnknown | None = field(
            t("¿Hay un familiar detenido o retornado?", "Is a relative detained or returned?"), group=_HELD
        )
