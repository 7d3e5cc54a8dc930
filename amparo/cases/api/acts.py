"""Acts over HTTP.

One operation per act and kind of case, from the same class that gives the form and the event.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override as language
from pydantic import StringConstraints

from amparo.cases import approvals, selectors
from amparo.cases.access import as_told
from amparo.cases.act import ACTS, AnyAct, parse_input
from amparo.cases.api.documents import ActionState, ActItem, ActOutcome, ApprovalDocument, OpeningOutcome
from amparo.cases.api.requests import parse_case_id, parse_version
from amparo.cases.case_kinds import CASE_KINDS, CaseKind, get_case_kind, may_see_outcome, require_reachable_case
from amparo.cases.kinds import CHILD
from amparo.cases.perform import Outcome, perform
from amparo.cases.rights import require_role
from amparo.cases.visibility import decision_members, visible_warnings
from amparo.ledger.actor import Actor
from amparo.ledger.events import hashed_members
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.api import shapes
from amparo.ui.api.components import name_model
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.paging import page_response
from amparo.ui.api.root import api, bearer_for, reader
from amparo.ui.fields import Part, ShortText
from amparo.ui.inputs import parse_json, parse_model
from amparo.ui.requests import parse_flag

if TYPE_CHECKING:
    from amparo.cases.models import Approval

_TAKEN = shapes.combine(shapes.DRY_RUN, shapes.IDEMPOTENCY_KEY, shapes.IF_CASE_VERSION)
_REFUSED = "The law refuses: `decision`, and `request`, which was judged; or the same write still runs"
_DONE = shapes.combine(
    _TAKEN,
    shapes.response(200, ActOutcome, "Done: the event, and the decision of the law for an action"),
    shapes.problem(409, _REFUSED),
)
_OPENED = shapes.combine(
    _TAKEN,
    shapes.response(200, ActOutcome, "With `dry_run=1`: what would come of it"),
    shapes.response(201, OpeningOutcome, "Opened", located=True),
    shapes.problem(409, f"{_REFUSED}; or `candidates` who may be the same child"),
)


@api.get("/acts", operation_id="list_acts", openapi_extra=shapes.page(ActItem))
def list_acts(request: HttpRequest) -> HttpResponse:
    """List every act and record, with its input and the facts that it sets.

    The input is a JSON Schema.
    """
    found = [
        {
            "code": act.code,
            "kind": act.kind,
            "about": sorted(act.case_kinds),
            "title": str(act.title),
            "input": act.Input.model_json_schema(),
            "sets": sorted(act.sets),
        }
        for act in ACTS.values()
    ]
    return page_response(found, None)


@api.get("/cases/{case_id}/actions", operation_id="list_case_actions", openapi_extra=shapes.page(ActionState))
def list_case_actions(request: HttpRequest, case_id: str) -> HttpResponse:
    """Every action on the case: ready or blocked, why, and what its input is."""
    by = reader(request)
    found = selectors.action_states(selectors.visible_case(parse_case_id(case_id), by=by), by=by)
    for state in found:
        state["input"] = ACTS[state["code"]].Input.model_json_schema()
    return page_response(found, None)


def register_operations() -> None:
    """Give each act its own operations, so that OpenAPI says exactly what it takes.

    Once every context is loaded.
    """
    for kind in CASE_KINDS.values():
        for act in ACTS.values():
            if kind.code in act.case_kinds:
                _register_opening(act, kind) if act.opens_case else _register_operation(act, kind)


def _build_description(act: AnyAct) -> tuple[str, JsonObject]:
    with language("en"):
        return str(act.title), shapes.request_body(name_model(act.Input))


def _register_operation(act: AnyAct, kind: CaseKind) -> None:
    summary, body = _build_description(act)
    folder = "actions" if act.kind == "action" else "records"

    def operation(request: HttpRequest, case_id: str) -> HttpResponse:
        found = parse_case_id(case_id)
        require_reachable_case(act, found, kind=kind.code, by=reader(request))
        return _perform(request, act, found)

    api.post(
        f"/{kind.collection}/{{case_id}}/{folder}/{act.code}",
        operation_id=act.code if kind.code == CHILD or CHILD not in act.case_kinds else f"{act.code}_on_{kind.name}",
        summary=summary,
        tags=[folder if kind.code == CHILD else kind.collection],
        auth=bearer_for(is_sensitive=act.is_sensitive),
        openapi_extra=shapes.combine(_DONE, body),
    )(operation)


def _register_opening(act: AnyAct, kind: CaseKind) -> None:
    """Give the act that opens a case its operation on the collection."""
    summary, body = _build_description(act)
    api.post(
        f"/{kind.collection}",
        operation_id=act.code,
        summary=summary,
        tags=[kind.collection],
        auth=bearer_for(is_sensitive=act.is_sensitive),
        openapi_extra=shapes.combine(_OPENED, body),
    )(lambda request: _perform(request, act, None))


def _perform(request: HttpRequest, act: AnyAct, case_id: UUID | None) -> HttpResponse:
    by = reader(request)
    require_role(by, act)
    body, version, is_dry = parse_json(request.body), parse_version(request), parse_flag(request, "dry_run")

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        outcome = perform(
            act.code,
            case_id,
            parse_input(act, body),
            by=by,
            if_version=version,
            dry_run=is_dry,
            finish=lambda done: keep(_build_answer(act, done, by)),
        )
        return _build_answer(act, outcome, by)

    return idempotent_response(request, by, body, write, is_dry=is_dry)


def _build_answer(act: AnyAct, outcome: Outcome, by: Actor) -> ApiResponse:
    body: JsonObject = {"dry_run": outcome.event is None}
    if outcome.judgements:
        judgement, told = outcome.judgements[-1], by if act.opens_case else as_told(by, outcome.case.id)
        warnings = visible_warnings(judgement.decision.warnings, told)
        body |= decision_members(judgement, told, is_trial=outcome.event is None) | {"warnings": warnings}
    if outcome.event is None:
        return ApiResponse(200, body)
    if may_see_outcome(act, outcome.case.id, by=by):
        body |= {"event": hashed_members(outcome.event), "entry": str(outcome.entry.id) if outcome.entry else None}
    if not act.opens_case:
        return ApiResponse(200, body)
    body |= {"id": str(outcome.case.id), "number": outcome.case.number}
    return ApiResponse(201, body, f"/api/v1/{get_case_kind(outcome.case).collection}/{outcome.case.id}")


class ApprovalRequest(Part):
    """What is signed or lifted, and why."""

    action: ShortText
    input: JsonObject
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=2000)]


_APPROVAL = shapes.combine(
    shapes.IDEMPOTENCY_KEY,
    shapes.request_body(name_model(ApprovalRequest)),
    shapes.response(201, ApprovalDocument, "Given"),
)


@api.post("/cases/{case_id}/signatures", operation_id="sign", openapi_extra=_APPROVAL)
def sign(request: HttpRequest, case_id: str) -> HttpResponse:
    """Give the second signature on what another person is about to do."""
    return _approve(request, case_id, "signature")


@api.post("/cases/{case_id}/overrides", operation_id="override", auth=bearer_for(is_sensitive=True),
          openapi_extra=_APPROVAL)  # fmt: skip
def override(request: HttpRequest, case_id: str) -> HttpResponse:
    """Lift, with a reason, the `hold` rules for what somebody is about to do."""
    return _approve(request, case_id, "override")


def _approve(request: HttpRequest, case_id: str, kind: Literal["signature", "override"]) -> HttpResponse:
    by, body = reader(request), parse_json(request.body)
    case = selectors.visible_case(parse_case_id(case_id), by=by)
    asked = parse_model(ApprovalRequest, body)
    act = ACTS.get(asked.action)
    if act is None or CHILD not in act.case_kinds or act.opens_case:
        raise BadInput(FieldError("action", t("Nombre un acto de la lista.", "Name an act of the list.")))
    given = parse_input(act, asked.input)

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        approval = approvals.give_approval(
            case,
            act.code,
            given,
            kind=kind,
            reason=asked.reason,
            by=by,
            finish=lambda approval: keep(_approved(approval)),
        )
        return _approved(approval)

    return idempotent_response(request, by, body, write)


def _approved(approval: Approval) -> ApiResponse:
    return ApiResponse(201, approvals.approval_json(approval))


register_operations()
