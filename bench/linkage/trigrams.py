"""PostgreSQL's trigrams as a peer: names alike by an index, then the order of birth, place and mother too.

What a good team builds in an afternoon: `pg_trgm` finds the 200 names most alike, and one statement weighs them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from time import perf_counter

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from amparo.config.cluster import EmbeddedServer
from amparo.matching.record import Record
from amparo.matching.words import fold
from bench.figures import measure_ms
from bench.linkage.figures import Answer
from bench.linkage.questions import Keyed, Question
from bench.system import bench_folder

CANDIDATES = 200
WEIGHTS = {"name": 1.0, "born": 0.8, "mother": 0.3, "place": 0.25}
"""The best of a grid on the questions that the thresholds are fixed on (`python -m bench.linkage.peers`)."""
DATABASE = "amparo_bench_trigrams"
TABLE = """
create table record (
    key text, name text not null, first_day int, last_day int, mother text, place text
)"""
FIND = """
with alike as materialized (
    select *, similarity(name, %(name)s) as by_name from record
    where name %% %(name)s order by by_name desc limit %(many)s
)
select key,
       by_name::float8,
       case when first_day is null or %(first)s::int is null then 0.3
            when first_day = last_day and first_day = %(first)s and last_day = %(last)s then 1
            when first_day <= %(last)s and last_day >= %(first)s then 0.6
            when abs(first_day - %(first)s) <= 31 or abs(first_day - %(first)s) in (365, 366) then 0.5
            when abs(first_day - %(first)s) <= 730 then 0.2
            else 0 end::float8 as by_birth,
       case when mother is null or %(mother)s::text is null then 0.3 else similarity(mother, %(mother)s) end::float8,
       case when place is null or %(place)s::text is null then 0.3 else similarity(place, %(place)s) end::float8
from alike"""

type Parts = list[tuple[str, float, float, float, float]]
"""Of each candidate: the key, and from 0 to 1 how alike name, birth, mother and place are."""


@contextmanager
def open_server() -> Iterator[psycopg.Connection]:
    """Yield a connection to its own database on the server of the benchmarks."""
    embedded = EmbeddedServer(bench_folder() / "postgresql")
    if not (admin := os.environ.get("DATABASE_URL", "")):
        embedded.start()
        admin = embedded.conninfo
    again = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(DATABASE))
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(again)
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
        try:
            with psycopg.connect(make_conninfo(admin, dbname=DATABASE), autocommit=True) as own:
                own.execute("create extension pg_trgm")
                yield own
        finally:
            connection.execute(again)
    if not os.environ.get("DATABASE_URL"):
        embedded.stop()


def fill_table(connection: psycopg.Connection, registry: Sequence[Keyed]) -> float:
    """Copy a registry in and index it; return the seconds."""
    started = perf_counter()
    connection.execute("drop table if exists record")
    connection.execute(TABLE)
    with connection.cursor().copy("copy record from stdin") as copy:
        for key, record in registry:
            copy.write_row((key, *_row(record)))
    connection.execute("create index on record using gin (name gin_trgm_ops)")
    connection.execute("analyze record")
    return perf_counter() - started


def answer_by_trigrams(
    connection: psycopg.Connection, registry: Sequence[Keyed], questions: Sequence[Question]
) -> tuple[list[Answer], float, list[float]]:
    """Return answers, seconds of building, and milliseconds of each question."""
    built = fill_table(connection, registry)
    found: list[Answer] = []

    def answer(record: Record) -> None:
        found.append(rank_candidates(read_candidates(connection, record)))

    times = [measure_ms(partial(answer, question.record)) for question in questions]
    return found, built, times


def read_candidates(connection: psycopg.Connection, record: Record) -> Parts:
    """Return the candidates, unordered."""
    name, first, last, mother, place = _row(record)
    asked = {"name": name, "first": first, "last": last, "mother": mother, "place": place, "many": CANDIDATES}
    return connection.execute(FIND, asked, prepare=True).fetchall()


def rank_candidates(candidates: Parts, weights: dict[str, float] = WEIGHTS) -> Answer:
    """Return the ten best candidates by weighted sum, from 0 to 1."""
    counts = [weights[name] / sum(weights.values()) for name in ("name", "born", "mother", "place")]
    scored = [(key, sum(w * x for w, x in zip(counts, alike, strict=True))) for key, *alike in candidates]
    return sorted(scored, key=lambda candidate: -candidate[1])[:10]


def _row(record: Record) -> tuple[str, int | None, int | None, str | None, str | None]:
    name = fold(f"{record.given} {record.first_surname} {record.second_surname}")
    first, last = record.born
    return name, first or None, last or None, fold(record.mother) or None, fold(" ".join(record.place)) or None
