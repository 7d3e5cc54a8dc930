"""`perform()` compared with the same writes by plain SQL.

Each act is done on one child and its captured writes are repeated on a twin, brought to the same stage: one
transaction, the same login role, the same durable settings, the same driver. The two alternate, so that the disk's mood
hits both.
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
from bench.figures import measure_ms, ratio, summarise
from bench.made_cases import (
    IDENTITY,
    INTERVIEW,
    SCREENING,
    VIEWS,
    Workplace,
    make_informed_case,
    make_registered_case,
    make_screened_case,
    make_workplace,
)

REPEATS = 20
AIM = 4
CASES: dict[str, tuple[Callable[[Workplace], Case], dict[str, Any]]] = {
    "record_identity": (make_registered_case, IDENTITY),
    "record_views": (make_screened_case, VIEWS),
    "screen": (make_informed_case, SCREENING),
    "interview": (make_informed_case, INTERVIEW),
}


def main(children: int) -> dict[str, Any]:
    """Return the times of each act and of its writes by plain SQL, their ratio, and its queries."""
    at = make_workplace()
    with psycopg.connect(os.environ["AMPARO_DATABASE"], cursor_factory=psycopg.ClientCursor, autocommit=True) as plain:
        plain.prepare_threshold = None  # as Django has it
        acts = {code: _compare(code, *CASES[code], at, plain) for code in CASES}
    return {
        "acts": acts,
        "repeats": REPEATS,
        "children_in_database": _count_children(),
        "aims": {f"{code} at most {AIM} times plain SQL": figures["ratio"] <= AIM for code, figures in acts.items()},
    }


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    return "; ".join(
        f"{code} {act['perform']['p50_ms']} ms = {act['ratio']}x plain SQL ({act['queries']} queries, {act['writes']} "
        "writes)"
        for code, act in found["acts"].items()
    )


def _count_children() -> int:
    with psycopg.connect(os.environ["AMPARO_OWNER_DATABASE"]) as owner:
        row = owner.execute("select count(*) from cases_case").fetchone()
    return int(row[0]) if row else 0


@dataclass
class CapturedStatements:
    """The statements of one transaction, captured by an execute wrapper of Django."""

    queries: int = 0
    began_ms: int = 0
    writes: list[tuple[str, Any, int]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run a statement and record it if it writes."""
        self.queries += 1
        result = execute(sql, params, many, context)
        if sql.split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.writes.append((sql, params, context["cursor"].rowcount))
        return result


def _compare(
    code: str, walk: Callable[[Workplace], Case], given: dict[str, Any], at: Workplace, plain: Any
) -> dict[str, Any]:
    performed, written = [], []
    with acting_as(at.team.officer.id):
        parsed = parse_input(ACTS[code], given)
    for repeat in range(REPEATS + 2):
        case, twin, seen = walk(at), walk(at), CapturedStatements()
        with acting_as(at.team.officer.id):
            known = _map_to_twin(case.id, twin.id)

            def act(case: Case = case, seen: CapturedStatements = seen) -> object:
                with connection.execute_wrapper(seen):
                    return perform(code, case.id, parsed, by=at.team.officer)

            seen.began_ms = new_id().int >> 80
            took = measure_ms(act)
        statements = _statements_for_twin(seen, known)
        rows = measure_ms(lambda twin=twin, statements=statements: _write_plain(plain, twin, statements))  # type: ignore[misc]
        if repeat >= 2:  # the first two warm the caches
            performed.append(took)
            written.append(rows)
    return {
        "perform": summarise(performed),
        "plain_sql": summarise(written),
        "ratio": ratio(performed, written),
        "queries": seen.queries,
        "writes": len(seen.writes),
    }


def _map_to_twin(case_id: UUID, twin_id: UUID) -> dict[Any, Any]:
    """Return the values of the first case's rows with those of its twin."""
    rows: dict[UUID, dict[str, UUID]] = {}
    for id_ in (case_id, twin_id):
        rows[id_] = dict(Deadline.objects.filter(case=id_, closed_at=None).values_list("code", "id"))
    case, twin = Case.objects.get(id=case_id), Case.objects.get(id=twin_id)
    return {
        case.id: twin.id,
        str(case.id): str(twin.id),
        case.number: twin.number,
        case.last_hash: twin.last_hash,
        **{row: rows[twin_id][code] for code, row in rows[case_id].items()},
    }


def _statements_for_twin(seen: CapturedStatements, known: dict[Any, Any]) -> list[tuple[str, list[Any], int]]:
    """Return the captured writes with the twin's ids, and new ids and hashes where the act made them."""
    new_ids = {p for _, params, _ in seen.writes for p in params if _is_new(p, seen.began_ms)} - known.keys()
    hashes = {p for _, params, _ in seen.writes for p in params if isinstance(p, str) and len(p) == 64}
    fresh = {p: new_id() for p in new_ids} | {p: secrets.token_hex(32) for p in hashes - known.keys()}
    return [(sql, [_replace_value(p, known | fresh) for p in params], count) for sql, params, count in seen.writes]


def _is_new(value: Any, since_ms: int) -> bool:
    """Return whether a value is a UUID 7 made since then."""
    return isinstance(value, UUID) and value.version == 7 and value.int >> 80 >= since_ms


def _replace_value(value: Any, by: dict[Any, Any]) -> Any:
    try:
        return by.get(value, value)
    except TypeError:
        return value  # a JSON body, a list: kept as they are


def _write_plain(plain: Any, twin: Case, statements: list[tuple[str, list[Any], int]]) -> None:
    with plain.transaction():
        plain.execute("select set_config('app.open_case', %s, true)", [str(twin.id)])
        for sql, params, count in statements:
            if plain.execute(sql, params).rowcount != count:
                message = f"not the same rows: {sql[:80]}"
                raise RuntimeError(message)
