"""What is known of one case over HTTP.

Its facts, events, deadlines, tasks and readers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.cases import selectors, task_steps
from amparo.cases.act import ACTS
from amparo.cases.api.documents import DeadlineItem, OpenedEvent, ReadingItem, TaskItem
from amparo.cases.api.requests import parse_case_id
from amparo.cases.case_kinds import CASE_KINDS, CaseKind
from amparo.cases.file import visible_version
from amparo.cases.kinds import CHILD
from amparo.cases.readings import log_reading
from amparo.cases.selectors import list_readings
from amparo.ledger import clock
from amparo.ledger.problems import BadInput, FieldError, NotVisible
from amparo.ledger.text import t
from amparo.ui.api import shapes
from amparo.ui.api.choices import ChoiceItem, choice_items
from amparo.ui.api.components import name_schema
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.paging import count_response, list_response, page_response, parse_limit
from amparo.ui.api.root import api, reader
from amparo.ui.inputs import parse_json

if TYPE_CHECKING:
    from amparo.cases.models import Task


_FACTS = shapes.combine(
    shapes.query_parameter("for", {"type": "string"}, "The code of an action, on which the child was heard or not"),
    shapes.response(
        200,
        name_schema("Facts", {"type": "object", "additionalProperties": True}),
        "Every fact by name, of the form that `amparo law check` takes",
        etag=True,
    ),
)


@api.get("/cases/{case_id}/facts", operation_id="get_case_facts", openapi_extra=_FACTS)
def get_case_facts(request: HttpRequest, case_id: str) -> HttpResponse:
    """All facts, defaults written out; only for those who hold every compartment."""
    by, action = reader(request), request.GET.get("for", "")
    case = selectors.visible_case(parse_case_id(case_id), by=by)
    if action and (action not in ACTS or ACTS[action].kind != "action"):
        raise BadInput(FieldError("for", t("Nombre una acción.", "Name an action.")))
    facts = selectors.current_facts_json(case, by=by, action=action)
    log_reading(case, "facts", by=by)
    response = ApiResponse(200, facts).response()
    response["ETag"] = f'"{visible_version(case.id)}"'
    return response


@api.get("/cases/{case_id}/deadlines", operation_id="list_case_deadlines", openapi_extra=shapes.page(DeadlineItem))
def list_case_deadlines(request: HttpRequest, case_id: str) -> HttpResponse:
    """Deadlines that run, and those that ran."""
    by, at = reader(request), clock.now()
    case = selectors.visible_case(parse_case_id(case_id), by=by)
    found = [selectors.deadline_json(row, at) for row in selectors.deadlines_of_case(case, by=by)]
    return list_response(found, request)


@api.get("/cases/{case_id}/tasks", operation_id="list_case_tasks", openapi_extra=shapes.page(TaskItem))
def list_case_tasks(request: HttpRequest, case_id: str) -> HttpResponse:
    """Tasks on the case."""
    by, at = reader(request), clock.now()
    case = selectors.visible_case(parse_case_id(case_id), by=by)
    return list_response([selectors.task_json(row, at) for row in selectors.tasks_of_case(case, by=by)], request)


_TASK_DONE = shapes.combine(
    shapes.IDEMPOTENCY_KEY,
    shapes.response(200, TaskItem, "Closed, with an event on the chain of the case"),
    shapes.problem(404, "No open task of the caller's: the same for one of somebody else"),
)


@api.post("/cases/{case_id}/tasks/{task_id}/done", operation_id="finish_case_task", openapi_extra=_TASK_DONE)
def finish_case_task(request: HttpRequest, case_id: str, task_id: str) -> HttpResponse:
    """Close by hand a task of the caller, or of their agency and role."""
    by, body = reader(request), parse_json(request.body)
    case = selectors.visible_case(parse_case_id(case_id), by=by)

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        answers: list[ApiResponse] = []

        def finish(task: Task) -> None:
            answers.append(ApiResponse(200, selectors.task_json(task, clock.now())))
            keep(answers[0])

        if not task_steps.finish_task(case, parse_case_id(task_id), by=by, finish=finish):
            raise NotVisible
        return answers[0]

    return idempotent_response(request, by, body, write)


def register_history() -> None:
    """Give each kind of case the operations that tell what happened on one.

    Once every context is loaded.
    """
    for kind in CASE_KINDS.values():
        _register_events(kind)
        _register_accesses(kind)
        _register_choices(kind)


def _register_choices(kind: CaseKind) -> None:
    def choices(request: HttpRequest, case_id: str, name: str) -> HttpResponse:
        by = reader(request)
        case = selectors.visible_case(parse_case_id(case_id), by=by, kind=kind.code)
        items = choice_items(name, by, case.id)
        log_reading(case, "choices", by=by)
        return list_response(items, request)

    summary = "The options of a field on this case: of a register, or of the case itself"
    _register_list(kind, "choices", ChoiceItem, summary, choices, more="/{name}")


def _register_events(kind: CaseKind) -> None:
    def events(request: HttpRequest, case_id: str) -> HttpResponse:
        by, limit = reader(request), parse_limit(request)
        case = selectors.visible_case(parse_case_id(case_id), by=by, kind=kind.code)
        log_reading(case, "events", by=by)
        if limit == 0:
            return count_response(selectors.count_events(case))
        page = selectors.event_page(case, by=by, limit=limit, cursor=request.GET.get("cursor", ""))
        return page_response([selectors.event_json(event) for event in page.events], page.next)

    summary = "The chain: each event with all that its hash covers, and in `opened` what the caller may open"
    _register_list(kind, "events", OpenedEvent, summary, events)


def _register_accesses(kind: CaseKind) -> None:
    def accesses(request: HttpRequest, case_id: str) -> HttpResponse:
        by = reader(request)
        case = selectors.visible_case(parse_case_id(case_id), by=by, kind=kind.code)
        return list_response(list_readings(case, by=by), request)

    _register_list(kind, "accesses", ReadingItem, "Who read it, the latest first", accesses)


def _register_list(
    kind: CaseKind,
    part: str,
    item: type[BaseModel],
    summary: str,
    view: Callable[..., HttpResponse],
    *,
    more: str = "",
) -> None:
    """Give a kind of case the operation that lists one part of it.

    `more`: the rest of its address.
    """
    api.get(
        f"/{kind.collection}/{{case_id}}/{part}{more}",
        operation_id=f"list_{kind.name}_{part}",
        summary=summary,
        tags=_list_tags(kind),
        openapi_extra=shapes.page(item),
    )(view)


def _list_tags(kind: CaseKind) -> list[str] | None:
    return None if kind.code == CHILD else [kind.collection]


register_history()
