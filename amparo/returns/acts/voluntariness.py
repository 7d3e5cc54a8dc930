"""The wish to return: the child's, the parents', the guardian's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.checks import require_answers, run_all_checks
from amparo.cases.compartments import PROTECTION
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.returns.voluntariness import is_return_determined, latest_wishes
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WISH = t("La voluntad", "The wish")
_FREEDOM = t("Con libertad y con información", "Freely, and informed")
_REVIEW_WITHIN = timedelta(hours=24)


@act
class RecordReturnWish(Record["RecordReturnWish.Input"]):
    """State whether somebody wants the child's return.

    It can be withdrawn at any time, and never takes the place of the determination. From a child who does not want it,
    no return follows.
    """

    code = "record_return_wish"
    title = t("Voluntad sobre el retorno", "Wish about the return")
    sets = frozenset({"child_views"})
    closes_tasks = frozenset({"note_return_wish"})

    class Input(ActInput):
        """Whose wish it is, what it is, and how it was given."""

        whose: Annotated[str, In("return_wish_of")] = field(t("De quién", "Whose"), default=..., group=_WISH)
        wish: Annotated[str, In("return_wish")] = field(t("Qué quiere", "What is wished"), default=..., group=_WISH)
        own_words: LongText | None = field(
            t("Con sus palabras", "In their own words"), group=_WISH, compartment=PROTECTION
        )
        freely_given: YesNoUnknown | None = field(
            t("¿Lo dijo con libertad, sin presión ni encierro?", "Said freely, without pressure or confinement?"),
            group=_FREEDOM,
            why=t("Querer volver para salir de un encierro no es querer volver.",
                  "To want to return in order to leave confinement is not to want to return."),
        )  # fmt: skip
        pressure: LongText | None = field(
            t("Qué presión hubo, y de quién", "Which pressure there was, and from whom"), group=_FREEDOM,
            compartment=PROTECTION,
        )  # fmt: skip
        information: list[Annotated[str, In("return_information")]] | None = field(
            t("Qué se le explicó antes", "What was explained before"), max_length=10, group=_FREEDOM
        )
        understood: Annotated[str, In("understood")] | None = field(
            t("¿Lo entendió?", "Was it understood?"), group=_FREEDOM
        )
        language: Annotated[str, In("language")] | None = field(t("En qué idioma", "In which language"), group=_FREEDOM)
        interpreter: UUID | None = field(t("Quién interpretó", "Who interpreted"), group=_FREEDOM, choose="interpreter")
        present: list[Annotated[str, In("support_present")]] | None = field(
            t("Quién estaba presente", "Who was present"), max_length=5, group=_FREEDOM
        )
        heard_by: ShortText | None = field(t("Quién le escuchó", "Who listened"), group=_FREEDOM)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the wish to return follows the determination, and how it was given."""
        run_all_checks(
            lambda: _check_order(given, file),
            lambda: _check_words(given),
            lambda: _check_conditions(given),
            lambda: require_answers(given, "pressure") if given.freely_given == "no" else None,
        )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task to review the return once the child does not want it."""
        if given.whose != "child" or given.wish == "wants":
            return Effects(closed_tasks=(("review_return_wish", {}),) if given.whose == "child" else ())
        task = NewTask("review_return_wish", role="protection_supervisor", due_at=ctx.at + _REVIEW_WITHIN)
        return Effects(tasks=(task,))


def _check_order(given: RecordReturnWish.Input, file: CaseFile) -> None:
    if given.wish == "wants" and not is_return_determined(file, FactQuery(given.occurred_at or clock.now())):
        message = t(
            "Primero la determinación que elija el retorno. Lo que diga antes, anótelo en «Opinión».",
            "First the determination that chooses return. Enter what is said before it under “Views”.",
        )
        raise BadInput(FieldError("wish", message))
    earlier = latest_wishes(file).get(given.whose)
    if given.wish == "withdrawn" and (earlier is None or earlier["wish"] != "wants"):
        message = t(
            "No consta que lo quisiera: anote que no lo quiere.",
            "No earlier wish is on file: enter that it is not wanted.",
        )
        raise BadInput(FieldError("wish", message))


def _check_words(given: RecordReturnWish.Input) -> None:
    if given.whose == "child" and given.wish != "undecided":
        message = t("Escriba lo que dijo, con sus palabras.", "Write what the child said, in their own words.")
        require_answers(given, "own_words", words=message)


def _check_conditions(given: RecordReturnWish.Input) -> None:
    if given.whose == "child" and given.wish == "wants":
        require_answers(given, "freely_given", "information", "understood", "language")
