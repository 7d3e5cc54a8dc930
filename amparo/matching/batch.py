"""All duplicates of a registry at once.

Splink finds the pairs worth a look, the engine says how likely each is. Splink is an extra (`pip install
amparo[linkage]`). The same settings run on DuckDB here and, for a registry of tens of millions, on a Spark cluster:
`pairs()` takes the database API and the table that hold the names, keys and days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import combinations
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.matching.evidence import compute_evidence
from amparo.matching.index import Index
from amparo.matching.query import build_query
from amparo.matching.record import Record
from amparo.matching.tables import place_name
from amparo.matching.weights import to_probabilities
from amparo.matching.words import sound, words

if TYPE_CHECKING:
    from splink import SettingsCreator

type Pair = tuple[str, str, float]
COLUMNS = (
    "unique_id",
    "given",
    "other_given",
    "first",
    "second",
    "mother",
    "day",
    "year",
    "month_day",
    "document",
    "place",
)
MIN_SPLINK_PROBABILITY = 0.3
"""From this probability of Splink's own on a pair is judged by the engine: low, for it is only a sieve."""
MIN_RECORDS_FOR_SPLINK = 500
"""Of fewer records every pair is judged: Splink would learn nothing from them."""
MAX_BIRTH_DIFFERENCE_DAYS = 4 * 366
"""Births further apart than the engine takes for an error of writing."""
_RANDOM_PAIRS = 2e6


def find_duplicates(index: Index, records: Sequence[tuple[str, Record]], least: float = 0.5) -> Iterator[Pair]:
    """Return the pairs of keys that are probably of one child, each once.

    With the probability, from `least` on.

    `records` are those of the index. Raises `ImportError` where Splink is not installed.
    """
    import duckdb
    from splink.internals.duckdb.database_api import DuckDBAPI

    if len(records) < MIN_RECORDS_FOR_SPLINK:
        yield from judge_pairs(index, dict(records), combinations((key for key, _ in records), 2), least)
        return
    with TemporaryDirectory() as spilled:  # what does not fit in memory is put there for a while: names of children
        database = DuckDBAPI(duckdb.connect(config={"temp_directory": spilled}))
        found = list(find_pairs(database, [build_splink_row(key, record) for key, record in records]))
    yield from judge_pairs(index, dict(records), found, least)


def build_splink_row(key: str, record: Record) -> tuple[str | None, ...]:
    """Return a record as Splink compares it.

    How its names sound, its day, its smallest place; `None` where nothing is known.
    """
    given, mother = [sound(word) for word in words(record.given)], [sound(word) for word in words(record.mother)]
    first = [sound(word) for word in words(record.first_surname)]
    second = [sound(word) for word in words(record.second_surname)]
    day = str(record.born[0]) if 0 < record.born[0] == record.born[1] else None
    known = _format_known_date(record.born)
    return (
        key, _item_at(given, 0), _item_at(given, 1) or _item_at(given, 0), _item_at(first, 0),
        _item_at(second, 0) or _item_at(first, 1), "".join(mother[:2]) or None,
        day, known[:4] or None, known[5:] or None, _item_at(list(record.documents), 0),
        _item_at([place_name(part) for part in record.place], 0) or None,
    )  # fmt: skip


def _item_at(found: list[str], place: int) -> str | None:
    return found[place] if place < len(found) else None


def _format_known_date(born: tuple[int, int]) -> str:
    if not born[0]:
        return ""
    first, last = (date.fromordinal(day) for day in born)
    return first.isoformat() if first == last else str(first.year) if first.year == last.year else ""


def build_settings() -> SettingsCreator:
    """Return what Splink compares, and which pairs it looks at.

    Those that share two things that an error seldom takes both.
    """
    import splink.comparison_library as compare
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("given", [0.9]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("first", [0.9]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("second", [0.9]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("mother", [0.9]),
            compare.ExactMatch("year"),
            compare.ExactMatch("month_day"),
            compare.ExactMatch("place").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first", "day"),
            block_on("second", "day"),
            block_on("given", "day"),
            block_on("other_given", "first", "month_day"),
            block_on("other_given", "first", "year"),
            block_on("given", "first", "second"),
            block_on("given", "first", "mother"),
            block_on("given", "second", "mother"),
            block_on("given", "first", "place"),
            block_on("given", "second", "place"),
            block_on("other_given", "first", "place"),
            block_on("day", "place"),
            block_on("document"),
        ],
    )


def find_pairs(database: Any, rows: Iterable[tuple[str | None, ...]]) -> Iterator[tuple[str, str]]:
    """Return the pairs that Splink finds likely enough to be judged.

    Its weights are learnt from these very rows by expectation and maximisation.

    `database` is one of Splink's database APIs.
    """
    import pyarrow as pa
    from splink import Linker, block_on
    from splink.internals.exceptions import EMTrainingException

    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    table = pa.table({name: pa.array(column, pa.string()) for name, column in zip(COLUMNS, columns, strict=True)})
    linker = Linker(database.register(table), build_settings(), log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=1)
    for alike in (("first", "day"), ("given", "mother"), ("given", "place", "year")):
        with suppress(EMTrainingException):  # a registry may lack a field, or be too small to learn from
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*alike))
    found = linker.inference.predict(threshold_match_probability=MIN_SPLINK_PROBABILITY)
    keys: Any = linker.misc.query_sql(f"select unique_id_l, unique_id_r from {found.physical_name}")  # type: ignore[no-untyped-call]  # noqa: S608  Splink names the table
    for pair in keys.as_record_list():
        yield pair["unique_id_l"], pair["unique_id_r"]


def _are_births_compatible(record: Record, other: Record) -> bool:
    """Return whether two births lie near enough for one child.

    What is not known lies anywhere.
    """
    apart = max(other.born[0] - record.born[1], record.born[0] - other.born[1])
    return apart <= MAX_BIRTH_DIFFERENCE_DAYS or not (record.born[0] and other.born[0])


def judge_pairs(
    index: Index, records: Mapping[str, Record], found: Iterable[tuple[str, str]], least: float
) -> Iterator[Pair]:
    """Return the pairs that are likely enough, with the probability, each once.

    A pair is looked at from both sides: what else could explain it may stand beside the one or the other.
    """
    beside: dict[str, list[str]] = defaultdict(list)
    for key, other in found:
        if _are_births_compatible(records[key], records[other]):
            beside[key].append(other)
            beside[other].append(key)
    likely: dict[str, dict[str, float]] = defaultdict(dict)
    for key, others in beside.items():
        for other, probability in _compute_probabilities(index, records[key], others) if key < max(others) else ():
            if key < other and probability >= least:
                likely[other][key] = probability
    for key, sure in likely.items():
        for other, probability in _compute_probabilities(index, records[key], beside[key]):
            if other in sure and probability >= least:
                yield other, key, min(probability, sure[other])


def _compute_probabilities(index: Index, record: Record, others: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Return each other key with the probability of the same child."""
    rows = np.array([index.row_of(other) for other in others], np.int32)
    log_odds = index.weights.log_odds(
        compute_evidence(build_query(record, index.tables), index.tables, rows), len(index)
    )
    return zip(others, map(float, to_probabilities(log_odds + index.weights.twice)), strict=True)
