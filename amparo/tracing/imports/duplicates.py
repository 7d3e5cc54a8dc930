"""Rows of an import that may repeat a report or an earlier row.

Only reports that the importer sees are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.words import fold_text
from amparo.registry.age import BirthRange
from amparo.tracing.imports.rows import ReadRow
from amparo.tracing.models.imports import ReportImportRow
from amparo.tracing.selectors.reports import report_cards_visible_to

_AGE_TOLERANCE = timedelta(days=366)
"""An age stated at another time may be a year off."""
_SPELT_ALIKE = 0.7
"""Likeness of two words, from 0 to 1, from which one may be the other corrected."""


@dataclass(frozen=True, slots=True)
class RowDuplicate:
    """What a row may repeat: a report, or an earlier row of the file.

    `same_source`: recognised by its identifier in the source, not by name and birth. `was_named`: the name in that
    report, if the row corrects it.
    """

    report: UUID | None = None
    number: str = ""
    row: int = 0
    same_source: bool = False
    was_named: str = ""


@dataclass(frozen=True, slots=True)
class _NamedChild:
    birth: BirthRange
    duplicate: RowDuplicate


@dataclass(frozen=True, slots=True)
class _Imported:
    """A visible report of an earlier import."""

    report: UUID
    number: str
    name: str


def find_row_duplicates(rows: Sequence[ReadRow], *, by: Actor) -> dict[int, RowDuplicate]:
    """Return what rows may repeat, by row number. Three queries at most."""
    imported = _same_in_source(rows, _reports_by_source({row.source for row in rows if row.source}, by))
    children: dict[tuple[str, ...], list[_NamedChild]] = {}
    _add_visible_reports(children, {_name_key(row.name) for row in rows}, by)
    duplicates: dict[int, RowDuplicate] = {}
    earlier: dict[tuple[str, tuple[str, ...]], RowDuplicate] = {}
    for row in rows:
        key = _name_key(row.name)
        same = imported.get(row.number) or earlier.get((row.source, key))
        same = same or next(
            (child.duplicate for child in children.get(key, []) if _births_overlap(child.birth, row.birth)), None
        )
        if same:
            duplicates[row.number] = same
        if row.given is None:
            continue  # it becomes no report, so later rows cannot repeat it
        if row.source:
            earlier.setdefault((row.source, key), RowDuplicate(row=row.number, same_source=True))
        if key:
            children.setdefault(key, []).append(_NamedChild(row.birth, RowDuplicate(row=row.number)))
    return duplicates


def _same_in_source(rows: Sequence[ReadRow], reports: dict[str, list[_Imported]]) -> dict[int, RowDuplicate]:
    """Return the report of the same identifier, by row number.

    One identifier may stand for several children: a report is the row's if it has its name, or its name corrected
    while no other row has the name as it was.
    """
    found: dict[int, RowDuplicate] = {}
    exact = {(row.source, _name_key(row.name)) for row in rows}
    for row in rows:
        for one in reports.get(row.source, []):
            if _name_key(one.name) == _name_key(row.name):
                found[row.number] = RowDuplicate(one.report, one.number, same_source=True)
            elif (row.source, _name_key(one.name)) not in exact and _is_name_corrected(one.name, row.name):
                found.setdefault(row.number, RowDuplicate(one.report, one.number, same_source=True, was_named=one.name))
    return found


def _is_name_corrected(before: str, after: str) -> bool:
    """Return whether each word of the shorter name is in the other, spelt alike.

    >>> _is_name_corrected("Brisa Quiñonez", "Brisa Quiñones Ávila"), _is_name_corrected("Ana Paz", "Eva Paz")
    (True, False)
    """
    short, long = sorted((fold_text(before).split(), fold_text(after).split()), key=len)
    return bool(short) and all(get_close_matches(word, long, n=1, cutoff=_SPELT_ALIKE) for word in short)


def _reports_by_source(sources: set[str], by: Actor) -> dict[str, list[_Imported]]:
    """Return the visible reports of earlier imports, by the hash of their source."""
    done = dict(ReportImportRow.objects.filter(source__in=sources, state="done").values_list("report", "source"))
    cards = report_cards_visible_to(by=by).filter(case__in=done).values_list("case", "number", "name")
    found: dict[str, list[_Imported]] = {}
    for case, number, name in cards:
        found.setdefault(done[case], []).append(_Imported(case, number, name))
    return found


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
    return tuple(sorted(re.findall(r"\w+", fold_text(name))))


def _births_overlap(birth: BirthRange, other: BirthRange) -> bool:
    """Return whether two children may have been born on one day.

    True where one birth is unknown.
    """
    if not (birth.first and birth.last and other.first and other.last):
        return True
    about = _AGE_TOLERANCE if birth.estimate is not None or other.estimate is not None else timedelta()
    return birth.first - about <= other.last and other.first - about <= birth.last
