"""Acts over HTTP: one operation per act, from the same class that gives the form and the event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override as language
from pydantic import StringConstraints

from amparo.core import approvals, selectors
from amparo.core.access import policy, require_role
from amparo.core.actor import Actor
from amparo.core.acts import ACTS, Act, Part, ShortText
from amparo.core.events import hashed_members
from amparo.core.inputs import parse_input, parse_json, parse_model
from amparo.core.judgement import refusal_members, told
from amparo.core.models import CHILD, REPORT
from amparo.core.perform import Outcome, perform
from amparo.core.problems import BadInput, FieldError, NotVisible, Stale
from amparo.core.text import t
from amparo.tracing.reports import selectors as reports
from amparo.web.api import shapes
from amparo.web.api.idempotency import Answer, once
from amparo.web.api.root import api, reader

OPENS_A_CASE = "register"
OPENS_A_REPORT = "report_missing"
_OPENED_AT = {OPENS_A_CASE: "/api/v1/cases", OPENS_A_REPORT: "/api/v1/reports"}
NOT_PERFORMED = frozenset({"publish_statistics"})


class Approving(Part):
    """What is signed or lifted, and why."""

    action: ShortText
    input: dict[str, Any]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=2000)]


def case_id_of(text: str) -> UUID:
    """The id in an address. Raises `NotVisible`: what is not an id is no case."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotVisible from error


