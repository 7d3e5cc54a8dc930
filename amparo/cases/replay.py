"""Judging again what was judged: the law of the day must still say what it said."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.law import decide_by_its_day, decision_to_json, parse_request
from amparo.ledger.chains import sealing_keys
from amparo.ledger.events import iterate_chains, unseal_event
from amparo.ledger.json import JsonObject


@dataclass(frozen=True, slots=True)
class Replay:
    """What was found.

    How many decisions were judged again, how many events are erased, the first difference in words.
    """

    judged: int
    erased: int
    difference: str = ""


def replay_decisions() -> Replay:
    """Judge every stored request again, until one differs.

    For the tables' owner, on one snapshot of the database.
    """
    keys, judged, erased = sealing_keys(), 0, 0
    for chain, events in iterate_chains():
        for event in events:
            sealed = unseal_event(event, keys.get(chain) if chain else None)
            erased += sealed is None
            for stored in (sealed or {}).get("judged", []):
                if difference := _describe_difference(stored):
                    return Replay(judged, erased, f"{chain or 'node'}, event {event.seq} ({event.act}): {difference}")
                judged += 1
    return Replay(judged, erased)


def _describe_difference(stored: JsonObject) -> str:
    request = parse_request(stored["request"])
    again = decision_to_json(request, decide_by_its_day(request))
    differing = [name for name, value in again.items() if stored["decision"].get(name) != value]
    return f"{', '.join(differing)}: then {stored['decision']}, now {again}" if differing else ""
