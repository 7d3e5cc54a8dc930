"""Files of cases and reports over HTTP."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amparo.cases import selectors
from amparo.cases.act import ACTS
from amparo.cases.api.requests import parse_case_id
from amparo.cases.case_kinds import CASE_KINDS, CaseKind
from amparo.cases.kinds import CHILD
from amparo.cases.rights import require_role
from amparo.ledger.canonical import iso_instant
from amparo.ledger.events import hashed_members
from amparo.ledger.json import JsonObject
from amparo.registry.filing import FILING, FilingRules, find_remark, record_uploaded_file
from amparo.registry.selectors import readable_files
from amparo.ui.api.idempotency import ApiResponse
from amparo.ui.api.paging import list_response
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import UPLOAD_RESPONSES, upload_body


def register_files() -> None:
    """Add the operations on files for each kind of case.

    Call once every context is loaded.
    """
    for code, rules in FILING.items():
        _list(CASE_KINDS[code], rules)
        _add(CASE_KINDS[code], rules)


def _tags(kind: CaseKind) -> list[str] | None:
    return None if kind.code == CHILD else [kind.collection]


def _list(kind: CaseKind, rules: FilingRules) -> None:
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
    )(files)


def _add(kind: CaseKind, rules: FilingRules) -> None:
    def add(request: HttpRequest, case_id: str) -> HttpResponse:
        by = reader(request)
        case = selectors.visible_case(parse_case_id(case_id), by=by, kind=kind.code)
        require_role(by, ACTS[rules.act])
        outcome = record_uploaded_file(case, request, by=by)
        event = hashed_members(outcome.event) if outcome.event else None
        return ApiResponse(201, {"event": event, "entry": str(outcome.entry.id) if outcome.entry else None}).response()

    fields: JsonObject = {"kind": {"type": "string"}, rules.remark: {"type": "string", "maxLength": 200}}
    api.post(
        f"/{kind.collection}/{{case_id}}/files",
        operation_id=f"add_{kind.name}_file",
        summary="Put a photograph or a PDF on record: `multipart/form-data` with `file`, and `kind` of the list "
        "`file_kind`",
        tags=_tags(kind),
        openapi_extra=upload_body(("kind",), **fields) | UPLOAD_RESPONSES,
    )(add)


register_files()
