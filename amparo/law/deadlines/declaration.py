"""Deadlines: how one is declared, and the catalogue of all that run on facts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from amparo.law.dated import Timeline, check_period, overlaps
from amparo.law.profiles.base import CountryProfile
from amparo.law.reads import Read, Reads, resolve_reads
from amparo.law.request import Request
from amparo.law.rule import first_paragraph

Start = Callable[[Request, CountryProfile], datetime | None]
Span = Callable[[CountryProfile], float]


class Title(NamedTuple):
    """What a deadline is called, in Spanish and in English."""

    es: str
    en: str


class Due(NamedTuple):
    """A deadline in force, in UTC. Sorts by instant, then by code."""

    due_at: datetime
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A span of hours from a start, with its sources.

    `hours_source` names the source of the hours: “PP”, project policy, where no text gives them. `fixed_hours` and
    `verified` are None where they depend on the country. Several versions may share a code, each in force on days of
    its own, from `since` to `until`, both included; None where it always was, or still is. `id` is the code, unless it
    is a later version."""

    id: str
    code: str
    title: Title
    hours: Span
    fixed_hours: int | None
    hours_source: str
    sources: tuple[str, ...]
    verified: bool | None
    norm: str
    start: Start
    reads: Reads
    since: date | None
    until: date | None

    def due(self, request: Request, profile: CountryProfile) -> Due | None:
        """Return when the deadline ends, if it runs."""
        start = self.start(request, profile)
        return Due(add_hours(start, self.hours(profile)), self.code) if start is not None else None


def add_hours(start: datetime, hours: float) -> datetime:
    """Return the instant `hours` absolute hours after `start`, in UTC."""
    return start.astimezone(UTC) + timedelta(hours=hours)


DEADLINES: Final[dict[str, Deadline]] = {}
"""Every deadline that runs on facts, by id, in force or not. The id of a first version is its code."""

DEADLINE_TIMELINE: Final[Timeline[Deadline, tuple[Deadline, ...]]] = Timeline(DEADLINES, tuple)


def deadline(
    code: str,
    hours: int | Span,
    *,
    title: Title,
    reads: Iterable[Read],
    sources: Sequence[str],
    hours_source: str = "PP",
    verified: bool | None = False,
    since: date | None = None,
    until: date | None = None,
    version: str = "",
) -> Callable[[Start], Start]:
    """Declare a function as the start of the deadline `code`.

    `hours` is a number, or follows from the profile; `hours_source` is the one of `sources` that gives it. `reads`
    names all that start and hours read themselves, and the predicates that they call. `version`, such as a year, tells
    a later version from the first one.
    Raises: DeclarationError when the code reads something else; ValueError when two versions are in force at once."""

    def register(start: Start) -> Start:
        declared = build_deadline(
            f"{code}.{version}" if version else code,
            code,
            hours,
            start,
            title=title,
            reads=reads,
            sources=sources,
            hours_source=hours_source,
            verified=verified,
            since=since,
            until=until,
        )
        if declared.id in DEADLINES or any(overlaps(declared, other) for other in deadline_versions(code)):
            message = f"The deadline {code} has two versions in force on one day."
            raise ValueError(message)
        DEADLINES[declared.id] = declared
        DEADLINE_TIMELINE.forget()
        return start

    return register


def build_deadline(
    deadline_id: str,
    code: str,
    hours: int | Span,
    start: Start,
    *,
    title: Title,
    reads: Iterable[Read],
    sources: Sequence[str],
    hours_source: str = "PP",
    verified: bool | None = False,
    since: date | None = None,
    until: date | None = None,
) -> Deadline:
    """Return a deadline, its declaration compared with its code.

    Raises: DeclarationError, ValueError."""
    check_period(f"Deadline {deadline_id}", since, until)
    span: Span = (lambda profile: hours) if isinstance(hours, int) else hours
    return Deadline(
        id=deadline_id,
        code=code,
        title=title,
        hours=span,
        fixed_hours=hours if isinstance(hours, int) else None,
        hours_source=hours_source,
        sources=tuple(sources),
        verified=verified,
        norm=first_paragraph(start),
        start=start,
        reads=resolve_reads(f"Deadline {deadline_id}", reads, (), start, span),
        since=since,
        until=until,
    )


def deadline_versions(code: str) -> tuple[Deadline, ...]:
    """Return all versions of the deadline `code`, oldest first.

    None for an unknown code.
    """
    versions = [each for each in DEADLINES.values() if each.code == code]
    return tuple(sorted(versions, key=lambda each: each.since or date.min))
