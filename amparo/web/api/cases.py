"""Cases over HTTP: the list, one case, its facts, events, files, tasks, deadlines and readers."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.http import HttpRequest, HttpResponse

from amparo.accounts.selectors import readings_of
from amparo.accounts.steps import note_reading
from amparo.core import clock, selectors
from amparo.core.access import require_role
from amparo.core.acts import ACTS
from amparo.core.canonical import instant
from amparo.core.choices import SOURCES
from amparo.core.codes import code_list, lists
from amparo.core.events import hashed_members
from amparo.core.perform import Outcome
from amparo.core.problems import BadInput, FieldError, NotVisible
from amparo.core.text import t
from amparo.registry.selectors import Row, card_json, case_count, case_list, files_of
from amparo.web.api.acts import case_id_of
from amparo.web.api.idempotency import Answer
from amparo.web.api.root import api, reader
from amparo.web.api.shapes import FILED, query, upload
from amparo.web.filing import content_of, file_case
from amparo.web.filters import filters_from

_QUERY = query(
    q="string", limit="integer", cursor="string", step="integer", profile="string", age_from="integer", age_to="integer",
    country="string", origin="string", agency="string", officer="string", overdue="boolean",
)  # fmt: skip
_UPLOAD = upload(("kind",), kind={"type": "string"}, about={"type": "string", "maxLength": 200}) | FILED


def listed(items: list[dict[str, Any]], request: HttpRequest) -> HttpResponse:
    """A short list, whole or from `cursor` on; `limit=0` counts."""
    limit, start = limit_of(request), _offset(request)
    if limit == 0:
        return Answer(200, {"count": len(items)}).response()
    page = items[start : start + limit]
    more = start + limit < len(items)
    return Answer(200, {"items": page, "next": str(start + limit) if more else None}).response()


def limit_of(request: HttpRequest) -> int:
    """`?limit=` 1 to 200, 50 unless told; 0 asks for the count. Raises `BadInput`."""
    text = request.GET.get("limit", "50")
    if not text.isascii() or not text.isdecimal() or int(text[:6]) > 200:
        raise BadInput(
            FieldError("limit", t("Un número de 1 a 200, o 0 para contar.", "A number from 1 to 200, or 0 to count."))
        )
    return int(text)


def _offset(request: HttpRequest) -> int:
    text = request.GET.get("cursor", "0")
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise BadInput(
            FieldError("cursor", t("Use el cursor de la respuesta anterior.", "Use the cursor of the answer before."))
        )
    return int(text)


@api.get("/cases", operation_id="list_cases", openapi_extra=_QUERY)
def list_cases(request: HttpRequest) -> HttpResponse:
    """The cases that the caller sees, the latest changed first; searched with `q`, narrowed by the fields' names."""
    by, filters, limit = reader(request), filters_from(request.GET), limit_of(request)
    if limit == 0:
        return Answer(200, {"count": case_count(by=by, filters=filters)}).response()
    page = case_list(by=by, filters=filters, limit=limit, cursor=request.GET.get("cursor", ""))
    return Answer(200, {"items": [row_json(row) for row in page.rows], "next": page.next}).response()


def row_json(row: Row) -> dict[str, Any]:
    """A listed case."""
    return {
        "id": str(row.id),
        "number": row.number,
        "name": row.name,
        "age": row.age,
        "sex": row.sex,
        "country": row.country,
        "with_whom": row.with_whom,
        "country_origin": row.origin,
        "step": row.step,
        "agency": str(row.agency) if row.agency else None,
        "officer": str(row.officer) if row.officer else None,
        "changed_at": instant(row.changed_at),
        "next_due_at": instant(row.next_due_at) if row.next_due_at else None,
    }


@api.get("/cases/{case_id}/files", operation_id="list_case_files")
def list_case_files(request: HttpRequest, case_id: str) -> HttpResponse:
    """Files on record that the caller may read."""
    by = reader(request)
    case = selectors.visible_case(case_id_of(case_id), by=by)
    found = [
        {
            "id": str(row.id),
            "kind": row.kind,
            "media_type": row.media_type,
            "size_bytes": row.size_bytes,
            "sha256": row.sha256,
            "at": instant(row.at),
        }
        for row in files_of(case, by=by)
    ]
    return listed(found, request)


@api.post("/cases/{case_id}/files", operation_id="add_case_file", openapi_extra=_UPLOAD)
def add_case_file(request: HttpRequest, case_id: str) -> HttpResponse:
    """Put a photograph or a PDF on record: `multipart/form-data` with `file`, `kind` (list `file_kind`), `about`."""
    by = reader(request)
    case = selectors.visible_case(case_id_of(case_id), by=by)
    require_role(by, ACTS["record_file"])
    words = t("Envíe file y kind, de la lista file_kind.", "Send file, and kind from the list file_kind.")
    content, kind = sent_file(request, code_list("file_kind"), words)
    return filed(file_case(case, content=content, kind=kind, about=request.POST.get("about", "").strip(), by=by))


