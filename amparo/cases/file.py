"""The file of a case.

Its dated statements, read once, from which everything else is computed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from amparo.cases.compartments import Compartment
from amparo.ledger.json import JsonObject


@dataclass(frozen=True, slots=True)
class Entry:
    """What one act stated.

    `body` joins its parts from every compartment that was read.
    """

    id: UUID
    act: str
    seq: int
    body: JsonObject
    by: UUID
    agency: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    parts: dict[Compartment, JsonObject]

    # Any: the type of an answer follows from the input of its act.
    def __getitem__(self, name: str) -> Any:
        """Return an answer of this entry.

        Raises `KeyError` when it was not answered or may not be read.
        """
        return self.body[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return an answer of this entry, or the default."""
        return self.body.get(name, default)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The entries of one case, in the order in which they occurred.

    Those of one instant stand in the order in which they were recorded.
    """

    case_id: UUID
    country: str
    entries: tuple[Entry, ...]

    @property
    def version(self) -> int:
        """Return the version of the case that the reader of this file sees.

        How many entries they may read: it moves with nothing else.
        """
        return len(self.entries)

    def until(self, instant: datetime) -> CaseFile:
        """Return the file as it stood then: only what had occurred."""
        return CaseFile(self.case_id, self.country, tuple(e for e in self.entries if e.occurred_at <= instant))

    def all(self, *acts: str) -> Iterator[Entry]:
        """Return entries of these acts, oldest first."""
        return (entry for entry in self.entries if entry.act in acts)

    def last(self, *acts: str) -> Entry | None:
        """Return the latest entry of any of these acts."""
        return next((entry for entry in reversed(self.entries) if entry.act in acts), None)

    def last_with(self, name: str, *acts: str) -> Entry | None:
        """Return the latest entry, of these acts if any are named, that answers `name`."""
        return next(
            (entry for entry in reversed(self.entries) if name in entry.body and (not acts or entry.act in acts)), None
        )

    def latest(self, name: str, *acts: str, default: Any = None) -> Any:
        """Return the latest answer to `name`, of these acts if any are named."""
        entry = self.last_with(name, *acts)
        return default if entry is None else entry.body[name]

    def find(self, entry_id: object) -> Entry | None:
        """Return the entry with this id (a UUID or its text)."""
        return next((entry for entry in self.entries if str(entry.id) == str(entry_id)), None)


NO_FILE = CaseFile(UUID(int=0), "", ())
"""The file of a case that is not open yet."""

_READ = " union all ".join(
    f"select '{name}', entry, act, seq, body, by, agency, occurred_at, recorded_at "  # noqa: S608  our own tables
    f"from cases_{name}statement where case_id = any(%(cases)s)"
    for name in Compartment
)


_COUNT = f"select count(distinct entry) from ({_READ}) as readable"  # noqa: S608  our own tables


def visible_version(case_id: UUID) -> int:
    """Return the version of a case that the reader of the database sees. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"cases": [case_id]})
        count: int = cursor.fetchone()[0]
    return count


def read_files(cases: dict[UUID, str]) -> dict[UUID, CaseFile]:
    """Return the files of several cases as the reader may see them. One query.

    `cases`: the country of each case by its id.
    """
    sql = _READ.replace("select '", "select case_id, '")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"cases": list(cases)})
        rows = cursor.fetchall()
    entries: dict[UUID, dict[UUID, Entry]] = {case_id: {} for case_id in cases}
    for case_id, compartment, entry_id, act, seq, body, by, agency, occurred_at, recorded_at in rows:
        part = _parse_json(body)
        entry = entries[case_id].setdefault(
            entry_id, Entry(entry_id, act, seq, {}, by, agency, occurred_at, recorded_at, {})
        )
        entry.parts.setdefault(Compartment(compartment), {}).update(part)
        entry.body.update(part)
    return {
        case_id: CaseFile(case_id, cases[case_id], tuple(sorted(found.values(), key=lambda e: (e.occurred_at, e.seq))))
        for case_id, found in entries.items()
    }


def read_file(case_id: UUID, country: str) -> CaseFile:
    """Return the file of one case as the reader may see it. One query."""
    return read_files({case_id: country})[case_id]


def _parse_json(value: str | bytes | JsonObject) -> JsonObject:
    """Return the object of a jsonb column, which a plain cursor returns as text."""
    body: JsonObject = json.loads(value) if isinstance(value, str | bytes) else value
    return body
