"""What the import of reports takes and answers, for the OpenAPI document."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.ui.api import shapes


class ColumnMessage(BaseModel):
    """What is wrong with a column of a row, or worth a look."""

    column: str
    message: str


class AlikeReport(BaseModel):
    """What a row may repeat: a report, or an earlier row of the file.

    `changes`: the questions that the row answers otherwise than the report.
    """

    report: UUID | None
    number: str
    row: int | None
    same_source: bool
    was_named: str
    changes: list[str]


class ImportRow(BaseModel):
    """A row as it would be read; `input`: that of the act that would report it."""

    row: int
    state: Literal["wrong", "alike", "ended", "good"]
    chosen: bool
    input: JsonObject
    errors: list[ColumnMessage]
    warnings: list[ColumnMessage]
    alike: AlikeReport | None


class UnreadParts(BaseModel):
    """What of the file was not read: sheets, columns, rows that are no child.

    `questions`: what the file does not say of its columns.
    """

    sheets: list[str]
    columns: list[str]
    rows: list[str]
    questions: list[str]


class ImportPreviewDocument(BaseModel):
    """Every row as it would be read.

    `columns`: by heading of the file, or `#3` of the third column without one, the code of its column.
    """

    dry_run: bool
    columns: JsonObject
    would_report: int
    unread: UnreadParts
    rows: list[ImportRow]


class MadeReport(BaseModel):
    """A report that a row became."""

    row: int
    id: UUID
    number: str


class ImportState(BaseModel):
    """How far an import is.

    `waiting` and `wrong`: the numbers of these rows.
    """

    id: UUID
    state: str
    sha256: str
    made_at: datetime
    ended_at: datetime | None
    reported: int
    waiting: list[int]
    wrong: list[int]
    left_out: int
    reports: list[MadeReport]


UPLOAD = shapes.combine(
    shapes.DRY_RUN,
    shapes.IDEMPOTENCY_KEY,
    shapes.upload_body(
        "ReportImportInput",
        columns={
            "type": "string",
            "description": "JSON: a heading of the file (or #3 of the third), the code of its column",
        },
        searcher={"type": "string", "enum": sorted(code_list("searcher_kind"))},
        urgency={"type": "string", "enum": sorted(code_list("report_urgency"))},
        consent={"type": "string", "enum": ["yes"]},
        m_means={"type": "string", "enum": ["female", "male"], "description": "what the letter M of the sex says"},
        protection_agency={"type": "string", "format": "uuid"},
        leave_out_wrong={"type": "string", "enum": ["1"]},
        rows={"type": "string", "description": "numbers of rows to report though they look alike"},
    ),
    shapes.response(200, ImportPreviewDocument, "With `dry_run=1`: every row as it would be read; nothing is kept"),
    shapes.response(202, ImportState, "The reports are being made", located=True),
)
STATE = shapes.response(200, ImportState, "How far it is")
