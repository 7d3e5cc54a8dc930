"""Doing an act: its form, what the law answers, what waits for another person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from amparo.accounts.policy import AccountsPolicy
from amparo.accounts.selectors import names_of
from amparo.core import clock, drafts, selectors
from amparo.core.acts import ACTS, Act, ActInput
from amparo.core.inputs import parse_input
from amparo.core.models import Case, Draft, Event
from amparo.core.perform import Outcome, perform
from amparo.core.problems import BadInput, FieldError, NotVisible, Refused, RoleMayNot, Stale
from amparo.core.text import t
from amparo.tracing.matches.searching import CODE as SEARCH
from amparo.web import present
from amparo.web.forms import Form
from amparo.web.forms.changes import Said
from amparo.web.forms.layout import SEEN, Layout, Writing
from amparo.web.forms.layouts import layout_of
from amparo.web.forms.read import Typed, one
from amparo.web.forms.rows import rows_changed
from amparo.web.pages.base import ReaderRequest, case_or_404, signed_in
from amparo.web.pages.case import case_context
from amparo.web.pages.drafting import KEEP, kept, typed_in
from amparo.web.places import PLACE_OF_ACT
from amparo.web.standing import standing, supposing
from amparo.web.stash import owner_mark, take_what_was_typed

ANYWAY = "anyway"
ASKED = ("signature", "override")
NOTHING_SAID = t("No escribió nada: no hay qué guardar.", "Nothing was written: there is nothing to save.")


@dataclass(frozen=True)
class Page:
    """The page of one act on one case, for whoever writes it."""

    request: ReaderRequest
    writing: Writing
    layout: Layout

    @property
    def case(self) -> Case:
        """The case."""
        return self.writing.case

    @property
    def declared(self) -> Act:
        """The act."""
        return self.writing.declared


@signed_in
def act(request: ReaderRequest, case_id: UUID, code: str) -> HttpResponse:
    """The form of an act on a case; sending it performs the act."""
    case, declared = case_or_404(request, case_id), ACTS.get(code)
    if declared is None or code == "register" or case.kind not in declared.about:
        raise Http404
    if not AccountsPolicy().role_may(request.actor, declared):
        return _refused_role(request, case, declared)
    if request.method == "POST" and request.POST.get("do") == KEEP:
        return kept(request, case, declared)
    file = selectors.file_for(case, by=request.actor)
    page = Page(request, Writing(declared, case, file, request.actor), layout_of(declared))
    return _send(page) if request.method == "POST" else _open(page)


def _open(page: Page) -> HttpResponse:
    """The form as it was left, or as it begins."""
    draft = drafts.mine(page.case, page.declared.code, by=page.writing.by)
    typed = take_what_was_typed(page.request) or (draft.typed if draft else None)
    if typed is None:
        return _form(page, page.layout.begin(page.writing))
    resumed = page.layout.resume(page.writing, typed)
    return _form(page, resumed.typed, crossed=resumed.crossed, draft=draft)


def _refused_role(request: ReaderRequest, case: Case, declared: Act) -> HttpResponse:
    file = selectors.file_for(case, by=request.actor)
    context = case_context(request, case, file, "next") | {"title": declared.title}
    return render(request, "case/not_your_act.html", context, status=403)


def _send(page: Page) -> HttpResponse:
    typed, by, do = typed_in(page.request), page.writing.by, page.request.POST.get("do")
    if rows_changed(typed):
        drafts.keep(page.case, page.declared.code, typed, by=by)
        return _form(page, typed)
    if do == "draft":
        return _put_aside(page, typed)
    if do == "forget":
        drafts.drop(page.case, page.declared.code, by=by)
        return redirect("case", page.case.id)
    resumed = page.layout.resume(page.writing, typed)
    typed, sent = resumed.typed, page.layout.said(page.writing, resumed.typed)
    try:
        sent = page.layout.sends(page.writing, typed)
        given = parse_input(page.declared, sent.value)
        if page.layout.says_nothing(page.writing, sent):
            raise BadInput(FieldError("", NOTHING_SAID))
    except BadInput as problem:
        asking = do if do in ASKED else ""
        return _form(page, typed, errors=problem.errors, sent=sent, crossed=resumed.crossed, asking=asking, status=422)
    if do != ANYWAY and (undoes := page.layout.undoes(page.writing, sent)):
        return _form(page, typed, undoes=undoes, crossed=resumed.crossed, status=409)
    if do in ASKED:
        return _ask(page, typed, given, kind=do)
    return _try(page, typed, given, sent, crossed=resumed.crossed)


def _put_aside(page: Page, typed: Typed) -> HttpResponse:
    """Save the draft because its author says so: what waited for a signature is taken back, and they are told."""
    before = drafts.mine(page.case, page.declared.code, by=page.writing.by)
    drafts.save(page.case, page.declared.code, typed, by=page.writing.by)
    words = t("Quedó guardado como borrador.", "Saved as a draft.")
    if before and before.wants:
        words = t("Quedó guardado como borrador. Ya no espera firma: pídala otra vez cuando esté listo.",
                  "Saved as a draft. It no longer waits for a signature: ask again when it is ready.")  # fmt: skip
    messages.success(page.request, str(words))
    return redirect("case", page.case.id)


def _ask(page: Page, typed: Typed, given: ActInput, *, kind: str) -> HttpResponse:
    """Put the act before those who may sign it or lift what holds it."""
    reason = page.request.POST.get("ask-reason", "").strip()
    if len(reason) < 10:
        words = t("Escriba el motivo, al menos 10 caracteres.", "Write the reason, at least 10 characters.")
        return _form(page, typed, errors=(FieldError("ask-reason", words),), asking=kind, status=422)
    drafts.save(page.case, page.declared.code, typed, by=page.writing.by, given=given, wants=kind, reason=reason[:2000])
    messages.success(page.request, str(t("Se pidió. Aparecerá en «Mi trabajo» de quien puede firmar.",
                                         "Asked. It will appear in “My work” of those who may sign.")))  # fmt: skip
    return redirect("case", page.case.id)


def _try(page: Page, typed: Typed, given: ActInput, sent: Said, *, crossed: tuple[str, ...]) -> HttpResponse:
    by, case, declared = page.writing.by, page.case, page.declared
    approved = drafts.approved(case, declared.code, given, by=by)
    stated = page.request.POST.get("version", "")
    version = int(stated) if re.fullmatch(r"[0-9]{1,9}", stated) else None
    try:
        outcome = perform(
            declared.code,
            case.id,
            given.model_copy(update=approved),
            by=by,
            if_version=version,
        )
    except BadInput as problem:
        asking = "signature" if any(error.path == "signature" for error in problem.errors) else ""
        return _form(page, typed, errors=problem.errors, sent=sent, asking=asking, status=422)
    except Refused as problem:
        return _form(page, typed, refused=problem, status=409)
    except Stale:
        return _form(page, typed, since=version, crossed=crossed, status=412)
    except RoleMayNot:
        return _refused_role(page.request, case, declared)
    except NotVisible as error:
        raise Http404 from error
    drafts.drop(case, declared.code, by=by)
    if outcome.entry and declared.code == SEARCH:
        return redirect("search_results", case.id, outcome.entry.id)
    tell_done(page.request, declared, outcome)
    place = PLACE_OF_ACT.get(declared.code)
    return (
        redirect("case", case.id)
        if place is None or declared.kind == "action"
        else redirect("place", case.id, place.slug)
    )


def tell_done(request: ReaderRequest, declared: Act, outcome: Outcome) -> None:
    """Say on the next page that an act was done, and that the norm warned of something if it did."""
    messages.success(request, str(t("Hecho: {what}.", "Done: {what}.", what=declared.title)))
    warned = outcome.judged[-1].decision.warnings if outcome.judged else ()
    if warned:
        messages.warning(
            request,
            str(t("La norma advierte algo: quedó como tarea.", "The norm warns of something: it became a task.")),
        )


def _form(
    page: Page,
    typed: Typed,
    *,
    errors: tuple[FieldError, ...] = (),
    sent: Said | None = None,
    refused: Refused | None = None,
    since: int | None = None,
    crossed: tuple[str, ...] = (),
    asking: str = "",
    undoes: str = "",
    draft: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    by, case, declared, file = page.writing.by, page.case, page.declared, page.writing.file
    errors = tuple(sent.in_form(error) for error in errors) if sent else errors
    form = Form(by, by.zone, case.id, typed, errors)
    head = case_context(page.request, case, file, "next")
    if head["open_until"]:
        return render(page.request, "case/not_your_act.html", head | {"title": declared.title}, status=403)
    arranged = page.layout.arrange(page.writing, form)
    reasons = refused.members()["reasons"] if refused else []
    context = (
        head
        | arranged.more
        | {
            "act": declared,
            "fields": arranged.fields,
            "errors": form.summary(arranged.fields),
            "verdicts": [present.verdict(reason, case.id, by, trying=declared.code) for reason in reasons],
            "asking": asking or _could_ask(reasons),
            "changed": _changed_since(case, since, by) if since is not None else [],
            "crossed": crossed,
            "undoes": undoes,
            "version": case.version,
            "seen": one(typed, SEEN),
            "owner": owner_mark(by.id),
            "restored": draft is not None,
            "waiting": _waiting(draft, by) if draft and draft.wants else None,
            "standing": _standing(page) if page.layout.leads_to else None,
            "reason": page.request.POST.get("ask-reason", ""),
            "reason_errors": [error for error in errors if error.path == "ask-reason"],
        }
    )
    return render(page.request, page.layout.template, context, status=status)


def _waiting(draft: Draft, by: Any) -> dict[str, Any]:
    """What was put before another person, and whether they signed."""
    signed = bool(drafts.approved(draft.case, draft.act, drafts.input_of(draft), by=by)) if draft.case else False
    return {"since": present.when(draft.saved_at, clock.now(), by), "signed": signed}


def _standing(page: Page) -> dict[str, Any]:
    """What still stands in the way of the action that this record prepares."""
    action, case, by, layout = page.layout.leads_to, page.case, page.writing.by, page.layout
    if layout.supposes:
        return supposing(action, case, by, **layout.supposes)[0]
    return standing(action, case, by, proves=layout.proves)


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
