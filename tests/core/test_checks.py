"""What several acts ask in the same way."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from amparo.core import clock
from amparo.core.acts import Effects, LongText, Part, ask
from amparo.core.checks import once_each, require
from amparo.core.compartments import GENERAL, HEALTH, PROTECTION
from amparo.core.problems import BadInput
from amparo.core.row_tasks import RowTasks
from amparo.core.signed import SIGNED_ALWAYS, signed_when
from amparo.core.text import t

TASKS = RowTasks("reintegration_goal", about="axis", words="goal")


class Goal(Part):
    """A row of a plan."""

    axis: str = ask("axis", default=...)
    goal: LongText = ask("goal", default=...)
    responsible: str | None = ask("responsible")
    due_on: date | None = ask("due")
    state: str | None = ask("state")


def test_every_answer_that_is_missing_is_named_in_its_own_words() -> None:
    given = SimpleNamespace(court="", why=None, where="here")
    with pytest.raises(BadInput) as refused:
        require(given, "court", "where", "why", words=t("Dígalo.", "Say it."))
    assert [(one.path, str(one.message)) for one in refused.value.errors] == [("court", "Dígalo."), ("why", "Dígalo.")]
    require(given, "where")


def test_nothing_is_named_twice() -> None:
    once_each("members", ["Ana", "Luis"], t("Una vez.", "Once."))
    with pytest.raises(BadInput):
        once_each("members", ["Ana", "Ana"], t("Una vez.", "Once."))


@pytest.mark.parametrize(("answer", "signs"), [("no", True), ("yes", False), (None, False)])
def test_signed_only_for_that_answer(answer: str | None, signs: bool) -> None:
    given = SimpleNamespace(stay_order=answer)
    assert signed_when("stay_order", "no").__func__(None, given) is signs  # type: ignore[arg-type]  # reads no file
    assert SIGNED_ALWAYS.__func__(None, given)  # type: ignore[arg-type]  # reads no file


def test_a_row_becomes_a_task_once_while_it_is_to_be_done() -> None:
    first = Goal(axis="school", goal="Volver a la escuela", due_on=date(2026, 3, 1))
    moved, done = first.model_copy(update={"due_on": date(2026, 4, 1)}), first.model_copy(update={"state": "done"})
    earlier = [first.model_dump(mode="json")]
    at = clock.now()
    (task,) = TASKS.effects([first], [], at=at).tasks
    assert task.detail == {"axis": "school", "text": "Volver a la escuela", "responsible": ""}
    assert task.compartments == {GENERAL, PROTECTION}
    assert task.due_at is not None
    assert f"{task.due_at:%Y-%m-%d %H:%M}" == "2026-03-01 23:59"
    assert TASKS.effects([first], earlier, at=at) == Effects()
    assert len(TASKS.effects([moved], earlier, at=at).tasks) == 1, "a new day is a new task"
    assert TASKS.effects([done], [], at=at).tasks == ()
    over = (("reintegration_goal", {"axis": "school", "text": "Volver a la escuela"}),)
    for said in ([moved], [done], []):
        assert TASKS.effects(said, earlier, at=at).done == over, "done, dropped or moved: the old task is over"
    assert TASKS.effects(None, earlier, at=at) == Effects(), "what was not said stays as it was"


def test_a_row_without_a_day_is_a_task_unless_the_plan_says_otherwise() -> None:
    row, at = Goal(axis="school", goal="Volver a la escuela"), clock.now()
    (task,) = TASKS.effects([row], [], at=at).tasks
    assert task.due_at is None
    only_dated = RowTasks("reintegration_goal", about="axis", words="goal", only_dated=True)
    assert only_dated.effects([row], [], at=at) == Effects()


def test_a_task_without_a_day_is_told_only_to_those_who_may_know_its_subject() -> None:
    task = TASKS.task({"axis": "health", "goal": "Ver a su médica"}, at=clock.now(), kept_in=HEALTH)
    assert task.due_at is None
    assert task.compartments == {GENERAL, HEALTH}
