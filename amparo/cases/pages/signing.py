"""What colleagues put before somebody to be signed or lifted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import actor_by_id, person_names
from amparo.cases import approvals, components, drafts, selectors
from amparo.cases.act import ACTS
from amparo.cases.answers import answer_rows
from amparo.cases.case_kinds import build_frame
from amparo.cases.judgement import judge
from amparo.cases.param_providers import DecisionContext
from amparo.cases.visibility import visible_warnings
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, NotVisible, RoleMayNot
from amparo.ledger.text import t
from amparo.ui.forms.summary import summarize_errors
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.step_up import require_step_up

if TYPE_CHECKING:
    from amparo.cases.models import Case, Draft


@signed_in
def sign(request: ReaderRequest, draft_id: UUID) -> HttpResponse:
    """Show what a colleague is about to do, to be signed or lifted with a reason."""
    by = request.actor
    draft = drafts.find_draft_to_sign(draft_id, by=by)
    if draft is None or draft.case is None:
        raise Http404
    if draft.wants == "override":
        require_step_up(request)
    errors: list[str] = []
    reason, read = request.POST.get("reason", "").strip(), drafts.hash_draft(draft)
    changed = request.method == "POST" and request.POST.get("read") != read
    if request.method == "POST" and len(reason) < 10:
        errors = [str(t("Escriba el motivo, al menos 10 caracteres.", "Write the reason, at least 10 characters."))]
    elif request.method == "POST" and not changed:
        return _give_approval(request, draft, draft.case, reason)
    file = selectors.file_for(draft.case, by=by)
    declared, field = ACTS[draft.act], _build_reason_field(reason, errors)
    context = build_frame(draft.case, file, by=by, current="next") | {
        "act": declared,
        "rows": answer_rows(declared, draft.given or {}, by, draft.case.id),
        "who": person_names({draft.person}).get(draft.person, ""),
        "draft": draft,
        "read": read,
        "changed": changed,
        "reason": field,
        "errors": summarize_errors([FieldError("reason", error) for error in errors], [field]),
        "verdicts": _list_obstacles(draft, draft.case, by),
    }
    return render(request, "cases/sign.html", context, status=409 if changed else 422 if errors else 200)


def _list_obstacles(draft: Draft, case: Case, by: Actor) -> list[JsonObject]:
    """Return what the law holds against the action now, as whoever asks would be told.

    Whoever lifts a safeguard reads which one, its norm and what would open it. Nothing for a record, which the law does
    not judge.
    """
    asks, whole = actor_by_id(draft.person), selectors.file_to_judge(case, by=by)
    if ACTS[draft.act].kind != "action" or asks is None or whole is None:
        return []
    judged = judge(DecisionContext(draft.act, whole, drafts.parse_draft_input(draft), asks, clock.now()))
    return [components.build_verdict(reason, case.id, by) for reason in visible_warnings(judged.decision.blocks, by)]


def _build_reason_field(reason: str, errors: list[str]) -> JsonObject:
    return {
        "kind": "textarea",
        "name": "reason",
        "label": t("Motivo", "Reason"),
        "required": True,
        "value": reason,
        "errors": errors,
    }


def _give_approval(request: ReaderRequest, draft: Draft, case: Case, reason: str) -> HttpResponse:
    try:
        approvals.give_approval(
            case, draft.act, drafts.parse_draft_input(draft), kind=draft.wants, reason=reason[:2000], by=request.actor
        )
    except (RoleMayNot, BadInput, NotVisible) as error:
        raise Http404 from error
    messages.success(request, str(t("Firmado. Quien lo pidió puede completarlo en las próximas 24 horas.",
                                    "Signed. Whoever asked can complete it within 24 hours.")))  # fmt: skip
    return redirect(reverse("home"))
