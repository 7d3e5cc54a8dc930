"""Steps of an importer before the worker makes the reports.

Upload, columns, choice of rows, confirmation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from amparo.cases.selectors import choose_protection_agency
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.parsing.turns import one_at_a_time
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ledger.transaction import in_transaction
from amparo.tracing.imports.ambiguous import recognise_by_values
from amparo.tracing.imports.columns import COLUMNS, recognise_columns
from amparo.tracing.imports.dates import find_date_order
from amparo.tracing.imports.files import Table, read_table
from amparo.tracing.imports.rows import ImportDefaults
from amparo.tracing.imports.sexes import find_meaning_of_m
from amparo.tracing.jobs import queue_import
from amparo.tracing.models.imports import ReportImport, ReportImportRow
from amparo.tracing.selectors.imports import import_preview
from amparo.tracing.steps.import_runs import end_import

CELLS_KEPT = timedelta(days=7)
MAX_OPEN_IMPORTS = 10
_OVER = t("Esta importación ya empezó o terminó.", "This import has begun already, or is over.")


def create_import(content: bytes, *, by: Actor) -> ReportImport:
    """Store the rows of a file as an import that waits for a person.

    Raises `BadInput` for what is no table, and for too many open imports; `InProgress` while another file is read.
    """
    with one_at_a_time(by.id):
        table = read_table(content)
    _require_few_open_imports(by, clock.now())
    return _store_table(table, hashlib.sha256(content).hexdigest(), by=by, at=clock.now())


@in_transaction
def _store_table(table: Table, sha256: str, *, by: Actor, at: datetime) -> ReportImport:
    made = ReportImport.objects.create(
        person=by.id,
        agency=by.agency,
        sha256=sha256,
        heads=list(table.heads),
        columns=recognise_by_values(table.heads, recognise_columns(table.heads), [line.cells for line in table.lines]),
        said={
            "sheets": table.sheets,
            "left_sheets": table.left_sheets,
            "hidden_rows": table.hidden_rows,
            "skipped_rows": table.skipped_rows,
        },
        made_at=at,
        moved_at=at,
        expires_at=at + CELLS_KEPT,
    )
    ReportImportRow.objects.bulk_create(
        (ReportImportRow(of=made, number=line.number, cells=list(line.cells)) for line in table.lines),
        batch_size=500,
    )
    made.said |= _read_signs(made)
    made.save(update_fields=["said"])
    return made


def _require_few_open_imports(by: Actor, at: datetime) -> None:
    unfinished = ReportImport.objects.filter(person=by.id, state__in=["preview", "stopped"], expires_at__gt=at)
    if unfinished.count() >= MAX_OPEN_IMPORTS:
        words = t("Tiene {n} importaciones sin terminar: termine o descarte una.",
                  "You have {n} imports that are not finished: finish or discard one.", n=MAX_OPEN_IMPORTS)  # fmt: skip
        raise BadInput(FieldError("file", words))


def set_import_options(
    report_import: ReportImport, *, columns: Sequence[str] | None = None, defaults: ImportDefaults | None = None
) -> None:
    """Set the columns and the defaults of an import.

    Raises `BadInput` for a column named twice, or an import that is no preview.
    """
    _require_preview(report_import)
    if columns is not None:
        report_import.columns = _valid_columns(columns, len(report_import.heads))
    if defaults is not None:
        report_import.said |= asdict(defaults)
    signs = _read_signs(report_import)
    report_import.said |= signs | {"m_means": (defaults.m_means if defaults else "") or signs["m_means"]}
    report_import.save(update_fields=["columns", "said"])


def _read_signs(report_import: ReportImport) -> JsonObject:
    """Return what whole columns say that a cell does not. One query.

    `m_means`: the sex that M stands for, blank where it does not show; `date_orders`: by column, whether the month is
    first.
    """
    rows = [cells for cells in report_import.rows.exclude(cells=None).values_list("cells", flat=True) if cells]

    def column(code: str) -> list[str]:
        at = report_import.columns.index(code) if code in report_import.columns else None
        return [] if at is None else [cells[at] for cells in rows]

    orders = {code: find_date_order(column(code)) for code in ("birth_date", "last_news_on")}
    return {
        "m_means": find_meaning_of_m(column("sex")),
        "date_orders": {code: order for code, order in orders.items() if order},
    }


def _valid_columns(columns: Sequence[str], width: int) -> list[str]:
    codes = [column if column in COLUMNS else "" for column in columns][:width]
    twice = {code for code in codes if code and codes.count(code) > 1 and not COLUMNS[code].joins}
    if twice:
        words = t("Dos columnas dicen lo mismo: {what}.", "Two columns say the same: {what}.",
                  what=", ".join(str(COLUMNS[code].head) for code in sorted(twice)))  # fmt: skip
        raise BadInput(FieldError("columns", words))
    return codes + [""] * (width - len(codes))


def choose_rows(report_import: ReportImport, *, shown: Iterable[int], ticked: Iterable[int]) -> None:
    """Choose which of the shown rows are reported although they may repeat a report."""
    _require_preview(report_import)
    report_import.rows.filter(number__in=list(shown)).update(ticked=False)
    report_import.rows.filter(number__in=list(ticked)).update(ticked=True)


@in_transaction
def discard_import(report_import: ReportImport) -> None:
    """Discard an import: its cells are deleted at once."""
    locked = ReportImport.objects.select_for_update(of=("self",)).get(id=report_import.id)
    if locked.state not in ("preview", "stopped"):
        raise BadInput(FieldError("", _OVER))
    end_import(locked, "done" if locked.rows.filter(state="done").exists() else "dropped")


@in_transaction
def confirm_import(report_import: ReportImport, *, protection_agency: UUID | None, by: Actor) -> int:
    """Queue the chosen rows for the worker; return how many they are.

    `protection_agency`: who is responsible for the searches, None for that of this node. Raises `BadInput`, and
    nothing has changed.
    """
    locked = ReportImport.objects.select_for_update(of=("self",)).get(id=report_import.id)
    _require_preview(locked)
    rows = import_preview(locked, by=by)
    if not rows.chosen:
        raise BadInput(FieldError("", t("Ninguna fila se puede importar todavía.", "No row can be imported yet.")))
    locked.said |= {"protection_agency": str(choose_protection_agency(protection_agency, country=settings.NODE))}
    locked.state, locked.moved_at = "running", clock.now()
    locked.save(update_fields=["said", "state", "moved_at"])
    for state, numbers in (
        ("waiting", [row.read.number for row in rows.chosen]),
        ("wrong", [row.read.number for row in rows.rows_in_state("wrong")]),
    ):
        locked.rows.filter(number__in=numbers).update(state=state)
    locked.rows.filter(state="read").update(state="left_out")
    queue_import(locked.id, person_id=by.id)
    return len(rows.chosen)


def _require_preview(report_import: ReportImport) -> None:
    if report_import.state != "preview":
        raise BadInput(FieldError("", _OVER))


@in_transaction
def resume_import(report_import: ReportImport) -> None:
    """Queue the remaining rows of an import that stopped."""
    stopped = ReportImport.objects.filter(id=report_import.id, state="stopped")
    if stopped.update(state="running", moved_at=clock.now()):
        queue_import(report_import.id, person_id=report_import.person)
