"""Reads of imports: one's own, what a file would become, how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from amparo.ledger.actor import Actor
from amparo.ledger.problems import NotVisible
from amparo.tracing.imports.duplicates import RowDuplicate, find_row_duplicates
from amparo.tracing.imports.rows import ImportDefaults, ReadRow, read_row
from amparo.tracing.models.imports import ReportImport, ReportImportRow
from amparo.tracing.selectors.reports import report_cards_visible_to


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be read. `alike`: what it looks like; `ticked`: to be reported though it looks like something there."""

    read: ReadRow
    duplicate: RowDuplicate | None
    ticked: bool

    @property
    def state(self) -> str:
        """`wrong`, `alike`, `ended` (over where it comes from) or `good`."""
        if self.read.given is None:
            return "wrong"
        return "alike" if self.duplicate else "ended" if self.read.ended else "good"

    @property
    def is_chosen(self) -> bool:
        """Whether it becomes a report when the import is confirmed."""
        return self.state == "good" or (self.state != "wrong" and self.ticked)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Every row in the order of the file."""

    rows: tuple[PreviewRow, ...]

    def rows_in_state(self, state: str) -> list[PreviewRow]:
        """The rows in this state."""
        return [row for row in self.rows if row.state == state]

    @property
    def chosen(self) -> list[PreviewRow]:
        """The rows that would become reports."""
        return [row for row in self.rows if row.is_chosen]


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How many rows there are in each state, and the numbers of those that still wait or were wrong."""

    done: int
    waiting: tuple[int, ...]
    left_out: int
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImportedReport:
    """A report that a row became, its number, and the name of the child."""

    row: int
    report: UUID
    number: str
    name: str


def visible_import(import_id: UUID, *, by: Actor) -> ReportImport:
    """An import of the reader, or of their agency for its supervisors. Raises `NotVisible`. One query."""
    found = ReportImport.objects.filter(id=import_id).first()
    if found is None:
        raise NotVisible
    return found


def own_imports(*, by: Actor, limit: int = 20) -> list[ReportImport]:
    """The reader's own imports, the latest first, with how many reports each made as `reports`. One query."""
    mine = ReportImport.objects.filter(person=by.id).exclude(state="dropped")
    return list(mine.annotate(reports=Count("rows__report")).order_by("-made_at")[:limit])


def import_preview(found: ReportImport, *, by: Actor) -> ImportPreview:
    """What the rows would become. Four queries."""
    kept = list(found.rows.exclude(cells=None).order_by("number"))
    read = [
        read_row(row.number, row.cells or (), found.columns, ImportDefaults.from_stored(found.said)) for row in kept
    ]
    alike = find_row_duplicates(read, by=by)
    return ImportPreview(
        tuple(PreviewRow(row, alike.get(row.number), one.ticked) for one, row in zip(kept, read, strict=True))
    )


def import_progress(found: ReportImport) -> ImportProgress:
    """How far it has come. One query."""
    states = list(found.rows.order_by("number").values_list("number", "state"))
    numbers = {state: tuple(number for number, one in states if one == state) for state in {s for _, s in states}}
    return ImportProgress(
        done=len(numbers.get("done", ())),
        waiting=numbers.get("waiting", ()),
        left_out=len(numbers.get("left_out", ())),
        wrong=numbers.get("wrong", ()),
    )


def imported_reports(found: ReportImport, *, by: Actor) -> list[ImportedReport]:
    """The reports that an import made, of those that the reader sees. Two queries."""
    rows = dict(
        ReportImportRow.objects.filter(of=found, state="done").order_by("number").values_list("report", "number")
    )
    cards = report_cards_visible_to(by=by).filter(case__in=rows).values_list("case", "number", "name")
    return sorted(
        (ImportedReport(rows[case], case, number, name) for case, number, name in cards), key=lambda made: made.row
    )
