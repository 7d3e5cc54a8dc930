"""Rows that look like a report which is there already: among the reports that the reader sees, and earlier in the same file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.words import folded
from amparo.registry.age import BirthRange
from amparo.tracing.imports.rows import ReadRow
from amparo.tracing.models.imports import ReportImportRow
from amparo.tracing.selectors.reports import report_cards_visible_to

_AGE_TOLERANCE = timedelta(days=366)
"""An age that was told at another time may be a year off."""


@dataclass(frozen=True, slots=True)
class RowDuplicate:
    """What a row looks like: a report, by id and number, or an earlier row of the file. `same_source`: by its identifier."""

    report: UUID | None = None
    number: str = ""
    row: int = 0
    same_source: bool = False


@dataclass(frozen=True, slots=True)
class _NamedChild:
    birth: BirthRange
    duplicate: RowDuplicate


def find_row_duplicates(rows: Sequence[ReadRow], *, by: Actor) -> dict[int, RowDuplicate]:
    """For the number of each row that looks like something there, what it looks like. Three queries at most."""
    imported = _reports_by_source({row.source for row in rows if row.source}, by)
    named: dict[tuple[str, ...], list[_NamedChild]] = {}
    _add_visible_reports(named, {_name_key(row.name) for row in rows}, by)
    found: dict[int, RowDuplicate] = {}
    earlier: dict[str, RowDuplicate] = {}
    for row in rows:
        key = _name_key(row.name)
        same = imported.get(row.source) or earlier.get(row.source)
        same = same or next(
            (child.duplicate for child in named.get(key, []) if _births_overlap(child.birth, row.birth)), None
        )
        if same:
            found[row.number] = same
        if row.given is None:
            continue  # it becomes no report: what follows is not like it
        if row.source:
            earlier.setdefault(row.source, RowDuplicate(row=row.number, same_source=True))
        if key:
            named.setdefault(key, []).append(_NamedChild(row.birth, RowDuplicate(row=row.number)))
    return found


def _reports_by_source(sources: set[str], by: Actor) -> dict[str, RowDuplicate]:
    """Rows of earlier imports, of those that the reader sees, that became a report which they see still."""
    done = dict(ReportImportRow.objects.filter(source__in=sources, state="done").values_list("source", "report"))
    numbers = dict(report_cards_visible_to(by=by).filter(case__in=done.values()).values_list("case", "number"))
    return {
        source: RowDuplicate(report, numbers[report], same_source=True)
        for source, report in done.items()
        if report in numbers
    }


def _add_visible_reports(
    named: dict[tuple[str, ...], list[_NamedChild]], wanted: set[tuple[str, ...]], by: Actor
) -> None:
    cards = report_cards_visible_to(by=by).order_by("-reported_at", "case")
    columns = cards.values_list("case", "number", "name", "born_from", "born_to", "age_estimate")
    for case, number, name, first, last, estimate in columns.iterator(chunk_size=2000):
        if (key := _name_key(name)) and key in wanted:
            named.setdefault(key, []).append(_NamedChild(BirthRange(first, last, estimate), RowDuplicate(case, number)))


def _name_key(name: str) -> tuple[str, ...]:
    """The words of a name, folded, in whatever order they were written."""
    return tuple(sorted(folded(name).split()))


def _births_overlap(one: BirthRange, other: BirthRange) -> bool:
    """Whether the days between which two were born meet; where one is not known, nothing speaks against it."""
    if not (one.first and one.last and other.first and other.last):
        return True
    about = _AGE_TOLERANCE if one.estimate is not None or other.estimate is not None else timedelta()
    return one.first - about <= other.last and other.first - about <= one.last
