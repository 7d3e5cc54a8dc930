"""Reunification with the family, here or in another country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Action, Effects, act
from amparo.cases.breaches import with_breach
from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import SiblingsPlan, ask_siblings_plan, ask_siblings_reason
from amparo.returns.home import assessed_home
from amparo.returns.mechanism import find_breach_of_departure
from amparo.returns.steps import change_country
from amparo.returns.tracks import REUNIFICATION, decided_solution
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WITH = t("Con quién", "With whom")


@act
class Reunify(Action["Reunify.Input"]):
    """Give the child into the care of the family whose home was assessed.

    Protection frees the place of care. In another country, without a determination, it is a breach.
    """

    code = "reunify"
    may_show_breach = True
    title = t("Reunificar con la familia", "Reunify with the family")
    sets = frozenset({"custody", "custody_since", "placement_since", "arrival_at", "open_safety_alerts"})

    class Input(ActInput):
        """The answers of the day; family and home are on file."""

        confirmations: list[Annotated[str, In("confirmation", only=frozenset({"preference_reasoned"}))]] | None = field(
            t("Confirme", "Confirm"), max_length=1, group=_WITH
        )
        preference: LongText | None = field(
            t("Por qué con esta persona y no con otra", "Why with this person and not another"),
            compartment=PROTECTION,
            group=_WITH,
        )
        received_by: LongText | None = field(
            t("Quién recibió, dónde, con qué documento", "Who received, where, with which document"),
            compartment=PROTECTION,
            group=_WITH,
        )
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the country of the home is on file: the law is asked about it."""
        if assessed_home(file).country is None:
            message = t(
                "Falta en qué país está el hogar: anótelo en la evaluación del hogar.",
                "The country of the home is missing: enter it in the home assessment.",
            )
            raise BadInput(FieldError("recipient_country", message))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Give custody to the family, in the country of the home."""
        country = assessed_home(ctx.file).country
        change_country(case, country)
        arrival: JsonObject = {"custody": "family", "arrival_at": ctx.occurred_at.isoformat()}
        return with_breach(Effects(added_answers={GENERAL: arrival}), _find_breach(country, ctx), at=ctx.at)


def _find_breach(country: str | None, ctx: ActContext) -> str | None:
    if country == ctx.file.country or decided_solution(ctx.file, FactQuery(ctx.occurred_at)) in REUNIFICATION:
        return None
    return find_breach_of_departure(ctx.file, at=ctx.occurred_at, solutions=REUNIFICATION, country=country)
