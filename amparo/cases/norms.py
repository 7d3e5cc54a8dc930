"""The norms by which a node decides, as people read them.

Their words, their force in this country, and the sources behind them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from amparo.law import DEADLINES, RULES, CountryProfile, Deadline, Rule, message_for, profile_for
from amparo.law.dated import is_in_force
from amparo.law.explain import ExplainedValue, explain_values, norm_text
from amparo.law.readings import NationalReading, list_national_readings
from amparo.law.source_catalogue import BY_PROFILE
from amparo.law.sources import SOURCES, Force, find_force, find_force_in_country, parse_source
from amparo.ledger import clock
from amparo.ledger.days import local_day
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t, written_language

_NATIONAL_LAW = t("Ley de este país", "Law of this country")
DEADLINE = "deadline"
"""The level of a norm that refuses nothing, but says by when something is done."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A place in a source, as a norm cites it.

    What the source is, and its force in this country.
    """

    cited: str
    title: str
    note: str
    force: Force


@dataclass(frozen=True, slots=True)
class Norm:
    """A rule or a legal deadline in words.

    `force` is that of its strongest source in this country.
    """

    id: str
    title: str
    words: str
    level: str
    force: Force
    actions: tuple[str, ...]
    sources: tuple[str, ...]
    is_verified: bool
    since: date | None
    until: date | None

    @property
    def uuid(self) -> UUID:
        """Return the same id as a UUID, as lists of rows have it."""
        return uuid5(NAMESPACE_URL, f"amparo:norm:{self.id}")


def list_norms_in_force() -> list[Norm]:
    """Return the norms in force today in the node's country.

    In the reader's language: rules by id, then deadlines.
    """
    today = local_day(clock.now())
    declared: list[Rule | Deadline] = [*sorted(RULES.values(), key=lambda rule: rule.order), *DEADLINES.values()]
    return [_build_norm(norm) for norm in declared if is_in_force(norm, today)]


def find_norm(norm_id: str) -> Norm:
    """Return a norm, in force or not. Raises `NotVisible` for an id that no norm has."""
    return _build_norm(_find_declared(norm_id))


def _build_norm(norm: Rule | Deadline) -> Norm:
    title, level, actions = _describe(norm)
    return Norm(
        id=norm.id,
        title=title,
        words=norm_text(norm, written_language()),
        level=level,
        force=find_force_here(norm),
        actions=actions,
        sources=norm.sources,
        is_verified=_is_verified(norm),
        since=norm.since,
        until=norm.until,
    )


def find_force_here(norm: Rule | Deadline) -> Force:
    """Return the force of a norm in the node's country, by the law of today."""
    return find_force_in_country(norm, _profile_here())


def _profile_here() -> CountryProfile:
    return profile_for(settings.NODE, on=local_day(clock.now()))


def _describe(norm: Rule | Deadline) -> tuple[str, str, tuple[str, ...]]:
    """Return the title of a norm, its level, and the actions that it guards."""
    if isinstance(norm, Rule):
        return message_for(norm.code, written_language()).text, norm.level, norm.guards
    return str(t(norm.title.es, norm.title.en)), DEADLINE, ()


def list_cited_sources(norm_id: str) -> list[CitedSource]:
    """Return the sources that a norm cites, without the values of the country.

    Raises `NotVisible` for an unknown norm.
    """
    return [_build_cited_source(cited) for cited in _find_declared(norm_id).sources if cited != BY_PROFILE]


def format_sources(sources: Iterable[str]) -> str:
    """Return sources on one line, as norms cite them."""
    return "; ".join(str(_NATIONAL_LAW) if cited == BY_PROFILE else cited for cited in sources)


def list_country_values(norm_id: str) -> list[tuple[ExplainedValue, tuple[NationalReading, ...]]]:
    """Return the values of this country that a norm reads, and who read each."""
    norm, country = _find_declared(norm_id), settings.NODE
    read = list_national_readings(country)
    values = explain_values(norm.reads.profile, country=country, lang=written_language(), on=local_day(clock.now()))
    return [(value, tuple(text for text in read if text.value_name == value["name"])) for value in values]


def find_hours(norm_id: str) -> float | None:
    """Return how many hours a deadline gives in this country; None for a rule."""
    norm = _find_declared(norm_id)
    return None if isinstance(norm, Rule) else norm.hours(_profile_here())


def _find_declared(norm_id: str) -> Rule | Deadline:
    norm = RULES.get(norm_id) or DEADLINES.get(norm_id)
    if norm is None:
        raise NotVisible
    return norm


def _is_verified(norm: Rule | Deadline) -> bool:
    """Return whether somebody read the sources.

    Where the country decides it, return whether its values were read.
    """
    if norm.verified is not None:
        return norm.verified
    sourced = _profile_here().sourced
    return all(sourced[name].verified for name in norm.reads.profile)


def _build_cited_source(cited: str) -> CitedSource:
    source = SOURCES[parse_source(cited).key]
    return CitedSource(
        cited=cited,
        title=str(t(source.title_es, source.title_en)),
        note=str(t(source.note_es, source.note_en)) if source.note_es else "",
        force=find_force(cited, settings.NODE),
    )
