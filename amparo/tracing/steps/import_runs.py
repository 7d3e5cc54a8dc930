"""Making the reports of an import, in the background.

No row is reported before the dry run of every chosen row; then each becomes a report in a transaction of its own,
which also stores that it did, so that after any failure it is known what remains to be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import connection

from amparo.accounts.selectors import actor_by_id
from amparo.cases.act import ACTS, ActInput, parse_input
from amparo.cases.perform import Outcome, perform
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, FieldError, NotVisible, Problem
from amparo.ledger.reader import acting_as
from amparo.ledger.transaction import in_transaction
from amparo.tracing.imports.duplicates import find_row_duplicates
from amparo.tracing.imports.rows import REPORT_MISSING, ImportDefaults, ReadRow, read_row
from amparo.tracing.models.imports import ReportImport, ReportImportRow

_NAMES_OF_FILE = frozenset({"sheets", "left_sheets", "skipped_rows"})
"""What an import says of its file in words of the file, which may name persons."""
_TURN = 0x696D706F7274
"""The key of the advisory lock of imports."""
STALLED_AFTER = timedelta(minutes=10)


def run_import(import_id: UUID, person_id: UUID) -> None:
    """Make the reports of an import with the rights of its importer.

    All rows that wait, or none when the dry run of one fails.
    """
    with acting_as(person_id):
        by = actor_by_id(person_id)
        report_import = ReportImport.objects.filter(id=import_id, state="running").first()
        if report_import is None:
            return
        if by is None:
            _stop_import(report_import)
            return
        try:
            with _one_at_a_time():
                _report_waiting_rows(report_import, by=by)
        except Exception as error:  # a person has to look at any error; only a killed job resumes by itself
            _stop_import(report_import)
            if isinstance(error, Problem):
                return
            raise RuntimeError(f"an import stopped: {type(error).__name__}") from None  # its message may name a child
        end_import(report_import, "done")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for the import that another worker makes, and keep others waiting.

    The same file of two people is compared with what the first of them made. The database gives the turn back if this
    process dies.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_TURN])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [_TURN])


def _report_waiting_rows(report_import: ReportImport, *, by: Actor) -> None:
    _leave_out_reported(report_import, by=by)
    rows = report_import.rows.filter(state="waiting").order_by("number")
    waiting = [(row, _row_input(row, report_import)) for row in rows]
    if not report_import.rows.filter(state="done").exists():
        _dry_run_all((given for _, given in waiting), by=by)
    for row, given in waiting:
        _report_row(row, given, by=by)


def _leave_out_reported(report_import: ReportImport, *, by: Actor) -> None:
    """Leave out the rows that somebody else reported since this import was confirmed."""
    rows = report_import.rows.filter(state="waiting", ticked=False).order_by("number")
    duplicates = find_row_duplicates([_read_stored(row, report_import) for row in rows], by=by)
    numbers = [number for number, same in duplicates.items() if same.report]
    rows.filter(number__in=numbers).update(state="left_out")


def _read_stored(row: ReportImportRow, report_import: ReportImport) -> ReadRow:
    return read_row(row.number, row.cells or (), report_import.columns, ImportDefaults.from_stored(report_import.said))


def _row_input(row: ReportImportRow, report_import: ReportImport) -> ActInput:
    """Return a row as the input of the act.

    Raises `BadInput` for a row that is no longer valid.
    """
    read = _read_stored(row, report_import)
    if read.given is None:
        raise BadInput(*(FieldError(f"rows.{row.number}.{error.column}", error.words) for error in read.errors))
    row.source = read.source
    whole = read.answers | {"protection_agency": report_import.said["protection_agency"]}
    given: ActInput = parse_input(ACTS[REPORT_MISSING], whole)
    return given


def _dry_run_all(inputs: Iterable[ActInput], *, by: Actor) -> None:
    """Perform every row as a dry run. Raises what the act would raise."""
    for given in inputs:
        perform(REPORT_MISSING, None, given, by=by, dry_run=True)


def _report_row(row: ReportImportRow, given: ActInput, *, by: Actor) -> None:
    """Make the report of one row, and store in the same transaction that it is made."""

    def note(outcome: Outcome) -> None:
        waiting = ReportImportRow.objects.filter(id=row.id, state="waiting")
        if not waiting.update(state="done", report=outcome.case.id, cells=None, source=row.source):
            raise NotVisible  # another job reported the row meanwhile: roll this report back
        ReportImport.objects.filter(id=row.of_id).update(moved_at=clock.now())

    perform(REPORT_MISSING, None, given, by=by, finish=note)


@in_transaction
def _stop_import(report_import: ReportImport) -> None:
    """Return to the preview if nothing was made; else wait until somebody resumes."""
    running = ReportImport.objects.filter(id=report_import.id, state="running")
    if report_import.rows.filter(state="done").exists():
        running.update(state="stopped")
    elif running.update(state="preview"):
        report_import.rows.update(state="read")


@in_transaction
def end_import(report_import: ReportImport, state: str) -> None:
    """End an import: keep the states of its rows alone.

    Its cells, headings, names of sheets and skipped rows are deleted.
    """
    report_import.rows.exclude(cells=None).update(cells=None)
    said = {name: value for name, value in report_import.said.items() if name not in _NAMES_OF_FILE}
    ReportImport.objects.filter(id=report_import.id).update(
        state=state, heads=[], columns=[], said=said, ended_at=clock.now()
    )


def take_stalled_imports() -> list[ReportImport]:
    """Return the running imports that no worker has moved for a while, 100 at most.

    They are marked as moved now. For the worker.
    """
    at = clock.now()
    stalled = list(ReportImport.objects.filter(state="running", moved_at__lt=at - STALLED_AFTER)[:100])
    ReportImport.objects.filter(id__in=[report_import.id for report_import in stalled]).update(moved_at=at)
    return stalled


def delete_expired_cells() -> int:
    """End the expired imports that nobody finished; return how many. For the worker."""
    over = list(ReportImport.objects.filter(ended_at=None, expires_at__lte=clock.now())[:100])
    for report_import in over:
        end_import(report_import, "done" if report_import.rows.filter(state="done").exists() else "dropped")
    return len(over)
