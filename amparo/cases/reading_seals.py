"""The log of who read what, and which cases there are, sealed every night.

A reading has no event of its own. The node's own chain keeps of each stretch of time how many readings there were and
one hash over all of them: one that was added later, changed or removed is noticed, and in which stretch. So it does of
the cases that were opened in it: a case that is gone with its whole chain, and every row of it, leaves no other trace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from django.db import connection

from amparo.cases.compartments import EVERY
from amparo.ledger import clock, events
from amparo.ledger.actor import KEEPER
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.row_checks import Chain, OpenedEvent, Rows
from amparo.ledger.transaction import in_transaction

SEALED: Final = "seal_readings"
_UNFINISHED: Final = timedelta(minutes=15)
"""Readings of the last minutes may still be written."""
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_READINGS = """
select at as moment, id, concat_ws('|', id, case_id, person, coalesce(agency::text, '-'), what, compartments,
  extract(epoch from at)) as line from cases_reading
"""
_CASES = """
select opened_at as moment, id, concat_ws('|', id, number, kind, extract(epoch from opened_at)) as line from cases_case
"""
_COUNT_AND_HASH = """
select stretch, count(*), encode(sha256(convert_to(string_agg(line, chr(10) order by id), 'UTF8')), 'hex')
from (select width_bucket(moment, %(bounds)s::timestamptz[]) as stretch, id, line from ({rows}) as dated) as told
where stretch between 1 and %(last)s group by stretch
"""
_OF_NOTHING: Final = (0, hashlib.sha256().hexdigest())


@in_transaction
def seal_readings() -> None:
    """Append a seal on all readings since the last one.

    For the worker, who sees them all. Four queries.
    """
    seals = events.coded_of_node(SEALED)
    since = datetime.fromisoformat(seals[-1]["until"]) if seals else _BEGINNING
    until = clock.now() - _UNFINISHED
    if until > since:
        [sealed] = _compute_seals([since, until])
        coded = {"outcome": "done", "count": sealed["count"], "since": sealed["since"], "until": sealed["until"]}
        at = clock.now()
        events.append(
            None, act=SEALED, coded=coded, sealed={"readings": sealed}, by=KEEPER, occurred_at=at, compartments=EVERY
        )


def _compute_seals(bounds: Sequence[datetime]) -> list[JsonObject]:
    """Return the seal of each stretch between two bounds.

    A stretch holds its first bound, not its last. Two queries read each table once, however many stretches there are.
    """
    readings, cases = _count_and_hash(_READINGS, bounds), _count_and_hash(_CASES, bounds)
    return [
        {
            "since": iso_instant(since),
            "until": iso_instant(until),
            "count": readings.get(at, _OF_NOTHING)[0],
            "sha256": readings.get(at, _OF_NOTHING)[1],
            "cases": cases.get(at, _OF_NOTHING)[0],
            "cases_sha256": cases.get(at, _OF_NOTHING)[1],
        }
        for at, (since, until) in enumerate(pairwise(bounds), 1)
    ]


def _count_and_hash(rows: str, bounds: Sequence[datetime]) -> dict[int, tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_AND_HASH.format(rows=rows), {"bounds": list(bounds), "last": len(bounds) - 1})
        return {stretch: (count, digest) for stretch, count, digest in cursor.fetchall()}


def expect_sealed(told: Sequence[OpenedEvent]) -> Rows:
    """Return the seals, by the end of their stretch."""
    return {sealed["until"]: sealed for opened in told if (sealed := opened.sealed.get("readings"))}


def compute_sealed(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    """Return the seals as they would be put today. Three queries."""
    ends = [datetime.fromisoformat(coded["until"]) for coded in events.coded_of_node(SEALED)]
    return {None: {str(seal["until"]): seal for seal in _compute_seals([_BEGINNING, *ends])}}
