"""Files of cases and reports over HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.cases import selectors
from amparo.cases.act import ACTS
from amparo.cases.api.documents import FiledOutcome
from amparo.cases.api.requests import parse_case_id
from amparo.cases.case_kinds import CASE_KINDS, CaseKind
from amparo.cases.kinds import CHILD
from amparo.cases.perform import Outcome
from amparo.cases.readings import log_reading
from amparo.cases.rights import require_role
from amparo.ledger.canonical import iso_instant
from amparo.ledger.events import hashed_members
from amparo.ledger.json import JsonObject
from amparo.registry.attachments import MEDIA_TYPES, as_attachment
from amparo.registry.files import read_file_of
from amparo.registry.filing import FILING, FilingRules, find_remark, record_uploaded_file
from amparo.registry.selectors import readable_files
from amparo.ui.api import shapes
from amparo.ui.api.components import name_schema
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.paging import list_response
from amparo.ui.api.root import api, reader


class FileItem(BaseModel):
    """A file on record; besides, what was said of it."""

    id: UUID
    kind: str
    media_type: str
    size_bytes: int
    sha256: str
    at: datetime


_BYTES: JsonObject = {
    "responses": {
        "200": {
            "description": "The kept bytes, with their media type",
            "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES},
        }
    }
}


def register_files() -> None:
    """Add the operations on files for each kind of case.

    Call once every context is loaded.
    """
    for code, rules in FILING.items():
        _list(CASE_KINDS[code], rules)
        _get(CASE_KINDS[code])
        _add(CASE_KINDS[code], rules)


def _tags(kind: CaseKind) -> list[str] | None:
    return None if kind.code == CHILD else [kind.collection]


def _list(kind: CaseKind, rules: FilingRules) -> None:
    name = f"{kind.name.capitalize()}File"

    def files(request: HttpRequest, case_id: str) -> HttpResponse:
        by = reader(request)
        case = selectors.visible_case(parse_case_id(case_id), by=by, kind=kind.code)
        file = selectors.file_for(case, by=by)
        found = [
            {
                "id": str(row.id),
                "kind": row.kind,
                rules.remark: find_remark(row, file, rules) or None,
                "media_type": row.media_type,
                "size_bytes": row.size_bytes,
                "sha256": row.sha256,
                "at": iso_instant(row.at),
            }
            for row in readable_files(case, by=by)
        ]
        return list_response(found, request)

    api.get(
        f"/{kind.collection}/{{case_id}}/files",
        operation_id=f"list_{kind.name}_files",
        summary="Files on record that the caller may read",
        tags=_tags(kind),
        openapi_extra=shapes.combine(shapes.PAGING, shapes.page_response(name, _name_item(name, rules))),
    )(files)


def _name_item(name: str, rules: FilingRules) -> JsonObject:
    """Name the schema of a file of this kind of case; return the reference to it."""
    schema = FileItem.model_json_schema()
    schema["properties"] |= {rules.remark: {"type": ["string", "null"]}}
    return name_schema(name, schema)


def _get(kind: CaseKind) -> None:
    def file(request: HttpRequest, case_id: str, file_id: str) -> HttpResponse:
        by = reader(request)
        case = selectors.visible_case(parse_case_id(case_id), by=by, kind=kind.code)
        row, content = read_file_of(case, parse_case_id(file_id), by=by)
        log_reading(case, "files", by=by)
        return as_attachment(row, content)

    api.get(
        f"/{kind.collection}/{{case_id}}/files/{{file_id}}",
        operation_id=f"get_{kind.name}_file",
        summary="The kept bytes of a file",
        tags=_tags(kind),
        openapi_extra=_BYTES,
    )(file)


def _filed(outcome: Outcome) -> ApiResponse:
    event = hashed_members(outcome.event) if outcome.event else None
    return ApiResponse(201, {"event": event, "entry": str(outcome.entry.id) if outcome.entry else None})


def _describe_upload(request: HttpRequest) -> JsonObject:
    """Return what tells an upload from another: fields, and hashes of files."""
    uploads = {name: upload for name, upload in request.FILES.items() if isinstance(upload, UploadedFile)}
    files = {name: hashlib.sha256(upload.read()).hexdigest() for name, upload in uploads.items()}
    for upload in uploads.values():
        upload.seek(0)
    return {"fields": dict(request.POST.items()), "files": files}


def _add(kind: CaseKind, rules: FilingRules) -> None:
    def add(request: HttpRequest, case_id: str) -> HttpResponse:
        by = reader(request)
        case = selectors.visible_case(parse_case_id(case_id), by=by, kind=kind.code)
        require_role(by, ACTS[rules.act])

        def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
            outcome = record_uploaded_file(case, request, by=by, finish=lambda done: keep(_filed(done)))
            return _filed(outcome)

        return idempotent_response(request, by, _describe_upload(request), write)

    fields: JsonObject = {
        "kind": {"type": "string", "x-codes": "file_kind"},
        rules.remark: {"type": "string", "maxLength": 200},
    }
    api.post(
        f"/{kind.collection}/{{case_id}}/files",
        operation_id=f"add_{kind.name}_file",
        summary="Put a photograph or a PDF on record: `multipart/form-data` with `file`, and `kind` of the list "
        "`file_kind`",
        tags=_tags(kind),
        openapi_extra=shapes.combine(
            shapes.IDEMPOTENCY_KEY,
            shapes.upload_body(f"{kind.name.capitalize()}FileInput", ("kind",), **fields),
            shapes.response(201, FiledOutcome, "On record"),
        ),
    )(add)


register_files()
