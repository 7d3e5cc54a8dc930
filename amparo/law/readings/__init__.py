"""What the norms say: cited paragraphs and national values, as they were read.

The readings show where a rule asks for more than its norm, or for less. They explain the law and decide nothing: no
decision reads them, and their files are read when they are first asked for.
"""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

from amparo.law.deadlines import Deadline
from amparo.law.message import Language
from amparo.law.rule import Rule
from amparo.law.sources import parse_source

Verdict = Literal["supports", "part", "wrong_place", "not_there", "unavailable"]
"""Whether the text supports the rule: wholly, in part, at another place, not at all; or it could not be read."""

Distance = Literal["", "beyond", "weaker"]
"""Whether the rule asks for more than the text, or for less, where one of the two was found."""

Comparison = Literal["same", "differs", "new"]
"""Whether the national law as read agrees with the value that the project had then, or the project had none."""

Support = Literal["whole", "part", "weaker", "beyond", "absent"]
"""How far the texts as read carry a norm, the best first: in `weaker` the norm asks for less, in `beyond` for more."""

SUPPORTS: Final[tuple[Support, ...]] = get_args(Support)

VERDICT_TITLES: Final[dict[Language, dict[Verdict, str]]] = {
    "es": {
        "supports": "el texto apoya la regla",
        "part": "el texto la apoya en parte",
        "wrong_place": "el texto lo dice en otro lugar",
        "not_there": "el texto no lo dice",
        "unavailable": "el texto no se pudo leer",
    },
    "en": {
        "supports": "the text supports the rule",
        "part": "the text supports it in part",
        "wrong_place": "the text says it at another place",
        "not_there": "the text does not say it",
        "unavailable": "the text could not be read",
    },
}
DISTANCE_TITLES: Final[dict[Language, dict[Distance, str]]] = {
    "es": {"": "", "beyond": "la regla pide más que el texto", "weaker": "la regla pide menos que el texto"},
    "en": {"": "", "beyond": "the rule asks for more than the text", "weaker": "the rule asks for less than the text"},
}

_SUPPORT_BY_VERDICT: Final[dict[Verdict, Support]] = {
    "supports": "whole",
    "part": "part",
    "wrong_place": "absent",
    "not_there": "absent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One cited place as it was read.

    `norms` are ids of rules and deadlines; `source` is as they cited it then. `right_places` are cited as in
    `amparo.law.sources`; `addresses` are those of public copies of the text."""

    source: str
    norms: frozenset[str]
    verdict: Verdict
    distance: Distance
    right_places: tuple[str, ...]
    says: dict[Language, str]
    note: dict[Language, str]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalReading:
    """One value of national law as it was read.

    `value_name` names the profile value that it is about, if any. `value_then` is what the project had when the law was
    read. `is_whole` tells whether the text itself was read, not only a part of it or a summary."""

    country: str
    value_name: str | None
    topic: dict[Language, str]
    value: dict[Language, str]
    compared: Comparison
    value_then: dict[Language, str]
    article: dict[Language, str]
    since: dict[Language, str]
    text: dict[Language, str]
    addresses: tuple[str, ...]
    is_whole: bool
    note: dict[Language, str]


def list_readings(norm_id: str) -> tuple[Reading, ...]:
    """Return the readings of a rule or of a deadline, by its id; empty if it has none."""
    return tuple(reading for reading in list_international_readings() if norm_id in reading.norms)


def list_source_readings(norm: Rule | Deadline, source: str) -> tuple[Reading, ...]:
    """Return the readings of one source that a norm cites, its places as first cited included."""
    return tuple(reading for reading in list_readings(norm.id) if _is_of_source(reading, norm, source))


def find_support(norm: Rule | Deadline, sources: Iterable[str]) -> Support | None:
    """Return how far the best of these sources of a norm carries it.

    None where no reading of them is recorded, or their texts could not be read."""
    found = {_rate_support(reading, norm) for source in sources for reading in list_source_readings(norm, source)} - {
        None
    }
    return next((support for support in SUPPORTS if support in found), None)


def _is_of_source(reading: Reading, norm: Rule | Deadline, source: str) -> bool:
    if reading.source in norm.sources:
        return reading.source == source
    return parse_source(source).key in {parse_source(place).key for place in reading.right_places}


def _rate_support(reading: Reading, norm: Rule | Deadline) -> Support | None:
    if reading.verdict == "unavailable":
        return None
    if reading.source not in norm.sources:  # the norm now cites the place that the reading found to be right
        return "whole"
    if reading.distance:
        return reading.distance
    return _SUPPORT_BY_VERDICT[reading.verdict]


@cache
def list_international_readings() -> tuple[Reading, ...]:
    """Return all readings of cited places."""
    return tuple(_read_table("international.csv", _parse_reading))


@cache
def list_national_readings(country: str) -> tuple[NationalReading, ...]:
    """Return the readings of the law of a member country; empty for any other."""
    return tuple(
        reading for reading in _read_table("national.csv", _parse_national_reading) if reading.country == country
    )


def _read_table[T](name: str, build: Callable[[dict[str, str]], T]) -> Iterable[T]:
    lines = files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return [build(row) for row in csv.DictReader(lines)]


def _parse_reading(row: dict[str, str]) -> Reading:
    return Reading(
        source=row["source"],
        norms=frozenset(row["norms"].split("; ")),
        verdict=_parse_code(get_args(Verdict), row["verdict"]),
        distance=_parse_code(get_args(Distance), row["distance"]),
        right_places=_split(row["right_places"], "; "),
        says=_parse_both_languages(row, "says"),
        note=_parse_both_languages(row, "note"),
        addresses=_split(row["addresses"], " "),
    )


def _parse_national_reading(row: dict[str, str]) -> NationalReading:
    return NationalReading(
        country=row["country"],
        value_name=row["value_name"] or None,
        topic=_parse_both_languages(row, "topic"),
        value=_parse_both_languages(row, "value"),
        compared=_parse_code(get_args(Comparison), row["compared"]),
        value_then=_parse_both_languages(row, "value_then"),
        article=_parse_both_languages(row, "article"),
        since=_parse_both_languages(row, "since"),
        text=_parse_both_languages(row, "text"),
        addresses=_split(row["addresses"], " "),
        is_whole=row["is_whole"] == "yes",
        note=_parse_both_languages(row, "note"),
    )


def _parse_both_languages(row: dict[str, str], name: str) -> dict[Language, str]:
    return {"es": row[f"{name}_es"], "en": row[f"{name}_en"]}


def _split(text: str, separator: str) -> tuple[str, ...]:
    return tuple(text.split(separator)) if text else ()


def _parse_code[C: str](allowed: tuple[C, ...], text: str) -> C:
    return next(code for code in allowed if code == text)