def if_match(request: HttpRequest) -> int | None:
    """The version that the caller has read. Raises `Stale` for what is no version of ours."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    version = header.removeprefix("W/").strip('"')
    if not version.isascii() or not version.isdecimal() or len(version) > 9:
        raise Stale
    return int(version)


@api.get("/acts", operation_id="list_acts")
def list_acts(request: HttpRequest) -> HttpResponse:
    """Every action and record, with the JSON Schema of its input and the facts that it sets."""
    found = [
        {
            "code": declared.code,
            "kind": declared.kind,
            "about": sorted(declared.about),
            "title": str(declared.title),
            "input": declared.Input.model_json_schema(),
            "sets": sorted(declared.sets),
        }
        for declared in ACTS.values()
    ]
    return Answer(200, {"items": found, "next": None}).response()


@api.get("/cases/{case_id}/actions", operation_id="list_case_actions")
def list_case_actions(request: HttpRequest, case_id: str) -> HttpResponse:
    """Every action on the case: ready or blocked, why, and what its input is."""
    case = selectors.visible_case(case_id_of(case_id), by=reader(request))
    found = selectors.next_actions(case, by=reader(request))
    for one in found:
        one["input"] = ACTS[one["code"]].Input.model_json_schema()
    return Answer(200, {"items": found, "next": None}).response()


def _done(declared: Act, outcome: Outcome, request: HttpRequest) -> Answer:
    by = reader(request)
    body: dict[str, Any] = {"dry_run": outcome.event is None}
    if outcome.judged:
        judged = outcome.judged[-1]
        decision = refusal_members(judged, by)["decision"]
        body |= {"allowed": True, "decision": decision, "warnings": told(judged.decision.warnings, by)}
    if outcome.event is not None and _sees_what_was_done(declared, outcome, by):
        body |= {"event": hashed_members(outcome.event), "entry": str(outcome.entry.id) if outcome.entry else None}
    if declared.code in _OPENED_AT and outcome.event is not None:
        body |= {"id": str(outcome.case.id), "number": outcome.case.number}
        return Answer(201, body, f"{_OPENED_AT[declared.code]}/{outcome.case.id}")
    return Answer(200, body)


def _sees_what_was_done(declared: Act, outcome: Outcome, by: Actor) -> bool:
    """Whoever may act on a case without seeing it learns nothing of its chain either."""
    return type(declared).require_reach is Act.require_reach or policy().sees(by, outcome.case.id)


def _perform(request: HttpRequest, declared: Act, case_id: UUID | None) -> HttpResponse:
    by = reader(request)
    require_role(by, declared)
    body, version = parse_json(request.body), if_match(request)

    def write(keep: Callable[[Answer], None]) -> Answer:
        outcome = perform(
            declared.code,
            case_id,
            parse_input(declared, body),
            by=by,
            if_version=version,
            dry_run=request.GET.get("dry_run") == "1",
            finish=lambda done: keep(_done(declared, done, request)),
        )
        return _done(declared, outcome, request)

    return once(request, by, body, write)


def _operation(declared: Act) -> None:
    """Give an act its own operation, so that OpenAPI tells exactly what it takes."""
    with language("en"):
        extra = shapes.body(declared.Input.model_json_schema()) | {"responses": RESPONSES}
        summary = str(declared.title)
    folder = "actions" if declared.kind == "action" else "records"
    if REPORT in declared.about:
        _operation_on_reports(declared, summary, extra)
    if CHILD not in declared.about:
        return

    def operation(request: HttpRequest, case_id: str, dry_run: str = "") -> HttpResponse:
        by, case = reader(request), case_id_of(case_id)
        selectors.visible_case(case, by=by)
        return _perform(request, declared, case)

    api.post(
        f"/cases/{{case_id}}/{folder}/{declared.code}",
        operation_id=declared.code,
        summary=summary,
        tags=[folder],
        openapi_extra=extra,
    )(operation)


def _operation_on_reports(declared: Act, summary: str, extra: dict[str, Any]) -> None:
    def operation(request: HttpRequest, report_id: str, dry_run: str = "") -> HttpResponse:
        by, report = reader(request), case_id_of(report_id)
        reports.require_reach(declared, report, by=by)
        return _perform(request, declared, report)

    api.post(
        f"/reports/{{report_id}}/records/{declared.code}",
        operation_id=declared.code + ("_on_report" if CHILD in declared.about else ""),
        summary=summary,
        tags=["reports"],
        openapi_extra=extra,
    )(operation)


RESPONSES = {
    "200": {"description": "Done: the event, and the decision of the law for an action"},
    "403": {"description": "The role of the caller does not include this act"},
    "404": {"description": "No such case, or not visible to the caller"},
    "409": {"description": "The law refuses; or the same write still runs"},
    "412": {"description": "The case changed since it was read"},
    "422": {"description": "Bad input, told field by field"},
}


def register_operations() -> None:
    """Called once, when every app has declared its acts."""
    for declared in ACTS.values():
        if declared.code not in _OPENED_AT and declared.code not in NOT_PERFORMED:
            _operation(declared)
    _opening(OPENS_A_CASE, "/cases", "actions", "Register a child")
    _opening(OPENS_A_REPORT, "/reports", "reports", "Report a missing child")


def _opening(code: str, path: str, tag: str, summary: str) -> None:
    """The operation of an act that opens a case or a report."""
    with language("en"):
        schema = ACTS[code].Input.model_json_schema()
    api.post(
        path,
        operation_id=code,
        summary=summary,
        tags=[tag],
        openapi_extra=shapes.body(schema)
        | {"responses": {k: v for k, v in RESPONSES.items() if k != "200"} | {"201": {"description": "Opened"}}},
    )(lambda request, dry_run="": _perform(request, ACTS[code], None))


def _approve(request: HttpRequest, case_id: str, kind: str) -> HttpResponse:
    by, body = reader(request), parse_json(request.body)
    case = selectors.visible_case(case_id_of(case_id), by=by)
    asked = parse_model(Approving, body)
    declared = ACTS.get(asked.action)
    if declared is None or CHILD not in declared.about or declared.code in (OPENS_A_CASE, *NOT_PERFORMED):
        raise BadInput(FieldError("action", t("Nombre un acto de la lista.", "Name an act of the list.")))
    approval = approvals.give(
        case, declared.code, parse_input(declared, asked.input), kind=kind, reason=asked.reason, by=by
    )
    return Answer(201, approvals.described(approval)).response()


_APPROVAL = shapes.body(Approving.model_json_schema()) | {
    "responses": {k: v for k, v in RESPONSES.items() if k in ("403", "404", "422")} | {"201": {"description": "Given"}},
}


@api.post("/cases/{case_id}/signatures", operation_id="sign", openapi_extra=_APPROVAL)
def sign(request: HttpRequest, case_id: str) -> HttpResponse:
    """Give the second signature on what another person is about to do."""
    return _approve(request, case_id, "signature")


@api.post("/cases/{case_id}/overrides", operation_id="override", openapi_extra=_APPROVAL)
def override(request: HttpRequest, case_id: str) -> HttpResponse:
    """Lift, with a reason, the rules of level hold for what another person is about to do."""
    return _approve(request, case_id, "override")
