"""Splink as a peer: probabilistic linkage with parameters learnt from the very tables by expectation and maximisation.

It is given what it can use: names as written and as they sound (by our own rules for Spanish and Mayan names, which are
better at this than its own), frequencies of names and places, birth by levels, mother and father, and blocking by
sound.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, Any

from amparo.matching.record import Record
from amparo.matching.tables import place_name
from amparo.matching.words import sound, words
from bench.linkage.figures import Answer
from bench.linkage.questions import Keyed, Question

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator
    from splink.internals.blocking_rule_creator import BlockingRuleCreator

COLUMNS = (
    "unique_id", "given", "given_heard", "other_given_heard", "first", "first_heard", "second", "second_heard", "day",
    "year",
    "month_day", "mother", "mother_heard", "father", "place", "region", "sex", "language", "nationality", "document",
)  # fmt: skip
_LEAST = 1e-7
"""Pairs below this probability are not told; it is far below any threshold."""
_RANDOM_PAIRS = 1e6
_ALIKE, _ROUGHLY_ALIKE = 0.92, 0.8


def answer_by_splink(registry: Sequence[Keyed], questions: Sequence[Question]) -> tuple[list[Answer], float, float]:
    """Return answers to all questions, seconds of preparing and learning, seconds of answering."""
    started = perf_counter()
    linker = _learn_linker(registry, [(question.key, question.record) for question in questions])
    prepared = perf_counter()
    found = linker.inference.predict(threshold_match_probability=_LEAST)
    query = f"select unique_id_l, unique_id_r, match_weight, match_probability from {found.physical_name}"
    rows: Any = linker.misc.query_sql(query)  # type: ignore[no-untyped-call]  # Splink's own
    answered = _rank_answers([row.values() for row in rows.as_record_list()], [question.key for question in questions])
    return answered, prepared - started, perf_counter() - prepared


def _learn_linker(registry: Sequence[Keyed], asked: Sequence[Keyed]) -> Linker:
    import pyarrow as pa
    from splink import Linker, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    tables = []
    for name, records in (("asked", asked), ("registry", registry)):
        columns = zip(*(_row(key, record) for key, record in records), strict=True)
        table = pa.table({c: pa.array(column, pa.string()) for c, column in zip(COLUMNS, columns, strict=True)})
        tables.append(database.register(table, dataset_display_name=name))
    linker = Linker(tables, _settings(), log_level=logging.ERROR)
    surely: list[str | BlockingRuleCreator] = [
        block_on("given_heard", "first_heard", "day"),
        block_on("first_heard", "second_heard", "day"),
    ]
    linker.training.estimate_probability_two_random_records_match(surely, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=1)
    # Not where brothers and sisters outnumber the child: what the rows of a family have in common would be learnt as
    # one child.
    for together in (("day",), ("given_heard", "first_heard")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*together), record_sample_proportion=1
        )
    return linker


def _row(key: str, record: Record) -> tuple[str | None, ...]:
    given, mother = words(record.given), words(record.mother)
    surnames = words(record.first_surname), words(record.second_surname)
    first = _part_of_place(surnames[0], 0)
    second = _part_of_place(surnames[1], 0) or _part_of_place(surnames[0], 1)  # both may stand in one field
    day, year = _calendar(record.born)
    places = [place_name(part) for part in record.place]
    sounds = [sound(word) if word else None for word in (_part_of_place(given, 0), first, second)]
    return (
        key, _part_of_place(given, 0), sounds[0], sound(given[1]) if len(given) > 1 else sounds[0], first, sounds[1],
        second, sounds[2], day,
        year, day and day[5:], " ".join(mother) or None, " ".join(map(sound, mother[:1] + mother[-1:])) or None,
        " ".join(words(record.father)) or None, _part_of_place(places, 0), _part_of_place(places, -1),
        record.sex or None, record.language or None,
        record.nationality or None, "".join(record.documents[:1]) or None,
    )  # fmt: skip


def _part_of_place(found: Sequence[str], place: int) -> str | None:
    return found[place] if -len(found) <= place < len(found) else None


def _calendar(born: tuple[int, int]) -> tuple[str | None, str | None]:
    """Return the day and the year, where they are known."""
    if not born[0]:
        return None, None
    first, last = (date.fromordinal(day) for day in born)
    return first.isoformat() if first == last else None, str(first.year) if first.year == last.year else None


def _settings() -> SettingsCreator:
    import splink.comparison_library as compare
    from splink import SettingsCreator, block_on
    from splink.blocking_rule_library import CustomRule

    blocks = (
        ("given_heard", "first_heard"), ("given_heard", "second_heard"), ("first_heard", "second_heard"), ("day",),
        ("given_heard", "year"), ("first_heard", "year"), ("second_heard", "year"), ("given_heard", "month_day"),
        ("given_heard", "place"), ("first_heard", "place"), ("given_heard", "mother_heard"),
        ("first_heard", "mother_heard"),
        ("mother_heard",), ("other_given_heard", "first_heard"), ("document",), ("place",),
    )  # fmt: skip
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            *(_name(column) for column in ("given", "first", "second")),
            _birth(),
            _relative("mother"),
            _relative("father"),
            _place(),
            compare.ExactMatch("sex"),
            compare.ExactMatch("language").configure(term_frequency_adjustments=True),
            compare.ExactMatch("nationality").configure(term_frequency_adjustments=True),
            compare.ExactMatch("document"),
        ],
        blocking_rules_to_generate_predictions=[
            *(block_on(*columns) for columns in blocks),
            CustomRule("l.first_heard = r.second_heard and l.given_heard = r.given_heard"),
            CustomRule("l.second_heard = r.first_heard and l.given_heard = r.given_heard"),
        ],
    )


def _name(column: str) -> Any:
    import splink.comparison_level_library as level
    import splink.comparison_library as compare

    return compare.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            level.NullLevel(column),
            level.ExactMatchLevel(column, term_frequency_adjustments=True),
            level.ExactMatchLevel(f"{column}_heard", term_frequency_adjustments=True),
            level.JaroWinklerLevel(column, _ALIKE),
            level.JaroWinklerLevel(column, _ROUGHLY_ALIKE),
            level.ElseLevel(),
        ],
    )


def _birth() -> Any:
    import splink.comparison_level_library as level
    import splink.comparison_library as compare

    return compare.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            level.NullLevel("year"),
            level.ExactMatchLevel("day"),
            level.DamerauLevenshteinLevel("day", 1),
            level.CustomLevel(
                "substr(day_l, 6, 2) = substr(day_r, 9, 2) and substr(day_l, 9, 2) = substr(day_r, 6, 2) "
                "and year_l = year_r"
            ),
            level.ExactMatchLevel("month_day"),
            level.ExactMatchLevel("year"),
            level.CustomLevel("abs(year_l::int - year_r::int) <= 2"),
            level.ElseLevel(),
        ],
    )


def _relative(column: str) -> Any:
    import splink.comparison_library as compare

    return compare.JaroWinklerAtThresholds(column, [_ALIKE, _ROUGHLY_ALIKE]).configure(term_frequency_adjustments=True)


def _place() -> Any:
    import splink.comparison_level_library as level
    import splink.comparison_library as compare

    return compare.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            level.NullLevel("region"),
            level.ExactMatchLevel("place", term_frequency_adjustments=True),
            level.JaroWinklerLevel("place", _ALIKE),
            level.ExactMatchLevel("region", term_frequency_adjustments=True),
            level.ElseLevel(),
        ],
    )


def _rank_answers(rows: Iterable[Iterable[Any]], keys: Sequence[str]) -> list[Answer]:
    """Return the ten likeliest of each question by weight: probabilities may be rounded to 1."""
    by_question: dict[str, list[tuple[float, str, float]]] = defaultdict(list)
    for asked, key, weight, probability in rows:
        by_question[asked].append((-weight, key, probability))
    return [[(key, p) for _, key, p in sorted(by_question[asked])[:10]] for asked in keys]
