"""`perform()` against the same rows by plain SQL: what judging, proving and keeping in step cost beside writing alone.

Each act is done on one child and its captured writes are repeated on a twin, walked to the same place: one transaction,
the same login role, the same durable settings, the same driver. The two alternate, so that the disk's mood hits both.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from amparo.cases.act import ACTS, parse_input
from amparo.cases.models import Case, Deadline
from amparo.cases.perform import perform
from amparo.ledger.ids import new_id
from amparo.ledger.reader import acting_as
from bench.figures import milliseconds, ratio, summary
from bench.walked import IDENTITY, INTERVIEW, SCREENING, VIEWS, House, house, informed, registered, screened

REPEATS = 20
AIM = 4
CASES: dict[str, tuple[Callable[[House], Case], dict[str, Any]]] = {
    "record_identity": (registered, IDENTITY),
    "record_views": (screened, VIEWS),
    "screen": (informed, SCREENING),
    "interview": (informed, INTERVIEW),
}


def main(children: int) -> dict[str, Any]:
    """Median and 95th percentile of each act and of its rows by plain SQL, their ratio, and the queries of the act."""
    at = house()
    with psycopg.connect(os.environ["AMPARO_DATABASE"], cursor_factory=psycopg.ClientCursor, autocommit=True) as plain:
        plain.prepare_threshold = None  # as Django has it
        acts = {code: _compare(code, *CASES[code], at, plain) for code in CASES}
    return {
        "acts": acts,
        "repeats": REPEATS,
        "children_in_database": _children(),
        "aims": {f"{code} at most {AIM} times plain SQL": one["ratio"] <= AIM for code, one in acts.items()},
    }


def line(found: dict[str, Any]) -> str:
    """In words."""
    return "; ".join(
        f"{code} {one['perform']['p50_ms']} ms = {one['ratio']}x plain SQL ({one['queries']} queries, {one['writes']} writes)"
        for code, one in found["acts"].items()
    )


def _children() -> int:
    with psycopg.connect(os.environ["AMPARO_OWNER_DATABASE"]) as owner:
        row = owner.execute("select count(*) from cases_case").fetchone()
    return int(row[0]) if row else 0


@dataclass
class Seen:
    """The statements of one transaction."""

    queries: int = 0
    began_ms: int = 0
    writes: list[tuple[str, Any, int]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """As Django calls a wrapper."""
        self.queries += 1
        result = execute(sql, params, many, context)
        if sql.split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.writes.append((sql, params, context["cursor"].rowcount))
        return result


def _compare(code: str, walk: Callable[[House], Case], given: dict[str, Any], at: House, plain: Any) -> dict[str, Any]:
    performed, written = [], []
    with acting_as(at.team.officer.id):
        parsed = parse_input(ACTS[code], given)
    for repeat in range(REPEATS + 2):
        case, twin, seen = walk(at), walk(at), Seen()
        with acting_as(at.team.officer.id):
            known = _counterparts(case.id, twin.id)

            def act(case: Case = case, seen: Seen = seen) -> object:
                with connection.execute_wrapper(seen):
                    return perform(code, case.id, parsed, by=at.team.officer)

            seen.began_ms = new_id().int >> 80
            took = milliseconds(act)
        statements = _for_twin(seen, known)
        rows = milliseconds(lambda twin=twin, statements=statements: _write(plain, twin, statements))  # type: ignore[misc]
        if repeat >= 2:  # the first two warm the caches
            performed.append(took)
            written.append(rows)
    return {
        "perform": summary(performed),
        "plain_sql": summary(written),
        "ratio": ratio(performed, written),
        "queries": seen.queries,
        "writes": len(seen.writes),
    }


def _counterparts(case_id: UUID, twin_id: UUID) -> dict[Any, Any]:
    """What of the first child's rows corresponds to what of the twin's."""
    rows: dict[UUID, dict[str, UUID]] = {}
    for one in (case_id, twin_id):
        rows[one] = dict(Deadline.objects.filter(case=one, closed_at=None).values_list("code", "id"))
    case, twin = Case.objects.get(id=case_id), Case.objects.get(id=twin_id)
    return {
        case.id: twin.id,
        str(case.id): str(twin.id),
        case.number: twin.number,
        case.last_hash: twin.last_hash,
        **{row: rows[twin_id][code] for code, row in rows[case_id].items()},
    }


def _for_twin(seen: Seen, known: dict[Any, Any]) -> list[tuple[str, list[Any], int]]:
    """The captured writes with the twin's ids, new ones where the act made new ones, and hashes that nobody has."""
    new_ids = {p for _, params, _ in seen.writes for p in params if _is_new(p, seen.began_ms)} - known.keys()
    hashes = {p for _, params, _ in seen.writes for p in params if isinstance(p, str) and len(p) == 64}
    fresh = {p: new_id() for p in new_ids} | {p: secrets.token_hex(32) for p in hashes - known.keys()}
    return [(sql, [_swap(p, known | fresh) for p in params], count) for sql, params, count in seen.writes]


def _is_new(value: Any, since_ms: int) -> bool:
    """Whether it is an id that was made since: ours begin with their instant."""
    return isinstance(value, UUID) and value.version == 7 and value.int >> 80 >= since_ms


def _swap(value: Any, by: dict[Any, Any]) -> Any:
    try:
        return by.get(value, value)
    except TypeError:
        return value  # a JSON body, a list: kept as they are


def _write(plain: Any, twin: Case, statements: list[tuple[str, list[Any], int]]) -> None:
    with plain.transaction():
        plain.execute("select set_config('app.open_case', %s, true)", [str(twin.id)])
        for sql, params, count in statements:
            if plain.execute(sql, params).rowcount != count:
                message = f"not the same rows: {sql[:80]}"
                raise RuntimeError(message)
