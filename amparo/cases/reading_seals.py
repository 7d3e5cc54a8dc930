"""The log of who read what, and which cases there are, sealed every night.

A reading has no event of its own. The node's own chain keeps of each stretch of time how many readings there were and
one hash over all of them: one that was added later, changed or removed is noticed, and in which stretch. So it does of
the cases that were opened in it: a case that is gone with its whole chain, and every row of it, leaves no other trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
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
_COUNT_AND_HASH_CASES = """
select count(*), encode(sha256(convert_to(coalesce(string_agg(concat_ws('|',
  id, number, kind, extract(epoch from opened_at)), chr(10) order by id), ''), 'UTF8')), 'hex')
from cases_case where opened_at > %s and opened_at <= %s
"""
_COUNT_AND_HASH = """
select count(*), encode(sha256(convert_to(coalesce(string_agg(concat_ws('|',
  id, case_id, person, coalesce(agency::text, '-'), what, compartments, extract(epoch from at)), chr(10) order by id
), ''), 'UTF8')), 'hex')
from cases_reading where at > %s and at <= %s
"""


@in_transaction
def seal_readings() -> None:
    """Append a seal on all readings since the last one.

    For the worker, who sees them all. Four queries.
    """
    since, until = _find_end(), clock.now() - _UNFINISHED
    if until > since:
        sealed = _seal(since, until)
        coded = {"outcome": "done", "count": sealed["count"], "since": sealed["since"], "until": sealed["until"]}
        at = clock.now()
        events.append(
            None, act=SEALED, coded=coded, sealed={"readings": sealed}, by=KEEPER, occurred_at=at, compartments=EVERY
        )


def _find_end() -> datetime:
    seals = events.coded_of_node(SEALED)
    return datetime.fromisoformat(seals[-1]["until"]) if seals else _BEGINNING


def _seal(since: datetime, until: datetime) -> JsonObject:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_AND_HASH, [since, until])
        count, digest = cursor.fetchone()
        cursor.execute(_COUNT_AND_HASH_CASES, [since, until])
        cases, cases_digest = cursor.fetchone()
    found: JsonObject = {"since": iso_instant(since), "until": iso_instant(until), "count": count, "sha256": digest}
    return found | {"cases": cases, "cases_sha256": cases_digest}


def expect_sealed(told: Sequence[OpenedEvent]) -> Rows:
    """Return the seals, by the end of their stretch."""
    return {sealed["until"]: sealed for opened in told if (sealed := opened.sealed.get("readings"))}


def compute_sealed(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    """Return the seals as they would be put today. One query each."""
    stretches = ((coded["since"], coded["until"]) for coded in events.coded_of_node(SEALED))
    return {
        None: {until: _seal(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in stretches}
    }
