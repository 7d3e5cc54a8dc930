"""Solutions other than return.

Each step towards them, and the start of life in them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.breaches import with_breach
from amparo.cases.checks import require_answers
from amparo.cases.compartments import GENERAL, PROTECTION, WHEREABOUTS
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.law.sets import RETURN
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.returns.mechanism import find_breach_of_departure, is_origin_abroad
from amparo.returns.tracks import (
    ABROAD,
    BEGUN_BY_RECORD,
    LEADS_ABROAD,
    LEAVING_STEPS,
    decided_solution,
    has_begun,
)
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHICH = t("Qué solución", "Which solution")
_ANSWER = t("Qué pasó", "What happened")
_KnownCountry = Annotated[str, In("nationality", but=frozenset({"XXX", "XXS"}))]
_OTHER_PATHS = RETURN | {"interim_no_solution"}


@act
class RecordSolutionStep(Record["RecordSolutionStep.Input"]):
    """Write one step towards a solution other than return.

    That a child left the country without a determination is a breach.
    """

    code = "record_solution_step"
    may_show_breach = True
    title = t("Solución duradera: paso", "Durable solution: step")
    compartment = PROTECTION
    sets = frozenset({"open_safety_alerts"})

    class Input(ActInput):
        """The solution, the step, and the authority."""

        solution: Annotated[str, In("durable_solution", but=_OTHER_PATHS)] = field(
            t("Solución", "Solution"), default=..., group=_WHICH
        )
        country: _KnownCountry | None = field(t("País", "Country"), group=_WHICH)
        authority: ShortText | None = field(t("Autoridad u organismo", "Authority or organisation"), group=_WHICH)
        reference: ShortText | None = field(t("Número o referencia", "Number or reference"), group=_WHICH)
        step: Annotated[str, In("solution_step")] = field(t("Paso", "Step"), default=..., group=_ANSWER)
        done_on: date | None = field(t("Fecha", "Date"), group=_ANSWER)
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"), group=_ANSWER)
        reason: LongText | None = field(t("Motivos", "Reasons"), group=_ANSWER)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the step has its reason and authority, and prepares no return."""
        if given.step in {"refused", "withdrawn"}:
            require_answers(given, "reason")
        if given.step in {"requested", "accepted", "refused"}:
            require_answers(given, "authority")
        if given.step not in LEAVING_STEPS:
            require_no_return(file, given.country)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Show the breach, if the child left without a determination."""
        leaves = given.solution in LEADS_ABROAD or given.country not in {None, ctx.file.country}
        if given.step not in LEAVING_STEPS or not leaves:
            return Effects()
        return with_breach(Effects(), _find_breach(given.solution, given.country, ctx), at=ctx.at)


def _find_breach(solution: str, country: str | None, ctx: ActContext) -> str | None:
    chosen = frozenset({solution})
    return find_breach_of_departure(ctx.file, at=ctx.occurred_at, solutions=chosen, country=country)


@act
class RecordLocalSolutionStarted(Record["RecordLocalSolutionStarted.Input"]):
    """State that life in a solution other than return or reunification began.

    One abroad is recorded without a determination too, and that is a breach.
    """

    code = "record_local_solution_started"
    may_show_breach = True
    title = t("Comienza la vida en la solución decidida", "Life in the decided solution begins")
    sets = frozenset({"arrival_at", "open_safety_alerts"})

    class Input(ActInput):
        """The solution, the place, and who is responsible for the child there."""

        solution: Annotated[str, In("durable_solution", only=BEGUN_BY_RECORD)] = field(
            t("Solución", "Solution"), default=..., group=_WHICH
        )
        country: _KnownCountry | None = field(t("País", "Country"), group=_WHICH)
        lives: LongText | None = field(
            t("Dónde y con quién vive", "Where and with whom the child lives"), compartment=WHEREABOUTS, group=_WHICH
        )
        responsible: ShortText | None = field(
            t("Quién acompaña desde ahora", "Who accompanies from now on"), compartment=PROTECTION, group=_WHICH
        )
        child_opinion: LongText | None = field(
            t("Qué opina, con sus propias palabras", "The child's opinion, in their own words"),
            compartment=PROTECTION,
            group=_WHICH,
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a solution here was determined, that it began once, and is no return."""
        if given.solution not in ABROAD and decided_solution(file, FactQuery(clock.now())) != given.solution:
            message = t(
                "La determinación vigente no eligió esta solución.",
                "The determination in force did not choose this solution.",
            )
            raise BadInput(FieldError("solution", message))
        if has_begun(file):
            message = t("Ya consta que comenzó: anote los seguimientos.", "It has begun: enter the follow-ups.")
            raise BadInput(FieldError("solution", message))
        if given.solution in ABROAD:
            require_answers(given, "country")
        require_no_return(file, given.country)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """State the arrival, from which the follow-ups count."""
        effects = Effects(added_answers={GENERAL: {"arrival_at": ctx.occurred_at.isoformat()}})
        breach = _find_breach(given.solution, given.country, ctx) if given.solution in ABROAD else None
        return with_breach(effects, breach, at=ctx.at)


def require_no_return(file: CaseFile, country: str | None) -> None:
    """Raise `BadInput` if the country is that of origin: to go there is a return."""
    if is_origin_abroad(file, country, clock.now()):
        message = t(
            "Ir al país de origen es un retorno: siga el plan de retorno.",
            "To go to the country of origin is a return: follow the return plan.",
        )
        raise BadInput(FieldError("country", message))
