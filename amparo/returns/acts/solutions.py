"""Solutions other than return: each step of their way, and the day on which life in them begins."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.checks import require
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
_NOT_A_TRACK = RETURN | {"interim_no_solution"}


@act
class RecordSolutionStep(Record["RecordSolutionStep.Input"]):
    """Write one step on the way to a solution other than return: asked for, answered, prepared, travelled, arrived."""

    code = "record_solution_step"
    title = t("Solución duradera: paso", "Durable solution: step")
    compartment = PROTECTION

    class Input(ActInput):
        """Which solution, which step, by which authority."""

        solution: Annotated[str, In("durable_solution", but=_NOT_A_TRACK)] = field(
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
        """A no has its reasons; what was asked was asked of somebody; nobody is taken back to the country of origin."""
        if given.step in {"refused", "withdrawn"}:
            require(given, "reason")
        if given.step in {"requested", "accepted", "refused"}:
            require(given, "authority")
        not_the_way_of_return(file, given.country)


@act
class RecordLocalSolutionStarted(Record["RecordLocalSolutionStarted.Input"]):
    """State that life in the solution that was decided has begun, where it is neither return nor reunification."""

    code = "record_local_solution_started"
    title = t("Comienza la vida en la solución decidida", "Life in the decided solution begins")
    sets = frozenset({"arrival_at"})

    class Input(ActInput):
        """Which solution, where, and who answers for the child there."""

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
            t("Qué opina, con sus propias palabras", "The child's opinion, in their own words"), compartment=PROTECTION,
            group=_WHICH,
        )  # fmt: skip

    def check(self, file: CaseFile, given: Input) -> None:
        """Only the solution that a determination in force chose can begin, and none of them is a return."""
        if decided_solution(file, FactQuery(clock.now())) != given.solution:
            words = t("La determinación vigente no eligió esta solución.",
                      "The determination in force did not choose this solution.")  # fmt: skip
            raise BadInput(FieldError("solution", words))
        if has_begun(file):
            words = t("Ya consta que comenzó: anote los seguimientos.", "It has begun: enter the follow-ups.")
            raise BadInput(FieldError("solution", words))
        if given.solution in ABROAD:
            require(given, "country")
        not_the_way_of_return(file, given.country)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """From now on the child is followed up."""
        return Effects(more_stated={self.compartment: {"arrival_at": ctx.occurred_at.isoformat()}})


def not_the_way_of_return(file: CaseFile, country: str | None) -> None:
    """Raises `BadInput` where a country named is that of origin: to go there is a return, with all that it needs."""
    if country and country == compute_fact("country_origin", file, FactQuery(clock.now())) != file.country:
        words = t("Ir al país de origen es un retorno: siga el plan de retorno.",
                  "To go to the country of origin is a return: follow the return plan.")  # fmt: skip
        raise BadInput(FieldError("country", words))
