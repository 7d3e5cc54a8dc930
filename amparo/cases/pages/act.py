"""Doing an act: its form, kept as it is typed; what the law answers.

What waits for another person.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from amparo.accounts.selectors import person_names
from amparo.cases import components, drafts, selectors
from amparo.cases.act import ACTS, ActInput, AnyAct, parse_input
from amparo.cases.case_kinds import CASE_KINDS, build_frame
from amparo.cases.event_kinds import event_title
from amparo.cases.file import NO_FILE
from amparo.cases.forms.layout import SEEN, Layout, Writing
from amparo.cases.forms.layouts import find_layout
from amparo.cases.kinds import CHILD
from amparo.cases.links import case_href
from amparo.cases.norms import params_asked_by_law
from amparo.cases.obstacles import obstacles_if_stated, obstacles_to
from amparo.cases.pages.drafting import DISCARD, KEEP, SAVE, autosave_form, find_excess, read_typed
from amparo.cases.perform import Outcome, perform
from amparo.cases.problems import ReadOnly, Refused
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, NotVisible, Problem, RoleMayNot, Stale
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.forms import Form
from amparo.ui.forms.changes import ParsedForm
from amparo.ui.forms.read import Typed, single_value
from amparo.ui.forms.rows import apply_row_button
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.stash import sign_owner, take_stashed_form
from amparo.ui.step_up import require_step_up

if TYPE_CHECKING:
    from amparo.cases.models import Case, Draft

DO, ANYWAY, CHECK = "act", "anyway", "check"
type Approval = Literal["signature", "override"]
APPROVALS: Final[dict[str, Approval]] = {"signature": "signature", "override": "override"}
"""What another person can give, by the button that asks for it."""
_SHORTEST_REASON, _LONGEST_REASON = 10, 2000
_ASK_REASON: Final[JsonObject] = {
    "kind": "textarea", "name": "ask-reason", "label": t("Por qué lo pide", "Why you ask"),
}  # fmt: skip
_BUTTONS: Final = frozenset({"", DO, ANYWAY, CHECK, SAVE, DISCARD, KEEP, *APPROVALS})
"""What a form can ask for; nothing when a row is added, or Enter pressed."""
_UNDOABLE: Final = frozenset({SAVE, DISCARD, KEEP})
"""Buttons that change only a draft."""
_NO_SUCH_BUTTON = t("No se entendió qué hacer: use un botón de esta página. Nada se guardó.",
                    "What to do was not understood: use a button of this page. Nothing was saved.")  # fmt: skip
NOTHING_STATED = t("No escribió nada: no hay qué guardar.", "Nothing was written: there is nothing to save.")


@dataclass(frozen=True)
class ActPage:
    """The page of one act, for whoever writes it."""

    request: ReaderRequest
    writing: Writing
    layout: Layout

    @property
    def act(self) -> AnyAct:
        """Return the act."""
        return self.writing.declared

    @property
    def case(self) -> Case | None:
        """Return the case; None while the act opens one."""
        return self.writing.case

    @property
    def by(self) -> Actor:
        """Return who writes."""
        return self.writing.by

    @property
    def button(self) -> str:
        """Return what was pressed."""
        return self.request.POST.get("do", "")

    @property
    def home(self) -> str:
        """Return where one goes who writes no further."""
        return case_href(self.case) if self.case else self.request.path


@dataclass(frozen=True)
class PageState:
    """What a page shows besides the answers as they were typed."""

    errors: tuple[FieldError, ...] = ()
    parsed: ParsedForm | None = None
    problem: Problem | None = None
    crossed: tuple[str, ...] = ()
    asking: str = ""
    warning: str = ""
    is_stale: bool = False
    draft: Draft | None = None
    status: int = 200


@signed_in
def act(request: ReaderRequest, case_id: UUID, code: str, kind: str = CHILD) -> HttpResponse:
    """Show the form of an act on a case; sending it performs the act."""
    by = request.actor
    case, declared = selectors.visible_case(case_id, by=by, kind=kind), ACTS.get(code)
    if declared is None or declared.opens_case or kind not in declared.case_kinds:
        raise NotVisible
    writing = Writing(declared, case, selectors.file_for(case, by=by), by, _read_asked(request))
    if not role_may(by, declared):
        return _show_not_your_act(request, writing)
    if request.method == "GET":  # before anything is typed that would be refused and lost
        with suppress(ReadOnly):  # the page of an emergency look says it itself
            declared.require_access(by, case_id)
    if declared.is_sensitive and request.POST.get("do") not in _UNDOABLE:
        require_step_up(request)
    return _respond(ActPage(request, writing, find_layout(declared)))


@signed_in
def open_case(request: ReaderRequest, kind: str) -> HttpResponse:
    """Show the form that opens a case of this kind; sending it opens one."""
    declared = ACTS[CASE_KINDS[kind].opened_by]
    if not role_may(request.actor, declared):
        raise NotVisible
    writing = Writing(declared, None, NO_FILE, request.actor, _read_asked(request))
    return _respond(ActPage(request, writing, find_layout(declared)))


def _read_asked(request: ReaderRequest) -> dict[str, list[str]]:
    return {name: request.GET.getlist(name) for name in request.GET}


def _respond(page: ActPage) -> HttpResponse:
    if page.request.method != "POST":
        return _show_first(page)
    if page.button == KEEP:
        return autosave_form(page.request, page.case, page.act)
    typed = read_typed(page.request)
    wrong = find_excess(typed) or (() if page.button in _BUTTONS else (FieldError("", _NO_SUCH_BUTTON),))
    if wrong:
        return _show(page, typed, PageState(wrong, status=422))
    if apply_row_button(typed):
        drafts.autosave(page.case, page.act.code, typed, by=page.by)
        return _show(page, typed)
    if page.button == SAVE:
        return _save_draft(page, typed)
    if page.button == DISCARD:
        drafts.discard(page.case, page.act.code, by=page.by)
        return redirect(page.home)
    return _submit(page, typed)


def _show_first(page: ActPage) -> HttpResponse:
    """Show the form as it was left, or as it begins."""
    if typed := take_stashed_form(page.request):
        return _show_resumed(page, typed, None)
    draft = drafts.find_draft(page.case, page.act.code, by=page.by)
    if draft and page.layout.should_resume(page.writing, draft.typed):
        return _show_resumed(page, draft.typed, draft)
    return _show(page, page.layout.initial_values(page.writing))


def _show_resumed(page: ActPage, typed: Typed, draft: Draft | None) -> HttpResponse:
    resumed = page.layout.merge_draft(page.writing, typed)
    return _show(page, resumed.typed, PageState(crossed=resumed.conflicts, draft=draft))


def _show_not_your_act(request: ReaderRequest, writing: Writing) -> HttpResponse:
    frame = build_frame(writing.case, writing.file, by=writing.by) if writing.case else {"base": "ui/base.html"}
    return render(request, "cases/not_your_act.html", frame | {"title": writing.declared.title}, status=403)


def _submit(page: ActPage, typed: Typed) -> HttpResponse:
    resumed = page.layout.merge_draft(page.writing, typed)
    typed, parsed = resumed.typed, page.layout.parse(page.writing, resumed.typed)
    state = PageState(parsed=parsed, crossed=resumed.conflicts)
    try:
        parsed = page.layout.select_changes(page.writing, typed)
        given = parse_input(page.act, parsed.value)
        if page.layout.is_blank_record(page.writing, parsed):
            raise BadInput(FieldError("", NOTHING_STATED))
    except BadInput as problem:
        asking = page.button if page.button in APPROVALS else ""
        return _show(
            page, typed, PageState(problem.errors, parsed, crossed=resumed.conflicts, asking=asking, status=422)
        )
    warning = page.layout.build_warning(page.writing, parsed) if page.button != ANYWAY else ""
    if warning:
        return _show(page, typed, PageState(crossed=resumed.conflicts, warning=warning, status=409))
    if page.case and page.button in APPROVALS:
        return _ask_for_approval(page, page.case, typed, given)
    return _perform(page, typed, given, PageState(parsed=parsed, crossed=state.crossed))


def _save_draft(page: ActPage, typed: Typed) -> HttpResponse:
    """Save the draft because its author says so.

    What waited for a signature is taken back, and they are told.
    """
    before = drafts.find_draft(page.case, page.act.code, by=page.by)
    drafts.save(page.case, page.act.code, typed, by=page.by)
    words = t("Quedó guardado como borrador.", "Saved as a draft.")
    if before and before.wants:
        words = t("Quedó guardado como borrador. Ya no espera firma: pídala otra vez cuando esté listo.",
                  "Saved as a draft. It no longer waits for a signature: ask again when it is ready.")  # fmt: skip
    messages.success(page.request, str(words))
    return redirect(page.home)


def _ask_for_approval(page: ActPage, case: Case, typed: Typed, given: ActInput) -> HttpResponse:
    """Put the act before those who may sign it or lift what holds it."""
    reason = page.request.POST.get("ask-reason", "").strip()
    if len(reason) < _SHORTEST_REASON:
        words = t("Escriba el motivo, al menos 10 caracteres.", "Write the reason, at least 10 characters.")
        return _show(page, typed, PageState((FieldError("ask-reason", words),), asking=page.button, status=422))
    drafts.submit(
        case, page.act.code, typed, given, wants=APPROVALS[page.button], reason=reason[:_LONGEST_REASON], by=page.by
    )
    messages.success(page.request, str(t("Se pidió. Aparecerá en «Mi trabajo» de quien puede firmar.",
                                         "Asked. It will appear in “My work” of those who may sign.")))  # fmt: skip
    return redirect(page.home)


def _perform(page: ActPage, typed: Typed, given: ActInput, state: PageState) -> HttpResponse:
    approved = drafts.find_approvals(page.case, page.act.code, given, by=page.by) if page.case else {}
    version = _parse_version(page.request)
    try:
        outcome = perform(
            page.act.code,
            page.writing.case_id,
            given.model_copy(update=approved),
            by=page.by,
            if_version=version,
            dry_run=page.button == CHECK,
        )
    except RoleMayNot:
        return _show_not_your_act(page.request, page.writing)
    except Problem as problem:
        return _show_problem(page, typed, state, problem)
    return _show(page, typed) if outcome.event is None else _finish(page, outcome)


def _parse_version(request: ReaderRequest) -> int | None:
    """Return the version of the case that its writer has read.

    None where the page does not say.
    """
    return _parse_number(request.POST.get("version", ""))


def _parse_number(stated: str) -> int | None:
    return int(stated) if re.fullmatch(r"[0-9]{1,9}", stated) else None


def _show_problem(page: ActPage, typed: Typed, state: PageState, problem: Problem) -> HttpResponse:
    """Show the form again with what is wrong.

    A problem with which no form helps gets a page of its own.
    """
    match problem:
        case BadInput():
            asking = "signature" if any(error.path == "signature" for error in problem.errors) else ""
            return _show(page, typed, PageState(problem.errors, state.parsed, asking=asking, status=422))
        case Stale():
            return _show(page, typed, PageState(is_stale=True, crossed=state.crossed, status=412))
        case Refused():
            return _show(page, typed, PageState(problem=problem, status=409))
    if page.layout.explain_problem(page.writing, problem) is None:
        raise problem
    return _show(page, typed, PageState(problem=problem, status=problem.status))


def _finish(page: ActPage, outcome: Outcome) -> HttpResponse:
    drafts.discard(page.case, page.act.code, by=page.by)
    if page.layout.shows_confirmation:
        notify_done(page.request, page.act, outcome)
    return redirect(page.layout.next_address(page.writing, outcome))


def notify_done(request: ReaderRequest, declared: AnyAct, outcome: Outcome) -> None:
    """Add messages that an act was done, and that the law warned if it did."""
    messages.success(request, str(t("Hecho: {what}.", "Done: {what}.", what=declared.title)))
    warned = outcome.judgements[-1].decision.warnings if outcome.judgements else ()
    if warned:
        words = t("La norma advierte algo: quedó como tarea.", "The norm warns of something: it became a task.")
        messages.warning(request, str(words))


def _show(page: ActPage, typed: Typed, state: PageState = PageState()) -> HttpResponse:
    writing, by = page.writing, page.by
    frame = build_frame(page.case, writing.file, by=by, current="next") if page.case else {"base": "ui/base.html"}
    if frame.get("open_until"):
        return render(page.request, "cases/not_your_act.html", frame | {"title": page.act.title}, status=403)
    errors = tuple(state.parsed.locate_error(error) for error in state.errors) if state.parsed else state.errors
    form = Form(by, by.zone, writing.case_id, typed, errors, params_asked_by_law(page.act.code))
    arranged = page.layout.arrange_fields(writing, form)
    context = {
        "act": page.act,
        "fields": arranged.fields,
        "errors": form.summary([*arranged.fields, _ASK_REASON], page.act.Input),
        "can_send": page.act.is_possible(writing.file) or bool(state.errors or state.draft),
        "crossed": state.crossed,
        "warning": state.warning,
        "anyway_words": page.layout.anyway_words,
        "stale": state.is_stale,
        "changed": _list_changes(page, page.case) if page.case and state.is_stale else [],
        "version": writing.file.version if page.case else "",
        "seen": single_value(typed, SEEN),
        "owner": sign_owner(by.id),
        "restored": state.draft is not None,
        "waiting": _describe_waiting(state.draft, by) if state.draft and state.draft.wants else None,
        "obstacles": _find_obstacles(page, page.case) if page.layout.prepared_action and page.case else None,
        "home": page.home,
        "is_form": True,
        "reason": page.request.POST.get("ask-reason", ""),
        "reason_errors": [error for error in errors if error.path == "ask-reason"],
    }
    context |= _build_problem_context(page, state)
    return render(page.request, page.layout.template, frame | arranged.more | context, status=state.status)


def _build_problem_context(page: ActPage, state: PageState) -> JsonObject:
    """Return what the page shows of a problem.

    The failed rules and who could help, or what its layout knows of it.
    """
    reasons = state.problem.members()["reasons"] if isinstance(state.problem, Refused) else []
    context: JsonObject = {
        "verdicts": [
            components.build_verdict(reason, page.writing.case_id or "", page.by, trying=page.act.code)
            for reason in reasons
        ],
        "asking": state.asking or (_choose_approval(reasons) if page.case else ""),
    }
    explained = page.layout.explain_problem(page.writing, state.problem) if state.problem else None
    return context | (explained or {})


def _describe_waiting(draft: Draft, by: Actor) -> JsonObject:
    """Return since when an act has waited for approval, and whether it is signed."""
    signed = (
        bool(drafts.find_approvals(draft.case, draft.act, drafts.parse_draft_input(draft), by=by))
        if draft.case
        else False
    )
    return {"since": present.format_relative(draft.saved_at, clock.now(), by), "signed": signed}


def _find_obstacles(page: ActPage, case: Case) -> JsonObject:
    """Return what still stands in the way of the action that this record prepares."""
    action, layout = page.layout.prepared_action, page.layout
    if layout.supposes:
        return obstacles_if_stated(action, case, page.by, **layout.supposes)[0]
    return obstacles_to(action, case, page.by, proves=layout.proves)


def _choose_approval(reasons: list[JsonObject]) -> str:
    """Return what another person could give so that the act goes on.

    A signature, an override of what only holds.
    """
    codes = {reason["code"] for reason in reasons}
    if codes == {"second_approver_missing"}:
        return "signature"
    return "override" if reasons and all(reason["level"] == "hold" for reason in reasons) else ""


def _list_changes(page: ActPage, case: Case) -> list[JsonObject]:
    """Return what was done since the page that was sent was opened, the latest first.

    Everything where it does not say what it had seen.
    """
    seen = _parse_number(page.request.POST.get(SEEN, "")) or 0
    now, by, events = clock.now(), page.by, selectors.acts_done_since(case, seen)
    people = person_names({UUID(event.actor) for event in events})
    return [
        {
            "title": event_title(event.act),
            "by": people.get(UUID(event.actor), ""),
            "at_text": present.format_relative(event.occurred_at, now, by),
            "exact": present.format_exact(event.occurred_at, by),
        }
        for event in events
    ]
