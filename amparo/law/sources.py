"""The sources that rules, deadlines and profiles cite, and their force.

A source is cited as `KEY place`, such as `GC6 31(i)` or `S2:118`, with a country in brackets where the norm is used as
the norm of that country alone: `LM 112-V (MEX)`. Profiles cite in sentences, of which the first citation counts.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal, NamedTuple

from amparo.law.deadlines import Deadline
from amparo.law.message import Language
from amparo.law.profiles.base import CountryProfile
from amparo.law.rule import Rule
from amparo.law.source_catalogue import BY_PROFILE, CATALOGUE, Source, SourceKind

Force = Literal["binds", "guides", "policy", "foreign", "data"]
"""Whether a source binds a country, guides it, is project policy, the law of another country, or a fact and no norm."""

FORCES: Final[tuple[Force, ...]] = ("binds", "guides", "policy", "foreign", "data")
"""All forces, the strongest first."""

FORCE_TITLES: Final[dict[Language, dict[Force, str]]] = {
    "es": {
        "binds": "obliga",
        "guides": "orienta",
        "policy": "política del proyecto",
        "foreign": "ley de otro país",
        "data": "dato",
    },
    "en": {
        "binds": "binds",
        "guides": "guides",
        "policy": "project policy",
        "foreign": "law of another country",
        "data": "fact",
    },
}
KIND_TITLES: Final[dict[Language, dict[SourceKind, str]]] = {
    "es": {
        "treaty": "tratado",
        "national_law": "ley nacional",
        "guidance": "orientación internacional",
        "court": "opinión consultiva",
        "regional": "texto regional",
        "policy": "política del proyecto",
        "data": "dato",
    },
    "en": {
        "treaty": "treaty",
        "national_law": "national law",
        "guidance": "international guidance",
        "court": "advisory opinion",
        "regional": "regional text",
        "policy": "project policy",
        "data": "fact",
    },
}

SOURCES: Final[dict[str, Source]] = {source.key: source for source in CATALOGUE}
"""Every source by its key."""

_NAMES: Final = {name: source for source in CATALOGUE for name in (source.key, *source.names)}
_ANY_NAME: Final = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_CITATION: Final = re.compile(rf"({_ANY_NAME})(?:[: ](.+?))?(?: \(([A-Z]{{3}})\))?")
_MENTION: Final = re.compile(rf"(?<!\w)({_ANY_NAME})(?!\w)")


class Citation(NamedTuple):
    """One place in one source.

    `country` is set where the norm is used as the norm of that country alone.
    """

    key: str
    place: str
    country: str | None


@cache
def parse_source(source: str) -> Citation:
    """Return the parts of a source as rules and deadlines cite it.

    Raises: ValueError when it is not in the catalogue.

    >>> parse_source("GC6 31(i)")
    Citation(key='GC6', place='31(i)', country=None)
    >>> parse_source("LM 112-V (MEX)")
    Citation(key='LM', place='112-V', country='MEX')
    """
    match = _CITATION.fullmatch(source)
    if match is None:
        message = f"{source!r} is not in the catalogue of sources: add its key to amparo.law.source_catalogue."
        raise ValueError(message)
    name, place, country = match.groups()
    if name == "LM112":  # the one key that holds its article
        place = "112"
    return Citation(_NAMES[name].key, place or "", country)


@cache
def find_sources(text: str) -> tuple[Source, ...]:
    """Return the sources that a sentence of a country profile cites, in order."""
    return tuple(dict.fromkeys(_NAMES[name] for name in _MENTION.findall(text)))


def find_force(source: str, country: str) -> Force:
    """Return the force of a source, as a rule or a deadline cites it, in a country.

    A treaty guides those that are not bound by it; the law of another country has no force here.
    Raises: ValueError when the source is not in the catalogue."""
    citation = parse_source(source)
    if citation.country not in {None, country}:
        return "foreign"
    return _find_force_of_source(SOURCES[citation.key], country)


def find_force_of_norm(sources: Iterable[str], country: str) -> Force:
    """Return the force of the strongest of several sources in a country.

    Raises: ValueError when a source is not in the catalogue, or there is none."""
    return min((find_force(source, country) for source in sources), key=FORCES.index)


def find_force_of_value(text: str, country: str) -> Force:
    """Return the force of a value of a profile, by the first source in its text."""
    return _find_force_of_source(find_sources(text)[0], country)


def find_force_in_country(norm: Rule | Deadline, profile: CountryProfile) -> Force:
    """Return the force of a rule or a deadline in a country.

    For “country profile” counts what the values that it reads cite."""
    forces = [find_force(source, profile.iso3) for source in norm.sources if source != BY_PROFILE]
    if BY_PROFILE in norm.sources:
        forces += [find_force_of_value(profile.sourced[name].source, profile.iso3) for name in norm.reads.profile]
    return min(forces, key=FORCES.index)


def find_force_of_hours(deadline: Deadline, profile: CountryProfile) -> Force:
    """Return the force of the source that gives a deadline its hours.

    Of several country values, the weakest counts."""
    if deadline.hours_source != BY_PROFILE:
        return find_force(deadline.hours_source, profile.iso3)
    forces = [find_force_of_value(profile.sourced[name].source, profile.iso3) for name in deadline.reads.profile]
    return max(forces, key=FORCES.index)


def _find_force_of_source(source: Source, country: str) -> Force:
    match source.kind:
        case "treaty":
            return "binds" if country in source.binds else "guides"
        case "national_law":
            return "binds" if country in source.binds else "foreign"
        case "policy" | "data":
            return source.kind
        case _:
            return "guides"
