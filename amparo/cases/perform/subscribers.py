"""Contexts that hear of every act, inside its transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.cases.act import ActContext, ActInput, AnyAct
from amparo.cases.file import CaseFile, Entry
from amparo.cases.kinds import CHILD, REPORT
from amparo.cases.models import Case
from amparo.law import Facts

if TYPE_CHECKING:
    from amparo.ledger.models import Event


@dataclass(frozen=True, slots=True)
class ActPerformed:
    """What subscribers learn.

    The act, the case, the file with the new entry in it, and the facts as they are now.
    """

    act: AnyAct
    given: ActInput
    case: Case
    file: CaseFile
    facts: Facts
    entry: Entry
    event: Event
    context: ActContext


@dataclass(frozen=True, slots=True)
class ActStated:
    """An act whose statement is written, and whose event is not."""

    act: AnyAct
    case: Case
    entry: Entry
    context: ActContext


type Step = Callable[[ActStated], object]
"""A function that is called before the event of an act, which keeps the rows that it changes."""

STEPS_BEFORE_EVENT: dict[str, list[Step]] = {CHILD: [], REPORT: []}


def before_event(*, of: str = CHILD) -> Callable[[Step], Step]:
    """Register a function that changes who is involved after some acts."""

    def register(step: Step) -> Step:
        STEPS_BEFORE_EVENT[of].append(step)
        return step

    return register


type Subscriber = Callable[[ActPerformed], object]
"""A function that is called inside the transaction of the act; raising rolls it back."""

SUBSCRIBERS: dict[str, list[Subscriber]] = {CHILD: [], REPORT: []}


def subscribe(*, to: str = CHILD) -> Callable[[Subscriber], Subscriber]:
    """Register a function that is called after every act on cases of this kind.

    Functions are called in order of registration.

    On a report of a missing child `facts` are none: the law concludes nothing from what others remember.
    """

    def register(subscriber: Subscriber) -> Subscriber:
        SUBSCRIBERS[to].append(subscriber)
        return subscriber

    return register
