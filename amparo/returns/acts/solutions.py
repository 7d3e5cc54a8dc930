"""Solutions other than return.

Each step towards them, and the start of life in them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.checks import require_answers
from amparo.cases.compartments import PROTECTION, WHEREABOUTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.law.sets import RETURN
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.returns.tracks import ABROAD, BEGUN_BY_RECORD, decided_solution, has_begun
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHICH = t("Qué solución", "Which solution")
_ANSWER = t("Qué pasó", "What happened")
_KnownCountry = Annotated[str, In("nationality", but=frozenset({"XXX", "XXS"}))]
_OTHER_PATHS = RETURN | {"interim_no_solution"}


@act
class RecordSolutionStep(Record["RecordSolutionStep.Input"]):
    """Write one step towards a solution other than return."""

    code = "record_solution_step"
    title = t("Solución duradera: paso", "Durable solution: step")
    compartment = PROTECTION

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
        """Check that the step has its reason and authority, and that it is no return."""
        if given.step in {"refused", "withdrawn"}:
            require_answers(given, "reason")
        if given.step in {"requested", "accepted", "refused"}:
            require_answers(given, "authority")
        require_no_return(file, given.country)


@act
class RecordLocalSolutionStarted(Record["RecordLocalSolutionStarted.Input"]):
    """State that life in a solution other than return or reunification began."""

    code = "record_local_solution_started"
    title = t("Comienza la vida en la solución decidida", "Life in the decided solution begins")
    sets = frozenset({"arrival_at"})

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
        """Check that the determination in force chose the solution, once, and no return."""
        if decided_solution(file, FactQuery(clock.now())) != given.solution:
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
        return Effects(added_answers={self.compartment: {"arrival_at": ctx.occurred_at.isoformat()}})


def require_no_return(file: CaseFile, country: str | None) -> None:
    """Raise `BadInput` if the country is that of origin: to go there is a return."""
    origin = compute_fact("country_origin", file, FactQuery(clock.now()))
    if country and country == origin != file.country:
        message = t(
            "Ir al país de origen es un retorno: siga el plan de retorno.",
            "To go to the country of origin is a return: follow the return plan.",
        )
        raise BadInput(FieldError("country", message))
