"""Reads of imports: own imports, preview and progress."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from amparo.ledger.actor import Actor
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.tracing.imports.ambiguous import ask_about_columns
from amparo.tracing.imports.columns import name_column
from amparo.tracing.imports.duplicates import RowDuplicate, find_row_duplicates
from amparo.tracing.imports.rows import ImportDefaults, ReadRow, read_row
from amparo.tracing.models.imports import ReportImport, ReportImportRow
from amparo.tracing.selectors.reports import report_cards_visible_to


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be read.

    `duplicate`: what it may repeat; `ticked`: to be reported nevertheless.
    """

    read: ReadRow
    duplicate: RowDuplicate | None
    ticked: bool

    @property
    def state(self) -> str:
        """Return `wrong`, `alike`, `ended` (over in the source) or `good`."""
        if self.read.given is None:
            return "wrong"
        return "alike" if self.duplicate else "ended" if self.read.ended else "good"

    @property
    def is_chosen(self) -> bool:
        """Return whether it becomes a report when the import is confirmed."""
        return self.state == "good" or (self.state != "wrong" and self.ticked)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Every row in the order of the file."""

    rows: tuple[PreviewRow, ...]

    def rows_in_state(self, state: str) -> list[PreviewRow]:
        """Return the rows in this state."""
        return [row for row in self.rows if row.state == state]

    @property
    def chosen(self) -> list[PreviewRow]:
        """Return the rows that would become reports."""
        return [row for row in self.rows if row.is_chosen]


_NO_HEADINGS = t(
    "El archivo no tiene una fila con los nombres de las columnas. Elija en «Qué dice cada columna» lo que dice cada "
    "una.",
    "The file has no row with the names of the columns. Choose under “What each column says” what each one says.",
)


@dataclass(frozen=True, slots=True)
class UnreadParts:
    """What of a file is not imported.

    Names of sheets, headings of columns that hold something, and rows that are no child. `questions`: sentences that
    ask what a column says.
    """

    sheets: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    questions: tuple[str, ...]


def unread_parts(report_import: ReportImport) -> UnreadParts:
    """Return what of the file of an import is not imported. One query."""
    heads = report_import.heads
    unknown = [at for at, code in enumerate(report_import.columns) if not code]
    rows = [row for row in report_import.rows.values_list("cells", flat=True) if row]
    return UnreadParts(
        tuple(report_import.said.get("left_sheets", ())),
        tuple(name_column(heads, at) for at in unknown if any(row[at] for row in rows)),
        tuple(report_import.said.get("skipped_rows", ())),
        (*([str(_NO_HEADINGS)] if not any(heads) else []), *ask_about_columns(heads, report_import.columns, rows)),
    )


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How many rows are in each state; the numbers of those waiting or wrong."""

    done: int
    waiting: tuple[int, ...]
    left_out: int
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImportedReport:
    """A report that a row became, with its number and the name of the child."""

    row: int
    report: UUID
    number: str
    name: str


def visible_import(import_id: UUID, *, by: Actor) -> ReportImport:
    """Return an import of the reader, or of their agency for its supervisors.

    One query.

    Raises `NotVisible`.
    """
    report_import = ReportImport.objects.filter(id=import_id).first()
    if report_import is None:
        raise NotVisible
    return report_import


def own_imports(*, by: Actor, limit: int = 20) -> list[ReportImport]:
    """Return the reader's own imports, the latest first, with the count `reports`.

    One query.
    """
    own = ReportImport.objects.filter(person=by.id).exclude(state="dropped")
    return list(own.annotate(reports=Count("rows__report")).order_by("-made_at")[:limit])


def import_preview(report_import: ReportImport, *, by: Actor) -> ImportPreview:
    """Return the rows as they would be reported. Four queries."""
    kept = list(report_import.rows.exclude(cells=None).order_by("number"))
    read = [
        read_row(row.number, row.cells or (), report_import.columns, ImportDefaults.from_stored(report_import.said))
        for row in kept
    ]
    duplicates = find_row_duplicates(read, by=by)
    return ImportPreview(
        tuple(
            PreviewRow(row, duplicates.get(row.number), stored.ticked) for stored, row in zip(kept, read, strict=True)
        )
    )


def import_progress(report_import: ReportImport) -> ImportProgress:
    """Return the progress of an import. One query."""
    states = list(report_import.rows.order_by("number").values_list("number", "state"))
    numbers = {
        state: tuple(number for number, row_state in states if row_state == state) for state in {s for _, s in states}
    }
    return ImportProgress(
        done=len(numbers.get("done", ())),
        waiting=numbers.get("waiting", ()),
        left_out=len(numbers.get("left_out", ())),
        wrong=numbers.get("wrong", ()),
    )


def imported_reports(report_import: ReportImport, *, by: Actor) -> list[ImportedReport]:
    """Return the reports that an import made, of those that the reader sees.

    Two queries.
    """
    rows = dict(
        ReportImportRow.objects.filter(of=report_import, state="done")
        .order_by("number")
        .values_list("report", "number")
    )
    cards = report_cards_visible_to(by=by).filter(case__in=rows).values_list("case", "number", "name")
    return sorted(
        (ImportedReport(rows[case], case, number, name) for case, number, name in cards), key=lambda made: made.row
    )
