"""The sections of a paper, from the answers of an entry.

Each answer is shown only to those who may read the compartment in which it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amparo.cases.act import ACTS, AnyAct
from amparo.cases.answers import question_rows
from amparo.cases.compartments import Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.cases.papers.shape import Section
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ui.forms.shape import Shape, shapes_of

Rows = tuple[tuple[str, str], ...]


def sections_of(entry: Entry, by: Actor, *, but: frozenset[str] = frozenset()) -> list[Section]:
    """Return what an entry says, one section for each group of its questions.

    `but`: questions left out.
    """
    declared = ACTS[entry.act]
    shapes = [shape for shape in shapes_of(declared.Input) if shape.kind != "drawn" and shape.name not in but]
    return sections_from(declared, shapes, entry.body, by, is_own=entry.by == by.id)


def sections_from(
    declared: AnyAct, shapes: Iterable[Shape], body: Mapping[str, object], by: Actor, *, is_own: bool = False
) -> list[Section]:
    """Return answers to these questions of an act, grouped as its page groups them.

    Groups with nothing to say are left out.
    """
    groups: dict[str, list[Shape]] = {}
    for shape in shapes:
        groups.setdefault(str(shape.words.group or declared.title), []).append(shape)
    found = [
        Section(heading, answers_in_rows(asked, body, by), (), not is_own and has_hidden_answers(declared, asked, by))
        for heading, asked in groups.items()
    ]
    return [section for section in found if section.rows or section.restricted]


def answers_in_rows(shapes: Iterable[Shape], body: Mapping[str, object], by: Actor) -> Rows:
    """Return the answers in words."""
    return tuple(
        (str(row["key"]), str(row["value"])) for shape in shapes for row in question_rows(shape, dict(body), by)
    )


def has_hidden_answers(declared: AnyAct, shapes: Iterable[Shape], by: Actor) -> bool:
    """Return whether some of these questions are kept where this person may not look."""
    kept = {Compartment(shape.words.compartment or declared.compartment) for shape in shapes}
    return not by.may_read(frozenset(kept))


def latest_answers(file: CaseFile, names: Iterable[str], *acts: str) -> JsonObject:
    """Return the latest answer to each question, of these acts."""
    found = {name: file.latest(name, *acts) for name in names}
    return {name: value for name, value in found.items() if value is not None}
