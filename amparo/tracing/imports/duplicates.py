"""Rows of an import that may repeat a report or an earlier row.

Only reports that the importer sees are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.words import fold_text
from amparo.registry.age import BirthRange
from amparo.tracing.imports.rows import ReadRow
from amparo.tracing.models.imports import ReportImportRow
from amparo.tracing.selectors.reports import report_cards_visible_to

_AGE_TOLERANCE = timedelta(days=366)
"""An age stated at another time may be a year off."""


@dataclass(frozen=True, slots=True)
class RowDuplicate:
    """What a row may repeat: a report, or an earlier row of the file.

    `same_source`: recognised by its identifier in the source, not by name and birth.
    """

    report: UUID | None = None
    number: str = ""
    row: int = 0
    same_source: bool = False


@dataclass(frozen=True, slots=True)
class _NamedChild:
    birth: BirthRange
    duplicate: RowDuplicate


def find_row_duplicates(rows: Sequence[ReadRow], *, by: Actor) -> dict[int, RowDuplicate]:
    """Return what rows may repeat, by row number. Three queries at most."""
    imported = _reports_by_source({row.source for row in rows if row.source}, by)
    children: dict[tuple[str, ...], list[_NamedChild]] = {}
    _add_visible_reports(children, {_name_key(row.name) for row in rows}, by)
    duplicates: dict[int, RowDuplicate] = {}
    earlier: dict[str, RowDuplicate] = {}
    for row in rows:
        key = _name_key(row.name)
        same = imported.get(row.source) or earlier.get(row.source)
        same = same or next(
            (child.duplicate for child in children.get(key, []) if _births_overlap(child.birth, row.birth)), None
        )
        if same:
            duplicates[row.number] = same
        if row.given is None:
            continue  # it becomes no report, so later rows cannot repeat it
        if row.source:
            earlier.setdefault(row.source, RowDuplicate(row=row.number, same_source=True))
        if key:
            children.setdefault(key, []).append(_NamedChild(row.birth, RowDuplicate(row=row.number)))
    return duplicates


def _reports_by_source(sources: set[str], by: Actor) -> dict[str, RowDuplicate]:
    """Return the visible reports of earlier imports, by the hash of their source."""
    done = dict(ReportImportRow.objects.filter(source__in=sources, state="done").values_list("source", "report"))
    numbers = dict(report_cards_visible_to(by=by).filter(case__in=done.values()).values_list("case", "number"))
    return {
        source: RowDuplicate(report, numbers[report], same_source=True)
        for source, report in done.items()
        if report in numbers
    }


def _add_visible_reports(
    children: dict[tuple[str, ...], list[_NamedChild]], wanted: set[tuple[str, ...]], by: Actor
) -> None:
    cards = report_cards_visible_to(by=by).order_by("-reported_at", "case")
    columns = cards.values_list("case", "number", "name", "born_from", "born_to", "age_estimate")
    for case, number, name, first, last, estimate in columns.iterator(chunk_size=2000):
        if (key := _name_key(name)) and key in wanted:
            children.setdefault(key, []).append(
                _NamedChild(BirthRange(first, last, estimate), RowDuplicate(case, number))
            )


def _name_key(name: str) -> tuple[str, ...]:
    """Return the words of a name, fold_text and sorted: their order does not matter."""
    return tuple(sorted(fold_text(name).split()))


def _births_overlap(birth: BirthRange, other: BirthRange) -> bool:
    """Return whether two children may have been born on one day.

    True where one birth is unknown.
    """
    if not (birth.first and birth.last and other.first and other.last):
        return True
    about = _AGE_TOLERANCE if birth.estimate is not None or other.estimate is not None else timedelta()
    return birth.first - about <= other.last and other.first - about <= birth.last
