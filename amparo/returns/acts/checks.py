"""Records of what must be known before a child goes anywhere.

Courts, the place, the home, other care.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from amparo.cases.act import ActInput, Record, act
from amparo.cases.checks import require_answers
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.law.limits import ORIGIN_RISK_SOURCES
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.returns.home import count_distinct_sources
from amparo.ui.fields import LongText, Part, ShortText, field

_PLACE = t("El lugar", "The place")
_HOME = t("El hogar", "The home")
_CARER = t("Quien cuidaría", "Who would care")
_COUNTRY = t("País", "Country")


class Source(Part):
    """A source of what is known of a place."""

    name: ShortText = field(t("Fuente", "Source"), default=...)
    dated: date | None = field(t("Fecha", "Date"))
    says: LongText | None = field(t("Qué dice", "What it says"))


@act
class RecordStayCheck(Record["RecordStayCheck.Input"]):
    """State whether a court stopped the return; if none did, with a second signature."""

    code = "record_stay_check"
    proves = frozenset({"stay_checked_at"})
    title = t("Consulta de suspensiones judiciales", "Check for judicial stays")
    sets = frozenset({"stay_order"})

    class Input(ActInput):
        """The answer, and where it was checked."""

        stay_order: YesNoUnknown = field(t("¿Hay una suspensión?", "Is there a stay?"), default=...)
        court: ShortText | None = field(t("Qué juzgado y expediente", "Which court and file"))
        where_checked: LongText | None = field(t("Dónde se consultó", "Where it was checked"))

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return whether no stay was found, which a second person signs."""
        return given.stay_order == "no"

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the absence of a stay names where it was checked."""
        if given.stay_order == "no":
            require_answers(given, "where_checked", words=t("Diga dónde se consultó.", "Say where it was checked."))


@act
class RecordOriginRisk(Record["RecordOriginRisk.Input"]):
    """State how safe the place of destination is, by which sources; valid for 60 days."""

    code = "record_origin_risk"
    meets = frozenset({"origin_risk_expiry"})
    title = t("Riesgo en el lugar de origen", "Risk in the place of origin")
    compartment = PROTECTION
    sets = frozenset({"origin_risk", "origin_risk_at", "origin_risk_scope", "origin_risk_sources"})
    reopens = frozenset({"risk"})

    class Input(ActInput):
        """The result, the area, and the sources."""

        origin_risk: Annotated[str, In("origin_risk", but=frozenset({"not_assessed"}))] = field(
            t("Resultado", "Result"), default=..., group=_PLACE
        )
        origin_risk_scope: Annotated[str, In("origin_risk_scope", but=frozenset({"none"}))] = field(
            t("Qué área se evaluó", "Which area was assessed"), default=..., group=_PLACE
        )
        country: AnyCountry | None = field(_COUNTRY, group=_PLACE)
        municipality: ShortText | None = field(t("Municipio y lugar", "Municipality and place"), group=_PLACE)
        sources: list[Source] | None = field(
            t("Fuentes", "Sources"),
            max_length=30,
            group=_PLACE,
            why=t("Dos fuentes distintas al menos.", "Two different sources at least."),
        )
        reasons: LongText | None = field(t("Por qué", "Why"), group=_PLACE)
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"), group=_PLACE)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that an assessed municipality is named."""
        if given.origin_risk_scope == "municipality":
            require_answers(given, "municipality", words=t("Escriba qué municipio.", "Write which municipality."))


