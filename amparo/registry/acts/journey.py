"""The act on the journey.

Home, reasons for leaving, route, and where the child wants to go.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from amparo.cases.act import Record, act, every_answer
from amparo.cases.compartments import PROTECTION
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, Names, SectionInput, require_order
from amparo.ui.fields import LongText, Part, ShortText, field

_ORIGIN = t("Donde vivía", "Where the child lived")
_CAUSES = t("Por qué salió", "Why the child left")
_ROUTE = t("El camino", "The way")
_ENTRY = t("Entrada a este país", "Entry into this country")
_DESTINATION = t("Adónde quiere ir", "Where the child wants to go")
_SEPARATION = t("Separación", "Separation")


class Stage(Part):
    """One stage of the route."""

    country: AnyCountry = field(t("País", "Country"), default=...)
    place: ShortText | None = field(t("Lugar", "Place"))
    arrived_on: date | None = field(t("Llegó el", "Arrived on"))
    left_on: date | None = field(t("Salió el", "Left on"))
    means: list[Annotated[str, In("travel_means")]] | None = field(
        t("En qué viajó", "How the child travelled"), max_length=11
    )
    note: ShortText | None = field(t("Qué pasó ahí", "What happened there"))

    @model_validator(mode="after")
    def _arrives_before_leaving(self) -> Self:
        require_order(self.arrived_on, self.left_on, t("Salió antes de llegar: revise las fechas.",
                                                  "Left before arriving: check the dates."))  # fmt: skip
        return self


@act
class RecordJourney(Record["RecordJourney.Input"]):
    """State the journey: home, reasons for leaving, route, entry, destination."""

    code = "record_journey"
    data_groups = every_answer("narrative")
    title = t("Origen, causas y camino", "Origin, causes and journey")
    section = "journey"
    reopens = frozenset({"risk", "family"})

    class Input(SectionInput):
        """What the child wants to tell; reasons belong to the protection compartment."""

        home_country: AnyCountry | None = field(t("País donde vivía", "Country where the child lived"), group=_ORIGIN)
        home_place: ShortText | None = field(t("Lugar", "Place"), group=_ORIGIN)
        home_with: list[Annotated[str, In("relationship_type")]] | None = field(
            t("Con quién vivía", "With whom the child lived"), max_length=10, group=_ORIGIN
        )
        home_care: Annotated[str, In("care_arrangement")] | None = field(
            t("Quién le cuidaba ahí", "Who cared for the child there"), group=_ORIGIN
        )
        home_until: date | None = field(t("Hasta cuándo", "Until when"), group=_ORIGIN)
        displaced_before: YesNoUnknown | None = field(
            t("¿Ya se había mudado por violencia o desastre?",
              "Had the child moved before because of violence or disaster?"),
            group=_ORIGIN, compartment=PROTECTION,
        )  # fmt: skip
        causes: list[Annotated[str, In("departure_cause")]] | None = field(
            t("Causas", "Causes"), max_length=30, group=_CAUSES, compartment=PROTECTION,
            hint=t("Todas las que diga, sin sugerir ninguna.", "All that the child gives, suggesting none."),
            why=t("Una causa puede abrir el derecho a protección internacional.",
                  "A cause may open the right to international protection."),
        )  # fmt: skip
        causes_own_words: LongText | None = field(
            t("En sus propias palabras", "In the child's own words"), group=_CAUSES, compartment=PROTECTION
        )
        who_decided: Annotated[str, In("relationship_type")] | None = field(
            t("Quién decidió el viaje (en blanco: la niña, niño o adolescente)",
              "Who decided on the journey (blank: the child)"),
            group=_CAUSES,
        )  # fmt: skip
        left_on: date | None = field(t("Salió de su casa el", "Left home on"), group=_ROUTE)
        stages: list[Stage] | None = field(
            t("Lugares por donde pasó", "Places passed through"), max_length=30, group=_ROUTE, hint=WHOLE_LIST_HINT
        )
        entered_on: date | None = field(t("Entró el", "Entered on"), group=_ENTRY)
        entry_manner: Annotated[str, In("entry_manner")] | None = field(t("Por dónde", "By which way"), group=_ENTRY)
        entry_place: ShortText | None = field(t("Lugar de entrada", "Place of entry"), group=_ENTRY)
        migration_situation: Annotated[str, In("migration_situation")] | None = field(
            t("Situación migratoria", "Migration situation"), group=_ENTRY,
            why=t("No cambia ninguno de sus derechos; sirve para saber qué trámite le protege.",
                  "It changes none of their rights; it tells which procedure protects them."),
        )  # fmt: skip
        no_permit_causes: list[Annotated[str, In("no_permit_cause")]] | None = field(
            t("Si vino sin visa o permiso, por qué", "If without visa or permit, why"), max_length=10, group=_ENTRY,
            compartment=PROTECTION,
            why=t("Dice a los países qué trámite falta. No se le reprocha.",
                  "It tells countries which procedure is lacking. It is held against nobody."),
        )  # fmt: skip
        destination_country: AnyCountry | None = field(t("País", "Country"), group=_DESTINATION)
        destination_place: ShortText | None = field(t("Lugar", "Place"), group=_DESTINATION)
        destination_person: Names | None = field(t("Con quién", "With whom"), group=_DESTINATION)
        destination_relation: Annotated[str, In("relationship_type")] | None = field(
            t("Qué es de la niña o niño", "Relation to the child"), group=_DESTINATION
        )
        destination_known: YesNoUnknown | None = field(
            t("¿Conoce a esa persona?", "Does the child know that person?"), group=_DESTINATION
        )
        destination_phone: ShortText | None = field(t("Teléfono", "Telephone"), group=_DESTINATION)
        separated_on: date | None = field(t("Desde cuándo", "Since when"), group=_SEPARATION)
        separated_country: AnyCountry | None = field(t("En qué país", "In which country"), group=_SEPARATION)
        separated_place: ShortText | None = field(t("Dónde", "Where"), group=_SEPARATION)
        separated_from: list[Annotated[str, In("relationship_type")]] | None = field(
            t("De quién", "From whom"), max_length=10, group=_SEPARATION
        )
        separation_cause: Annotated[str, In("separation_cause")] | None = field(
            t("Cómo fue", "How it came"), group=_SEPARATION
        )
        separation_told: LongText | None = field(t("Qué cuenta", "What the child tells"), group=_SEPARATION)
