"""Registries and queries as CSV files, with the columns of the linkage benchmark."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from amparo.matching.record import Record, parse_days

COLUMNS = (
    "given_names", "first_surname", "second_surname", "sex", "birth_date", "nationality", "birth_place", "mother_name",
    "father_name", "language", "id_number",
)  # fmt: skip
_days = lru_cache(maxsize=100_000)(parse_days)


def read_records(path: Path, key: str) -> Iterator[tuple[str, Record]]:
    """Return the rows of a file, with the key of each.

    Raises `ValueError` naming the columns that the file lacks.
    """
    with path.open(newline="", encoding="utf-8") as lines:
        reader = csv.reader(lines)
        head = next(reader, [])
        missing = [name for name in (key, *COLUMNS) if name not in head]
        if missing:
            raise ValueError(f"{path.name} lacks the columns {', '.join(missing)}")
        at = [head.index(name) for name in (key, *COLUMNS)]
        for row in reader:
            yield _build_record(*(row[column] for column in at))


def _build_record(
    key: str, given: str, first: str, second: str, sex: str, birth: str, nationality: str, place: str, mother: str,
    father: str, language: str, document: str,
) -> tuple[str, Record]:  # fmt: skip
    parts = tuple(place.split(", ")) if place else ()
    papers = (document,) if document else ()
    return key, Record(given, first, second, sex, _days(birth), parts, mother, father, language, nationality, papers)
