"""What several acts ask in the same way."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from amparo.cases.act import Effects
from amparo.cases.checks import require_answers, require_distinct
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION
from amparo.cases.row_tasks import RowTasks
from amparo.ledger import clock
from amparo.ledger.problems import BadInput
from amparo.ledger.text import t
from amparo.ui.fields import LongText, Part, field

TASKS = RowTasks("reintegration_goal", about="axis", words="goal")


class Goal(Part):
    """A row of a plan."""

    axis: str = field("axis", default=...)
    goal: LongText = field("goal", default=...)
    responsible: str | None = field("responsible")
    due_on: date | None = field("due")
    state: str | None = field("state")


def test_every_answer_that_is_missing_is_named_in_its_own_words() -> None:
    given = SimpleNamespace(court="", why=None, where="here")
    with pytest.raises(BadInput) as refused:
        require_answers(given, "court", "where", "why", words=t("Dígalo.", "Say it."))
    assert [(one.path, str(one.message)) for one in refused.value.errors] == [("court", "Dígalo."), ("why", "Dígalo.")]
    require_answers(given, "where")


def test_nothing_is_named_twice() -> None:
    require_distinct("members", ["Ana", "Luis"], t("Una vez.", "Once."))
    with pytest.raises(BadInput):
        require_distinct("members", ["Ana", "Ana"], t("Una vez.", "Once."))


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
        assert TASKS.effects(said, earlier, at=at).closed_tasks == over, "done, dropped or moved: the old task is over"
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