def sent_file(request: HttpRequest, kinds: Container[str], words: str) -> tuple[bytes, str]:
    """The bytes of `file`, and its `kind`. Raises `BadInput`, in these words when one is missing."""
    content, kind = content_of(request, words), request.POST.get("kind", "")
    if kind not in kinds:
        raise BadInput(FieldError("kind", words))
    return content, kind


def filed(outcome: Outcome) -> HttpResponse:
    """The answer to a file that is on record now."""
    event = hashed_members(outcome.event) if outcome.event else None
    return Answer(201, {"event": event, "entry": str(outcome.entry.id) if outcome.entry else None}).response()


@api.get("/cases/{case_id}", operation_id="get_case")
def get_case(request: HttpRequest, case_id: str) -> HttpResponse:
    """One case: who the child is, in general terms. `ETag` is its version."""
    by = reader(request)
    case = selectors.visible_case(case_id_of(case_id), by=by)
    note_reading(case, "case", by=by)
    body = {
        "id": str(case.id),
        "number": case.number,
        "country": case.country,
        "opened_at": instant(case.opened_at),
        "version": case.version,
    }
    response = Answer(200, body | card_json(case, by=by)).response()
    response["ETag"] = f'"{case.version}"'
    return response


@api.get("/cases/{case_id}/facts", operation_id="get_case_facts")
def get_case_facts(request: HttpRequest, case_id: str) -> HttpResponse:
    """All facts, defaults written out; only for those who hold every compartment."""
    by, action = reader(request), request.GET.get("for", "")
    case = selectors.visible_case(case_id_of(case_id), by=by)
    if action and (action not in ACTS or ACTS[action].kind != "action"):
        raise BadInput(FieldError("for", t("Nombre una acción.", "Name an action.")))
    facts = selectors.facts_json(case, by=by, action=action)
    note_reading(case, "facts", by=by)
    response = Answer(200, facts).response()
    response["ETag"] = f'"{case.version}"'
    return response


@api.get("/cases/{case_id}/events", operation_id="list_case_events")
def list_case_events(request: HttpRequest, case_id: str) -> HttpResponse:
    """The chain, each event with all that its hash covers; what the reader may open stands beside it in `opened`."""
    by = reader(request)
    case = selectors.visible_case(case_id_of(case_id), by=by)
    note_reading(case, "events", by=by)
    return listed(selectors.chain(case, by=by), request)


@api.get("/cases/{case_id}/deadlines", operation_id="list_case_deadlines")
def list_case_deadlines(request: HttpRequest, case_id: str) -> HttpResponse:
    """Deadlines that run, and those that ran."""
    by, at = reader(request), clock.now()
    case = selectors.visible_case(case_id_of(case_id), by=by)
    return listed([selectors.deadline_json(row, at) for row in selectors.deadlines_of_case(case, by=by)], request)


@api.get("/cases/{case_id}/tasks", operation_id="list_case_tasks")
def list_case_tasks(request: HttpRequest, case_id: str) -> HttpResponse:
    """Tasks on the case."""
    by, at = reader(request), clock.now()
    case = selectors.visible_case(case_id_of(case_id), by=by)
    return listed([selectors.task_json(row, at) for row in selectors.tasks_of_case(case, by=by)], request)


@api.get("/cases/{case_id}/accesses", operation_id="list_case_accesses")
def list_case_accesses(request: HttpRequest, case_id: str) -> HttpResponse:
    """Who read this case, the latest first."""
    by = reader(request)
    case = selectors.visible_case(case_id_of(case_id), by=by)
    return listed(readings_of(case, by=by), request)


@api.get("/choices/{name}", operation_id="list_choices")
def list_choices(request: HttpRequest, name: str) -> HttpResponse:
    """What a field that refers to a register can be answered with: ids and names."""
    if name not in SOURCES:
        raise NotVisible
    options = SOURCES[name](reader(request), None)
    return listed([{"id": str(o.id), "label": str(o.label), "hint": str(o.hint)} for o in options], request)


@api.get("/codes", operation_id="list_codes")
def list_codes(request: HttpRequest) -> HttpResponse:
    """Every code list with its words."""
    found = [
        {"list": c.list, "code": c.code, "label": str(c.label)} for codes in lists().values() for c in codes.values()
    ]
    return listed(found, request)
