"""Doing an act: its form, what the law answers, drafts, signatures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.policy import AccountsPolicy
from amparo.accounts.selectors import names_of
from amparo.core import approvals, clock, drafts, selectors
from amparo.core.acts import ACTS, Act, ActInput
from amparo.core.file import CaseFile
from amparo.core.inputs import parse_input
from amparo.core.models import Case, Draft, Event
from amparo.core.perform import Outcome, perform
from amparo.core.problems import BadInput, Duplicates, FieldError, NotVisible, Refused, RoleMayNot, Stale
from amparo.core.text import t
from amparo.web import present
from amparo.web.forms import Form, fields_for, json_from, typed_from
from amparo.web.forms.read import Typed
from amparo.web.forms.screening import FIELD, screening_fields, without_unanswered
from amparo.web.pages.base import ReaderRequest, case_or_404, signed_in
from amparo.web.pages.case import case_context
from amparo.web.places import PLACE_OF_ACT
from amparo.web.stash import owner_mark, take_what_was_typed

CONTROLS = frozenset({"csrfmiddlewaretoken", "owner", "version", "do", "ask-reason"})


def typed_in(request: ReaderRequest) -> dict[str, list[str]]:
    """The answers of a form, without its own controls."""
    return {key: request.POST.getlist(key) for key in request.POST if key not in CONTROLS}


def rows_changed(typed: dict[str, list[str]]) -> bool:
    """Add or remove a row of a repeated part when its button was pressed."""
    for key in list(typed):
        if key.endswith("-add"):
            path = typed.pop(key) and key.removesuffix("-add")
            numbers = [
                int(k[len(path) + 1 :].split(".")[0])
                for k in typed
                if k.startswith(f"{path}.") and k[len(path) + 1].isdigit()
            ]
            typed[f"{path}.{max(numbers, default=-1) + 1}."] = [""]
            return True
        if key.endswith("-remove"):
            path, position = key.removesuffix("-remove"), typed.pop(key)[-1]
            numbers = sorted(
                {
                    int(k[len(path) + 1 :].split(".")[0])
                    for k in typed
                    if k.startswith(f"{path}.") and k[len(path) + 1].isdigit()
                }
            )
            if position.isdigit() and int(position) < len(numbers):
                gone = f"{path}.{numbers[int(position)]}."
                for inner in [k for k in typed if k.startswith(gone)]:
                    del typed[inner]
            return True
    return False


@signed_in
def act(request: ReaderRequest, case_id: UUID, code: str) -> HttpResponse:
    """The form of an act on a case; sending it performs the act."""
    case, declared = case_or_404(request, case_id), ACTS.get(code)
    if declared is None or code == "register":
        raise Http404
    if not AccountsPolicy().role_may(request.actor, declared):
        return _refused_role(request, case, declared)
    if request.method == "POST":
        return _send(request, case, declared)
    draft = drafts.mine(case, code, by=request.actor)
    typed = take_what_was_typed(request) or (draft.typed if draft else _from_file(request, case, declared))
    return _form(request, case, declared, typed, restored=draft is not None)


def _from_file(request: ReaderRequest, case: Case, declared: Act) -> dict[str, list[str]]:
    """A section of the form begins from what is on file; everything else begins blank."""
    if not declared.section:
        return {}
    latest = selectors.file_for(case, by=request.actor).last(declared.code)
    return typed_from(declared.Input, latest.body, zone=request.actor.zone) if latest else {}


def _refused_role(request: ReaderRequest, case: Case, declared: Act) -> HttpResponse:
    file = selectors.file_for(case, by=request.actor)
    context = case_context(request, case, file, "next") | {"title": declared.title}
    return render(request, "case/not_your_act.html", context, status=403)


def _send(request: ReaderRequest, case: Case, declared: Act) -> HttpResponse:
    typed, by = typed_in(request), request.actor
    if rows_changed(typed):
        return _form(request, case, declared, typed)
    if request.POST.get("do") == "draft":
        drafts.save(case, declared.code, typed, by=by)
        messages.success(request, str(t("Quedó guardado como borrador.", "Saved as a draft.")))
        return redirect("case", case.id)
    if request.POST.get("do") == "forget":
        drafts.drop(case, declared.code, by=by)
        return redirect("case", case.id)
    try:
        given = parse_input(declared, json_from(declared.Input, without_unanswered(typed), zone=by.zone))
    except BadInput as problem:
        return _form(request, case, declared, typed, errors=problem.errors, status=422)
    if request.POST.get("do") in ("signature", "override"):
        return _ask(request, case, declared, typed, given)
    return _try(request, case, declared, typed, given)


def _ask(request: ReaderRequest, case: Case, declared: Act, typed: Typed, given: ActInput) -> HttpResponse:
    """Put the act before those who may sign it or lift what holds it."""
    kind, reason = request.POST["do"], request.POST.get("ask-reason", "").strip()
    if len(reason) < 10:
        words = t("Escriba el motivo, al menos 10 caracteres.", "Write the reason, at least 10 characters.")
        return _form(request, case, declared, typed, errors=(FieldError("ask-reason", words),), asking=kind, status=422)
    drafts.save(case, declared.code, typed, by=request.actor, given=given, wants=kind, reason=reason[:2000])
    messages.success(request, str(t("Se pidió. Aparecerá en «Mi trabajo» de quien puede firmar.",
                                    "Asked. It will appear in “My work” of those who may sign.")))  # fmt: skip
    return redirect("case", case.id)


def _try(request: ReaderRequest, case: Case, declared: Act, typed: Typed, given: ActInput) -> HttpResponse:
    by = request.actor
    approved = drafts.approved(case, declared.code, given, by=by)
    version = request.POST.get("version", "")
    try:
        outcome = perform(
            declared.code,
            case.id,
            given.model_copy(update=approved),
            by=by,
            if_version=int(version) if version.isdecimal() else None,
        )
    except BadInput as problem:
        asking = "signature" if any(error.path == "signature" for error in problem.errors) else ""
        return _form(request, case, declared, typed, errors=problem.errors, asking=asking, status=422)
    except Refused as problem:
        return _form(request, case, declared, typed, refused=problem, status=409)
    except Stale:
        return _form(request, case, declared, typed, since=int(version), status=412)
    except RoleMayNot:
        return _refused_role(request, case, declared)
    except NotVisible as error:
        raise Http404 from error
    drafts.drop(case, declared.code, by=by)
    _tell_done(request, declared, outcome)
    place = PLACE_OF_ACT.get(declared.code)
    return (
        redirect("case", case.id)
        if place is None or declared.kind == "action"
        else redirect("place", case.id, place.slug)
    )


def _tell_done(request: ReaderRequest, declared: Act, outcome: Outcome) -> None:
    messages.success(request, str(t("Hecho: {what}.", "Done: {what}.", what=declared.title)))
    warned = outcome.judged[-1].decision.warnings if outcome.judged else ()
    if warned:
        messages.warning(
            request,
            str(t("La norma advierte algo: quedó como tarea.", "The norm warns of something: it became a task.")),
        )


def _form(
    request: ReaderRequest,
    case: Case,
    declared: Act,
    typed: Typed,
    *,
    errors: tuple[FieldError, ...] = (),
    refused: Refused | None = None,
    since: int | None = None,
    asking: str = "",
    restored: bool = False,
    status: int = 200,
) -> HttpResponse:
    by = request.actor
    file = selectors.file_for(case, by=by)
    form = Form(by, by.zone, case.id, typed, errors)
    fields = _fields(declared, file, form)
    reasons = refused.members()["reasons"] if refused else []
    context = case_context(request, case, file, "next") | {
        "act": declared,
        "fields": fields,
        "errors": form.summary(fields),
        "verdicts": [present.verdict(reason, case.id, by, trying=declared.code) for reason in reasons],
        "asking": asking or _could_ask(reasons),
        "changed": _changed_since(case, since, by) if since is not None else [],
        "version": case.version,
        "owner": owner_mark(by.id),
        "restored": restored,
        "reason_errors": [error for error in errors if error.path == "ask-reason"],
    }
    return render(request, "case/act.html", context, status=status)


def _fields(declared: Act, file: CaseFile, form: Form) -> list[dict[str, Any]]:
    """The questions of an act; the screening shows its items instead of rows to choose them in."""
    fields = fields_for(declared.Input, form)
    if declared.code != "screen":
        return fields
    place = next(number for number, one in enumerate(fields) if one["name"] == FIELD)
    return [*fields[:place], *screening_fields(file, form), *fields[place + 1 :]]


def _could_ask(reasons: list[dict[str, Any]]) -> str:
    """What another person could give so that the act goes on: a signature, or an override of what only holds."""
    codes = {reason["code"] for reason in reasons}
    if codes == {"second_approver_missing"}:
        return "signature"
    holding = reasons and all(reason["level"] == "hold" for reason in reasons)
    return "override" if holding else ""


def _changed_since(case: Case, version: int, by: Any) -> list[dict[str, Any]]:
    """What others did on the case while this person was writing."""
    now = clock.now()
    events = [e for e in Event.objects.filter(case=case.id).order_by("-seq") if e.coded.get("outcome") == "done"]
    recent = events[: max(case.version - version, 0)]
    people = names_of({UUID(event.actor) for event in recent})
    return [
        {
            "title": ACTS[event.act].title if event.act in ACTS else event.act,
            "by": people.get(UUID(event.actor), ""),
            "at_text": present.when(event.occurred_at, now, by),
            "exact": present.exact(event.occurred_at, by),
        }
        for event in recent
    ]


@signed_in
def new_case(request: ReaderRequest) -> HttpResponse:
    """Four answers open a record."""
    declared, by = ACTS["register"], request.actor
    if not AccountsPolicy().role_may(by, declared):
        raise Http404
    if request.method != "POST":
        typed = take_what_was_typed(request) or {
            key: request.GET.getlist(key) for key in request.GET if key in ("siblings", "companions")
        }
        return _new_form(request, typed)
    typed = typed_in(request)
    try:
        given = parse_input(declared, json_from(declared.Input, typed, zone=by.zone))
        outcome = perform("register", None, given, by=by)
    except BadInput as problem:
        return _new_form(request, typed, errors=problem.errors, status=422)
    except Duplicates as problem:
        return _new_form(request, typed, candidates=problem.candidates, status=409)
    except Refused as problem:
        return _new_form(request, typed, reasons=problem.members()["reasons"], status=409)
    _tell_done(request, declared, outcome)
    return redirect("case", outcome.case.id)


def _new_form(
    request: ReaderRequest,
    typed: Typed,
    *,
    errors: tuple[FieldError, ...] = (),
    candidates: list[dict[str, Any]] | None = None,
    reasons: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    by = request.actor
    form = Form(by, by.zone, None, typed, errors)
    four = fields_for(ACTS["register"].Input, form, only=("names", "sex", "age_or_birth", "with_whom"))
    first = (
        "names.given",
        "names.first_surname",
        "age_or_birth.birth_date",
        "age_or_birth.age_years",
        "age_or_birth.unknown",
    )
    context = {
        "fields": [
            f
            for f in four
            if f["kind"] != "heading" and (not f["name"].startswith(("names.", "age_or_birth.")) or f["name"] in first)
        ],
        "rest": [
            f
            for f in four
            if f["kind"] != "heading" and f["name"].startswith(("names.", "age_or_birth.")) and f["name"] not in first
        ]
        + fields_for(ACTS["register"].Input, form, only=("country", "custody", "protection_agency")),
        "hidden": [(key, value) for key in ("siblings", "companions", "distinct_from") for value in typed.get(key, [])],
        "errors": form.summary(four),
        "candidates": candidates or [],
        "verdicts": [present.verdict(reason, "", by) for reason in reasons or []],
        "owner": owner_mark(by.id),
    }
    return render(request, "case/new.html", context, status=status)


@signed_in
def sign(request: ReaderRequest, draft_id: UUID) -> HttpResponse:
    """Read what a colleague is about to do; sign it, or lift what holds it, with a reason."""
    by = request.actor
    draft = drafts.to_sign(draft_id, by=by)
    if draft is None or draft.case is None:
        raise Http404
    errors = []
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        if len(reason) >= 10:
            return _signed(request, draft, reason)
        errors = [str(t("Escriba el motivo, al menos 10 caracteres.", "Write the reason, at least 10 characters."))]
    file = selectors.file_for(draft.case, by=by)
    declared = ACTS[draft.act]
    context = case_context(request, draft.case, file, "next") | {
        "act": declared,
        "rows": present.answers(declared, draft.given or {}, by),
        "who": names_of({draft.person}).get(draft.person, ""),
        "draft": draft,
        "reason": {
            "kind": "textarea",
            "name": "reason",
            "label": t("Motivo", "Reason"),
            "required": True,
            "errors": errors,
        },
        "errors": [{"href": "#reason", "text": error} for error in errors],
    }
    return render(request, "case/sign.html", context)


def _signed(request: ReaderRequest, draft: Draft, reason: str) -> HttpResponse:
    case: Any = draft.case
    try:
        approvals.give(
            case, draft.act, drafts.input_of(draft), kind=draft.wants, reason=reason[:2000], by=request.actor
        )
    except (RoleMayNot, BadInput, NotVisible) as error:
        raise Http404 from error
    messages.success(request, str(t("Firmado. Quien lo pidió puede completarlo en las próximas 24 horas.",
                                    "Signed. Whoever asked can complete it within 24 hours.")))  # fmt: skip
    return redirect(reverse("my_work"))
