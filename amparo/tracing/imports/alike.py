"""Rows that look like a report which is there already: among the reports that the reader sees, and earlier in the same file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.words import fold_text
from amparo.registry.age import Born
from amparo.tracing.imports.rows import ReadRow
from amparo.tracing.models.imports import ReportImportRow
from amparo.tracing.selectors.reports import report_cards_visible_to

_ABOUT_AN_AGE = timedelta(days=366)
"""An age that was told at another time may be a year off."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What a row looks like: a report, by id and number, or an earlier row of the file. `same_source`: by its identifier."""

    report: UUID | None = None
    number: str = ""
    row: int = 0
    same_source: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    birth: Born
    alike: Alike


def already_there(rows: Sequence[ReadRow], *, by: Actor) -> dict[int, Alike]:
    """For the number of each row that looks like something there, what it looks like. Three queries at most."""
    imported = _imported({row.source for row in rows if row.source}, by)
    named: dict[tuple[str, ...], list[_Known]] = {}
    _add_reports(named, {_key(row.name) for row in rows}, by)
    found: dict[int, Alike] = {}
    earlier: dict[str, Alike] = {}
    for row in rows:
        key = _key(row.name)
        same = imported.get(row.source) or earlier.get(row.source)
        same = same or next((one.alike for one in named.get(key, []) if _may_be_one(one.birth, row.birth)), None)
        if same:
            found[row.number] = same
        if row.given is None:
            continue  # it becomes no report: what follows is not like it
        if row.source:
            earlier.setdefault(row.source, Alike(row=row.number, same_source=True))
        if key:
            named.setdefault(key, []).append(_Known(row.birth, Alike(row=row.number)))
    return found


def _imported(sources: set[str], by: Actor) -> dict[str, Alike]:
    """Rows of earlier imports, of those that the reader sees, that became a report which they see still."""
    done = dict(ReportImportRow.objects.filter(source__in=sources, state="done").values_list("source", "report"))
    numbers = dict(report_cards_visible_to(by=by).filter(case__in=done.values()).values_list("case", "number"))
    return {
        source: Alike(report, numbers[report], same_source=True) for source, report in done.items() if report in numbers
    }


def _add_reports(named: dict[tuple[str, ...], list[_Known]], wanted: set[tuple[str, ...]], by: Actor) -> None:
    cards = report_cards_visible_to(by=by).order_by("-reported_at", "case")
    columns = cards.values_list("case", "number", "name", "born_from", "born_to", "age_estimate")
    for case, number, name, first, last, estimate in columns.iterator(chunk_size=2000):
        if (key := _key(name)) and key in wanted:
            named.setdefault(key, []).append(_Known(Born(first, last, estimate), Alike(case, number)))


def _key(name: str) -> tuple[str, ...]:
    """The words of a name, folded, in whatever order they were written."""
    return tuple(sorted(fold_text(name).split()))


def _may_be_one(one: Born, other: Born) -> bool:
    """Whether the days between which two were born meet; where one is not known, nothing speaks against it."""
    if not (one.first and one.last and other.first and other.last):
        return True
    about = _ABOUT_AN_AGE if one.estimate is not None or other.estimate is not None else timedelta()
    return one.first - about <= other.last and other.first - about <= one.last
