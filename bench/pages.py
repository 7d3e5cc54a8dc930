"""Pages of cases on a node full of children, as one officer of one agency reads them.

Three measures, in the same run: the page over HTTP from the web server as in service; the selector behind the lists,
as the web's login role under row-level security; and the same rows by plain SQL as the owner, whom no policy holds.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.accounts.models import Person
from amparo.cases.models import Case
from amparo.cases.transaction import open_case_for_transaction
from amparo.ledger import events
from amparo.ledger.actor import Actor
from amparo.ledger.models import Event
from amparo.ledger.paging import RowPage
from amparo.ledger.reader import acting_as
from amparo.ledger.words import fold_text
from amparo.registry.filters import CaseFilters
from amparo.registry.selectors import CaseRow, case_count, case_list
from bench.browserless import HttpReader
from bench.clones import CASES_PER_STAGE, GIVEN, SHARES, SURNAMES, Place, clone_cases
from bench.figures import measure_ms, ratio, summarise
from bench.made_cases import (
    PASSWORD,
    Workplace,
    find_busiest_officer,
    list_latest_cases,
    make_determined_case,
    make_informed_case,
    make_registered_case,
    make_screened_case,
    make_workplace,
    username_of,
)
from bench.system import connect_as_owner, served_node

WORKPLACES = 20
REPEATS = 60
SAMPLE = 200
ROWS = 25
LIST_AIM = 3
P95_AIM_MS = 150
CASE_MAKERS = {
    "registered": make_registered_case,
    "informed": make_informed_case,
    "screened": make_screened_case,
    "determined": make_determined_case,
}

# The same rows as the page of the list shows, and their number, as somebody would write them who needs no policy.
_VISIBLE = """from registry_card c where exists (select 1 from cases_involvement i where i.case_id = c.case_id
    and i.ended_at is null and i.agency_id = %(agency)s and (i.roles = '{{}}' or %(role)s = any(i.roles))) {narrowed}"""
_LIST = f"""select c.*, (select min(d.due_at) from cases_deadline d where d.case_id = c.case_id and d.closed_at is null)
    {_VISIBLE} order by c.changed_at desc, c.case_id desc limit {ROWS + 1}"""
_COUNT = f"select count(*) {_VISIBLE}"
_OVERDUE = """and exists (select 1 from cases_deadline d where d.case_id = c.case_id and d.closed_at is null
    and d.due_at < now() and (d.due_at > d.opened_at or d.due_at <= now() - interval '1 hour'))"""


def main(children: int) -> dict[str, Any]:
    """Return times, query counts, and ratios to plain SQL."""
    prepared = _prepare(children)
    reader = prepared.pop("reader")
    with served_node() as base_url, connect_as_owner() as plain:
        lists = {name: _measure_selector(reader, plain, *how) for name, how in _lists().items()}
        cases = list_latest_cases(reader)
        over_http = _measure_over_http(base_url, reader, cases)
        queries = {
            name: _measure_queries(reader, path, plain) for name, path in _paths(cases, random.Random(1)).items()
        }
    pages = {name: over_http[name] | queries[name] for name in over_http}
    aims = {f"{name} p95 at most {P95_AIM_MS} ms": times["p95_ms"] <= P95_AIM_MS for name, times in pages.items()}
    aims["list at most 3 times plain SQL"] = lists["list"]["ratio"] <= LIST_AIM
    aims["chains of the sample hold"] = not prepared["broken"]
    return prepared | {"pages": pages, "selectors": lists, "repeats": REPEATS, "aims": aims}


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    pages = "; ".join(
        f"{name} p50 {times['p50_ms']} p95 {times['p95_ms']} ms ({times['queries']} queries; "
        "same queries without policies "
        f"{times['same_queries_plain_ms']} ms)"
        for name, times in found["pages"].items()
    )
    lists = "; ".join(
        f"{name} {times['selector']['p50_ms']} ms = {times['ratio']}x plain SQL"
        for name, times in found["selectors"].items()
    )
    return f"{found['cases']} cases, reader sees {found['seen']} · {pages} · rows and count under policies: {lists}"


def _prepare(children: int) -> dict[str, Any]:
    """Fill the node unless an earlier run did; return what is in it, and the reader."""
    started = monotonic()
    fill_node(children)
    with connect_as_owner() as plain:
        count, chained = (plain.execute(f"select count(*) from {t}").fetchone() for t in ("cases_case", "ledger_event"))
    if count is None or chained is None:
        message = "the node is empty"
        raise RuntimeError(message)
    reader = find_busiest_officer()
    with acting_as(reader.id):
        seen = case_count(by=reader)
    return {
        "cases": count[0], "events": chained[0], "agencies": 2 * WORKPLACES, "seen": seen, "reader": reader,
        "filled_in_seconds": round(monotonic() - started, 1), "sample": SAMPLE, "broken": list(_find_broken_chains()),
    }  # fmt: skip


def fill_node(children: int, *, spread: bool = True) -> None:
    """Fill the node with so many cases and the people who work on them, unless an earlier run did.

    `spread` as in `bench.clones`.
    """
    with connect_as_owner() as plain:
        already = plain.execute("select count(*) from cases_case").fetchone()
    if already and already[0] < children:
        _clone_into_node(children, spread=spread)


def _find_broken_chains() -> Iterator[str]:
    """Yield the broken chains in a sample of cases, verified as the audit does."""
    with connect_as_owner() as plain:
        rows = plain.execute("select id from cases_case order by random() limit %s", [SAMPLE]).fetchall()
    for (case_id,) in rows:
        with transaction.atomic(), open_case_for_transaction(case_id):
            case, chain = Case.objects.get(id=case_id), list(Event.objects.filter(chain=case_id).order_by("seq"))
        if found := events.find_break(chain, ends_with=case.last_hash):
            yield f"{case_id}: {found.why}"
        for event in chain:
            events.unseal_event(
                event, bytes(case.sealing_key or b"")
            )  # raises when the seal is not of this case and place


def _clone_into_node(children: int, *, spread: bool) -> None:
    workplaces = [make_workplace() for _ in range(WORKPLACES)]
    templates = {stage: [CASE_MAKERS[stage](workplaces[0]).id for _ in range(CASES_PER_STAGE)] for stage in SHARES}
    places = [_build_place(workplace) for workplace in workplaces]
    clone_cases(templates, places[0], places, children, os.environ["AMPARO_OWNER_DATABASE"], spread=spread)


def _build_place(of: Workplace) -> Place:
    return Place((of.border.id, of.guard.id, of.team.agency.id, of.team.officer.id, of.team.supervisor.id))


def _lists() -> dict[
    str, tuple[Callable[[random.Random], CaseFilters], Callable[[CaseFilters], tuple[str, dict[str, Any]]]]
]:
    """Return by name the filters of a list, and their condition in plain SQL."""
    return {
        "list": (lambda chance: CaseFilters(), lambda filters: ("", {})),
        "search": (lambda chance: CaseFilters(q=_choose_words(chance)), _search_condition),
        "overdue": (lambda chance: CaseFilters(overdue=True), lambda filters: (_OVERDUE, {})),
    }


def _choose_words(chance: random.Random) -> str:
    """Return search words as people type them: a surname and the beginning of a given name."""
    return f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)[:4]}"


def _search_condition(filters: CaseFilters) -> tuple[str, dict[str, Any]]:
    words: dict[str, Any] = {f"word{n}": f"%{word}%" for n, word in enumerate(fold_text(filters.q or "").split())}
    return " ".join(f"and c.search like %({name})s" for name in words), words


def _measure_selector(by: Actor, plain: psycopg.Connection, filters_of: Any, narrowed_by: Any) -> dict[str, Any]:
    """Return times of a list and its count by selector and by plain SQL, run in turn.

    Raises `RuntimeError` when the rows differ.
    """
    selector_times, plain_times, chance = [], [], random.Random(7)
    for _ in range(REPEATS):
        filters = filters_of(chance)
        narrowed, words = narrowed_by(filters)
        given = {"agency": by.agency, "role": by.role} | words
        with acting_as(by.id):
            found: list[RowPage[CaseRow]] = []
            read = partial(case_list, by=by, filters=filters, limit=ROWS, counted=True)
            selector_times.append(measure_ms(lambda: found.append(read())))  # noqa: B023  called at once
        rows: list[Any] = []
        plain_times.append(measure_ms(lambda: rows.extend(  # noqa: B023
            plain.execute(query.format(narrowed=narrowed), given).fetchall() for query in (_LIST, _COUNT))))  # noqa: B023  # fmt: skip
        if [row.id for row in found[0].rows] != [row[0] for row in rows[0][:ROWS]] or found[0].total != rows[1][0][0]:
            message = f"not the same rows for {filters}"
            raise RuntimeError(message)
    return {
        "selector": summarise(selector_times),
        "plain_sql": summarise(plain_times),
        "ratio": ratio(selector_times, plain_times),
    }


def _paths(cases: list[UUID], chance: random.Random) -> dict[str, str]:
    """Return one address of each page."""
    case = chance.choice(cases)
    return {
        "list": "/cases/",
        "search": f"/cases/?{urlencode({'q': _choose_words(chance)})}",
        "overdue": "/cases/?overdue=1",
        "case": f"/cases/{case}/",
        "timeline": f"/cases/{case}/timeline/",
        "my_work": "/",
        "nothing": "/healthz",  # what the way there and back costs in this very run
    }


def _measure_over_http(base_url: str, by: Actor, cases: list[UUID]) -> dict[str, dict[str, float]]:
    """Return the times of all pages, requested in turn so that a busy machine affects all."""
    reader, chance = HttpReader(base_url, username_of(by), PASSWORD), random.Random(11)
    times: dict[str, list[float]] = {}
    for repeat in range(REPEATS + 3):
        for name, path in _paths(cases, chance).items():
            took = measure_ms(partial(reader.get, path))
            if repeat >= 3:
                times.setdefault(name, []).append(took)
    return {name: summarise(values) for name, values in times.items()}


def _measure_queries(by: Actor, path: str, plain: psycopg.Connection) -> dict[str, Any]:
    """Return the number of queries of a page, and the time of its reads without policies."""
    client = Client(headers={"accept-language": "es", "host": "127.0.0.1"})
    client.force_login(Person.objects.get(id=by.id))
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        status = client.get(path).status_code
    if status != 200:
        message = f"{path} answers {status}"
        raise RuntimeError(message)
    reads = [query["sql"] for query in captured if query["sql"].lower().lstrip("( ").startswith("select")]
    reads = [text for text in reads if "set_config" not in text]
    times = [measure_ms(lambda: [plain.execute(text).fetchall() for text in reads]) for _ in range(10)]
    return {"queries": len(captured), "same_queries_plain_ms": summarise(times)["p50_ms"]}
