"""The events of a case, a page at a time: only what is shown is unsealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.cases.access import reads_every_group
from amparo.cases.act import ACTS
from amparo.cases.compartments import EVERY
from amparo.cases.models import Case
from amparo.cases.visibility import visible_decision
from amparo.ledger.actor import Actor
from amparo.ledger.events import events_of_chain, hashed_members, place_in_chain, unseal_event
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible

if TYPE_CHECKING:
    from amparo.ledger.models import Event

EVENTS_ON_A_PAGE = 50
_MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class VisibleEvent:
    """An event and what of it its reader may read.

    `content` is None once the key was destroyed.
    """

    event: Event
    content: JsonObject | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events of a chain, in order, and the cursor of the next page or None."""

    events: list[VisibleEvent]
    next: str | None


def event_page(
    case: Case, *, by: Actor, limit: int = EVENTS_ON_A_PAGE, cursor: str = "", newest_first: bool = False
) -> EventPage:
    """Return a page of the events that `by` may read. One query.

    Raises `BadInput` for a cursor that no page gave.
    """
    found = events_of_chain(case.id).order_by("-seq" if newest_first else "seq")
    if cursor:
        found = found.filter(**{"seq__lt" if newest_first else "seq__gt": place_in_chain(cursor)})
    rows = list(found[: limit + 1])
    shown, key = rows[:limit], _read_key(case)
    is_whole = reads_every_group(by, case.id)
    events = [VisibleEvent(event, visible_content(event, key, by, is_whole=is_whole)) for event in shown]
    return EventPage(events, str(shown[-1].seq) if len(rows) > limit else None)


def count_events(case: Case) -> int:
    """Return how many events of the case the reader may read. One query."""
    return events_of_chain(case.id).count()


def acts_done_since(case: Case, seq: int) -> list[Event]:
    """Return the events of acts done on the case after an entry, latest first.

    `seq`: the place of that entry on the chain. Counted by version they would be others: a version rises with acts that
    the reader may not know, and not with everything that is done. At most fifty. One query.
    """
    done = events_of_chain(case.id).filter(coded__outcome="done", act__in=list(ACTS), seq__gt=seq)
    return list(done.order_by("-seq")[:_MOST_CHANGES])


def visible_event(case: Case, seq: int, *, by: Actor) -> VisibleEvent:
    """Return one event of a case. One query. Raises `NotVisible`."""
    event = events_of_chain(case.id).filter(seq=seq).first()
    if event is None:
        raise NotVisible
    is_whole = reads_every_group(by, case.id)
    return VisibleEvent(event, visible_content(event, _read_key(case), by, is_whole=is_whole))


def visible_places(case: Case, places: Iterable[int]) -> set[int]:
    """Return which of these places hold an event that the reader may see.

    One query.
    """
    return set(events_of_chain(case.id).filter(seq__in=list(places)).values_list("seq", flat=True))


def visible_event_hash(case: Case, seq: int) -> str | None:
    """Return the hash of one event of a case.

    None when the reader may not see the event. One query.
    """
    return events_of_chain(case.id).filter(seq=seq).values_list("hash", flat=True).first()


def event_json(shown: VisibleEvent) -> JsonObject:
    """Return the hashed members of an event, and in `opened` its visible content."""
    return {**hashed_members(shown.event), "opened": shown.content}


def visible_content(event: Event, key: bytes | None, by: Actor, *, is_whole: bool = True) -> JsonObject | None:
    """Return what of a sealed event this reader may read.

    The parts of their compartments, or all of their own entry. What the law was asked and answered only to who reads
    the case whole (`is_whole`): it holds facts and deadlines that were not sent.
    """
    sealed = unseal_event(event, key)
    if sealed is None:
        return None
    is_own = event.actor == str(by.id)
    parts = {name: part for name, part in sealed["parts"].items() if is_own or name in by.compartments}
    judged = sealed["judged"] if is_whole else []
    if not by.may_read(EVERY):
        judged = [{"decision": visible_decision(judgement["decision"], by)} for judgement in judged]
    return {"entry": sealed.get("entry"), "parts": parts, "rules": sealed["rules"], "judged": judged}


def _read_key(case: Case) -> bytes | None:
    return bytes(case.sealing_key) if case.sealing_key else None
