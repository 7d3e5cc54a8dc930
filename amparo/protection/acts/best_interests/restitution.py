"""The restitution plan: each right that was denied, and who gives it back, until when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from amparo.core.acts import ActInput, Effects, LongText, NewTask, Part, Record, ShortText, act, ask
from amparo.core.codes import In
from amparo.core.compartments import GENERAL, PROTECTION
from amparo.core.days import end_of_day
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.text import t
from amparo.registry.acts.parts import WHOLE_LIST

_OPEN = frozenset({None, "pending", "under_way"})


class Measure(Part):
    """One right, what is done for it, by whom, until when, and what came of it."""

    right: Annotated[str, In("child_right")] = ask(t("Derecho", "Right"), default=...)
    measure: LongText = ask(t("Medida", "Measure"), default=...)
    responsible: ShortText = ask(t("Quién responde", "Who answers for it"), default=...)
    due_on: date | None = ask(t("Para cuándo", "By when"))
    state: Annotated[str, In("measure_state")] | None = ask(t("Cómo va", "How it stands"))
    result: LongText | None = ask(t("Resultado", "Result"))
    review_on: date | None = ask(t("Se revisa el", "To be reviewed on"))


@act
class RecordRestitutionPlan(Record):
    """Write the restitution plan, or bring it up to date. The whole plan each time; the earlier ones stay on file."""

    code = "record_restitution_plan"
    title = t("Plan de restitución de derechos", "Restitution plan")
    compartment = PROTECTION

    class Input(ActInput):
        """All the measures."""

        measures: list[Measure] = ask(
            t("Medidas", "Measures"), default=..., min_length=1, max_length=40, hint=WHOLE_LIST
        )
        review_on: date | None = ask(t("El plan se revisa el", "The plan is reviewed on"))

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """A task for each measure that is new, or has a new day, and is still to be done."""
        earlier = ctx.file.last("record_restitution_plan")
        known = {_sort_of(one) for one in earlier["measures"]} if earlier else set()
        measures = [measure.model_dump(mode="json") for measure in given.measures]
        fresh = [one for one in measures if one["state"] in _OPEN and _sort_of(one) not in known]
        return Effects(tasks=tuple(_task(one, ctx) for one in fresh))


def _sort_of(measure: dict[str, Any]) -> tuple[str, str, str | None]:
    return measure["right"], measure["measure"], measure.get("due_on")


def _task(measure: dict[str, Any], ctx: Context) -> NewTask:
    due_on = measure["due_on"] or measure["review_on"]
    return NewTask(
        "restitution_measure",
        due_at=end_of_day(date.fromisoformat(due_on), ctx.at) if due_on else None,
        detail={"right": measure["right"], "text": measure["measure"], "responsible": measure["responsible"]},
        compartments=frozenset({GENERAL, PROTECTION}),
    )
