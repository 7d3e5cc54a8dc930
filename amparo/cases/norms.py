"""The norms by which a node decides, as people read them.

Their words, their force in this country, and the sources behind them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from amparo.law import DEADLINES, EMERGENCY_DEADLINE, RULES, CountryProfile, Deadline, Rule, message_for, profile_for
from amparo.law.dated import is_in_force
from amparo.law.explain import ExplainedValue, explain_values, norm_text
from amparo.law.readings import (
    NationalReading,
    Support,
    find_support,
    list_national_readings,
    list_source_readings,
)
from amparo.law.source_catalogue import BY_PROFILE, PROJECT_POLICY
from amparo.law.sources import (
    SOURCES,
    Force,
    find_force,
    find_force_in_country,
    find_force_of_hours,
    find_force_of_value,
    parse_source,
)
from amparo.ledger import clock
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t, written_language

_NATIONAL_LAW = t("Ley de este país", "Law of this country")
DEADLINE = "deadline"
"""The level of a norm that refuses nothing, but says by when something is done."""

ReadingState = Literal["read", "not_read", "nothing_to_read"]
"""Whether somebody read a source of a norm; nothing to read where the project itself sets it."""

_HOURS_CAVEATS: dict[Force, str] = {
    "guides": t("Las horas vienen de un texto que orienta", "The hours come from a text that guides"),
    "policy": t("Las horas son política del proyecto", "The hours are project policy"),
    "foreign": t("Las horas vienen de la ley de otro país", "The hours come from the law of another country"),
}


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A place in a source, as a norm cites it.

    What the source is, its force in this country, and whether a reading of it is still to be recorded.
    """

    cited: str
    title: str
    note: str
    force: Force
    lacks_reading: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a deadline in this country, with their source and its force."""

    hours: float
    source: str
    force: Force


@dataclass(frozen=True, slots=True)
class Norm:
    """A rule or a legal deadline in words.

    `force` is that of its strongest source in this country; `support` is how far the readings of the sources of that
    force carry the norm, None where none is recorded. `hours_force` is that of the source of a deadline's hours.
    """

    id: str
    title: str
    words: str
    level: str
    force: Force
    actions: tuple[str, ...]
    sources: tuple[str, ...]
    reading: ReadingState
    support: Support | None
    hours_force: Force | None
    since: date | None
    until: date | None

    @property
    def name(self) -> str:
        """Return what people call the norm: a deadline by its title, a rule by its number."""
        return self.title if self.level == DEADLINE else self.id

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


def params_asked_by_law(action: str) -> frozenset[str]:
    """Return the parameters by which a rule may refuse an action.

    Nothing for a record.
    """
    asked = (rule.reads.params for rule in RULES.values() if action in rule.guards and rule.level != "warn")
    return frozenset().union(*asked)


def find_norm(norm_id: str) -> Norm:
    """Return a norm, in force or not. Raises `NotVisible` for an id that no norm has."""
    return _build_norm(_find_declared(norm_id))


def _build_norm(norm: Rule | Deadline) -> Norm:
    title, level, actions = _describe(norm)
    force = find_force_here(norm)
    return Norm(
        id=norm.id,
        title=title,
        words=norm_text(norm, written_language()),
        level=level,
        force=force,
        actions=actions,
        sources=norm.sources,
        reading=_find_reading(norm),
        support=_find_support_here(norm, force),
        hours_force=find_force_of_hours(norm, _profile_here()) if isinstance(norm, Deadline) else None,
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
    norm = _find_declared(norm_id)
    return [_build_cited_source(norm, cited) for cited in norm.sources if cited != BY_PROFILE]


def format_sources(sources: Iterable[str]) -> str:
    """Return sources on one line, as norms cite them."""
    return "; ".join(str(_NATIONAL_LAW) if cited == BY_PROFILE else cited for cited in sources)


def list_caveats(norm: Norm) -> list[str]:
    """Return what the force of a norm alone would not tell.

    What its texts do not carry, and hours that come from a weaker source.
    """
    caveats = [] if norm.support in {None, "whole"} else [label("norm_support", norm.support)]
    if norm.hours_force not in {None, norm.force}:
        caveats += [words for force, words in _HOURS_CAVEATS.items() if force == norm.hours_force]
    return [str(words) for words in caveats]


def list_country_values(norm_id: str) -> list[tuple[ExplainedValue, tuple[NationalReading, ...]]]:
    """Return the values of this country that a norm reads, and who read each."""
    norm, country = _find_declared(norm_id), settings.NODE
    read = list_national_readings(country)
    values = explain_values(norm.reads.profile, country=country, lang=written_language(), on=local_day(clock.now()))
    return [(value, tuple(text for text in read if text.value_name == value["name"])) for value in values]


def find_hours(norm_id: str) -> Hours | None:
    """Return the hours of a deadline and what sets them; None for a rule."""
    norm, profile = _find_declared(norm_id), _profile_here()
    if isinstance(norm, Rule):
        return None
    return Hours(norm.hours(profile), _describe_hours_source(norm), find_force_of_hours(norm, profile))


def _describe_hours_source(norm: Deadline) -> str:
    if norm.hours_source == BY_PROFILE:
        return "; ".join(value["source"] for value, _ in list_country_values(norm.id))
    title = _title_of(norm.hours_source)
    return title if norm.hours_source == PROJECT_POLICY else f"{norm.hours_source}: {title}"


def _title_of(cited: str) -> str:
    source = SOURCES[parse_source(cited).key]
    return str(t(source.title_es, source.title_en))


def _find_declared(norm_id: str) -> Rule | Deadline:
    """Return a rule or a deadline, that of an emergency too. Raises `NotVisible`."""
    if norm_id == EMERGENCY_DEADLINE.id:
        return EMERGENCY_DEADLINE
    norm = RULES.get(norm_id) or DEADLINES.get(norm_id)
    if norm is None:
        raise NotVisible
    return norm


def _find_reading(norm: Rule | Deadline) -> ReadingState:
    if set(norm.sources) == {PROJECT_POLICY}:
        return "nothing_to_read"
    is_read = norm.verified or _is_country_read(norm) or any(_has_text_read(norm, cited) for cited in norm.sources)
    return "read" if is_read else "not_read"


def _is_country_read(norm: Rule | Deadline) -> bool:
    """Return whether the law of this country that the norm refers to was read."""
    names = norm.reads.profile if BY_PROFILE in norm.sources else frozenset()
    sourced, texts = _profile_here().sourced, list_national_readings(settings.NODE)
    return any(sourced[name].verified for name in names) or any(text.value_name in names for text in texts)


def _has_text_read(norm: Rule | Deadline, cited: str) -> bool:
    return any(reading.verdict != "unavailable" for reading in list_source_readings(norm, cited))


def _find_support_here(norm: Rule | Deadline, force: Force) -> Support | None:
    """Return how far the sources that give a norm its force support it."""
    if BY_PROFILE in norm.sources and any(
        find_force_of_value(sourced.source, settings.NODE) == force and sourced.verified
        for sourced in (_profile_here().sourced[name] for name in norm.reads.profile)
    ):
        return "whole"
    cited = [source for source in norm.sources if source != BY_PROFILE]
    return find_support(norm, [source for source in cited if find_force(source, settings.NODE) == force])


def _build_cited_source(norm: Rule | Deadline, cited: str) -> CitedSource:
    source = SOURCES[parse_source(cited).key]
    return CitedSource(
        cited=cited,
        title=_title_of(cited),
        note=str(t(source.note_es, source.note_en)) if source.note_es else "",
        force=find_force(cited, settings.NODE),
        lacks_reading=cited != PROJECT_POLICY and not list_source_readings(norm, cited),
    )
