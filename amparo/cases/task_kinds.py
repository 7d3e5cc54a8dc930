"""Kinds of task: what each asks for in words, and where it is done.

Every context declares its own (`tasks.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from amparo.cases.links import case_href
from amparo.cases.models import Task
from amparo.ledger.registry import Registry

type TaskText = Callable[[Task], str]

ABOUT_ALONE: Final = "{about}"
WORDS_AND_ABOUT: Final = "{words}: {about}"


def task_text(task: Task) -> str:
    """Return what was written into a task."""
    return str(task.detail.get("text") or "")


@dataclass(frozen=True, slots=True)
class TaskKind:
    """A kind of task.

    `words` say what it asks for, `about` what this one is about, and `pattern` how the two are said together where
    there is something to say. `href`: where it is done; the page of its case unless given. `is_on_case`: its owner sees
    the case.
    `is_shown_elsewhere`: what it is about stands on the owner's work page itself. `only_by_act`: closing it by hand
    would leave undone what it asks for, with nobody to see it. `is_inbox`: others wait for its owner's answer.
    `is_alarm`: a child is in danger; it stands before everything else.
    """

    code: str
    words: str
    about: TaskText = task_text
    pattern: str = ABOUT_ALONE
    href: TaskText | None = None
    is_on_case: bool = True
    is_shown_elsewhere: bool = False
    only_by_act: bool = False
    is_inbox: bool = False
    is_alarm: bool = False


TASK_KINDS: Registry[TaskKind] = Registry("kind of task")


def declare_tasks(*kinds: TaskKind) -> None:
    """Add kinds of task."""
    for kind in kinds:
        TASK_KINDS.add(kind.code, kind)


def task_label(task: Task) -> str:
    """Return what a task asks for."""
    kind = TASK_KINDS[task.code]
    about = kind.about(task)
    return kind.pattern.format(words=kind.words, about=about) if about else str(kind.words)


def task_href(task: Task) -> str:
    """Return where a task is done.

    Empty for one that is of no case and names no other place.
    """
    kind = TASK_KINDS[task.code]
    if kind.href:
        return kind.href(task)
    return case_href(task.case) if task.case else ""
