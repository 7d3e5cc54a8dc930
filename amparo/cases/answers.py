"""What was stated on a case, question by question, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from amparo.cases.act import AnyAct
from amparo.cases.compartments import Compartment
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ui import answers
from amparo.ui.forms.shape import Shape


def answer_rows(
    act: AnyAct, body: Mapping[str, object], by: Actor, case_id: UUID | None = None, *, without: Iterable[str] = ()
) -> list[JsonObject]:
    """Return the answers of an entry, in rows of `name`, `key` and `value`.

    `case_id`: to name what is chosen among what a case has.
    """
    return answers.answer_rows(act.Input, body, _context(by, case_id), without=without)


def question_rows(shape: Shape, body: Mapping[str, object], by: Actor, case_id: UUID | None = None) -> list[JsonObject]:
    """Return what was answered to one question.

    A row for each part or repeated part, else one; none if blank.
    """
    return answers.answer_rows_of_question(shape, body, _context(by, case_id))


def _context(by: Actor, case_id: UUID | None) -> answers.AnswerContext:
    return answers.AnswerContext(by, case_id, tuple(Compartment))
