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