@act
class RecordHomeAssessment(Record["RecordHomeAssessment.Input"]):
    """State what is known of a home and its caregiver, in any country."""

    code = "record_home_assessment"
    proves = frozenset({"destination_safe"})
    data_groups: ClassVar = {"sponsor_status": frozenset({"home_assessment", "relation", "caregiver_willing_able"})}
    title = t("Evaluación del hogar", "Home assessment")
    sets = frozenset({"home_assessment", "caregiver_willing_able"})
    reopens = frozenset({"family"})

    class Input(ActInput):
        """The home, where it is, the result and its conditions."""

        home_assessment: Annotated[str, In("home_assessment", but=frozenset({"none"}))] = field(
            t("Resultado", "Result"), default=..., group=_HOME
        )
        home_country: AnyCountry | None = field(_COUNTRY, group=_HOME)
        place: ShortText | None = field(t("Lugar o dirección", "Place or address"), compartment=PROTECTION, group=_HOME)
        conditions: LongText | None = field(t("Condiciones", "Conditions"), group=_HOME)
        findings: LongText | None = field(
            t("Qué se vio", "What was found"),
            compartment=PROTECTION,
            group=_HOME,
            hint=t("La casa, la escuela, los servicios, las amenazas.", "The house, the school, services, threats."),
        )
        household: LongText | None = field(
            t("Quién más vive ahí", "Who else lives there"), compartment=PROTECTION, group=_HOME
        )
        violence: YesNoUnknown | None = field(
            t("¿Hay o hubo violencia en ese hogar?", "Is there or was there violence in that home?"),
            compartment=PROTECTION,
            group=_HOME,
        )
        violence_told: LongText | None = field(
            t("Qué se sabe de esa violencia", "What is known of that violence"), compartment=PROTECTION, group=_HOME
        )
        child_says: LongText | None = field(
            t(
                "Qué dice la niña, niño o adolescente de esas personas y de ese hogar",
                "What the child says of those people and of that home",
            ),
            compartment=PROTECTION,
            group=_HOME,
        )
        home_sources: list[Source] | None = field(
            t("De dónde se sabe", "Where it is known from"), max_length=30, compartment=PROTECTION, group=_HOME
        )
        assessed_by: ShortText | None = field(t("Quién evaluó", "Who assessed"), compartment=PROTECTION, group=_HOME)
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"), group=_HOME)
        caregiver: ShortText | None = field(t("Nombre", "Name"), compartment=PROTECTION, group=_CARER)
        relation: Annotated[str, In("relationship_type")] | None = field(
            t("Qué es de la niña o niño", "Relation to the child"), group=_CARER
        )
        caregiver_willing_able: YesNoUnknown | None = field(
            t("¿Quiere y puede cuidar?", "Willing and able to care?"), group=_CARER
        )
        wish: LongText | None = field(
            t("Qué quiere y qué espera de vivir juntos", "What they want and expect of living together"),
            compartment=PROTECTION,
            group=_CARER,
        )
        capacity: LongText | None = field(
            t(
                "Con qué cuenta: tiempo, ingresos, salud, quién le ayuda",
                "What they have: time, income, health, who helps",
            ),
            compartment=PROTECTION,
            group=_CARER,
        )
        destination_safe: YesNoUnknown | None = field(
            t("Si es otro país: ¿es seguro para ella o él?", "If another country: is it safe for the child?"),
            compartment=PROTECTION,
            group=_PLACE,
        )
        destination_sources: list[Source] | None = field(
            t("Según qué fuentes", "By which sources"), max_length=30, compartment=PROTECTION, group=_PLACE
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a suitable home has its conditions, and a safe place two sources."""
        if given.home_assessment in {"positive", "conditional"}:
            message = t("Diga en qué país está el hogar.", "Say in which country the home is.")
            require_answers(given, "home_country", words=message)
        if given.home_assessment == "conditional":
            require_answers(given, "conditions", words=t("Escriba las condiciones.", "Write the conditions."))
        if given.violence == "yes":
            _check_violence(given)
        sources = [source.model_dump() for source in given.destination_sources or []]
        if given.destination_safe == "yes" and count_distinct_sources(sources) < ORIGIN_RISK_SOURCES:
            message = t("Dos fuentes distintas al menos.", "Two different sources at least.")
            raise BadInput(FieldError("destination_sources", message))


def _check_violence(given: RecordHomeAssessment.Input) -> None:
    require_answers(given, "violence_told", words=t("Escriba qué se sabe.", "Write what is known."))
    if given.home_assessment == "positive":
        message = t(
            "Con violencia no es favorable sin condiciones.", "With violence it is not positive without conditions."
        )
        raise BadInput(FieldError("home_assessment", message))


@act
class RecordOriginCare(Record["RecordOriginCare.Input"]):
    """State whether an authority of origin would care for the child without family."""

    code = "record_origin_care"
    title = t("Cuidado alternativo en origen", "Alternative care in origin")
    sets = frozenset({"origin_care"})
    reopens = frozenset({"family"})

    class Input(ActInput):
        """The state of the matter, and the authority."""

        origin_care: Annotated[str, In("origin_care", but=frozenset({"none"}))] = field(
            t("En qué queda", "Where it stands"), default=...
        )
        authority: ShortText | None = field(t("Qué autoridad", "Which authority"))
        care: LongText | None = field(t("Qué cuidado y dónde", "Which care, and where"), compartment=PROTECTION)
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that confirmed care names its authority."""
        if given.origin_care == "confirmed":
            require_answers(
                given, "authority", words=t("Diga qué autoridad lo confirmó.", "Say which authority confirmed it.")
            )
