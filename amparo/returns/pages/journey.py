"""The page of the day of the journey, for a phone.

Departure, stages, hand-over, alarm. Each form carries a key, so that one that is sent twice on a poor line writes once.
The hand-over is saved as typed.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from amparo.cases import drafts, selectors
from amparo.cases.act import ACTS, ActInput, parse_input
from amparo.cases.pages.drafting import KEEP, autosave_form, read_typed
from amparo.cases.perform import perform_once
from amparo.cases.problems import Refused
from amparo.cases.readings import log_reading
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, InProgress, RoleMayNot
from amparo.ledger.text import t
from amparo.registry.filing import record_file_content
from amparo.returns.pages.journey_context import JourneyForm, build_context
from amparo.returns.pages.journey_day import (
    DELAYED,
    DEPART,
    EXPECTED_AT,
    HANDED_OVER,
    HANDOVER,
    STAGE,
    STAGE_FORMS,
    FormData,
    JourneyDay,
    propose_delay,
)
from amparo.ui.forms import typed_to_json
from amparo.ui.forms.read import date_text, single_value
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.parts import takes_files
from amparo.ui.stash import take_stashed_form
from amparo.ui.step_up import require_step_up

_SIGNED_SHEET = t("Acta de entrega firmada en papel", "Hand-over record signed on paper")
_RECEIVED_BY_LENGTH = 200


@takes_files("photo")
@signed_in
def show_journey(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Show the state of the journey and what can be recorded now; record what is sent."""
    case = selectors.visible_case(case_id, by=request.actor)
    day = JourneyDay(request, case, selectors.file_for(case, by=request.actor))
    if request.method != "POST":
        log_reading(case, "return", by=request.actor)
        draft = drafts.find_draft(case, STAGE, by=request.actor) if day.may(STAGE) else None
        return _show(day, JourneyForm(dict(take_stashed_form(request) or (draft.typed if draft else {}))))
    if not day.may(STAGE):
        raise Http404
    return autosave_form(request, case, ACTS[STAGE]) if request.POST.get("do") == KEEP else _send(day)


def _show(day: JourneyDay, form: JourneyForm, *, status: int = 200) -> HttpResponse:
    return render(day.request, "returns/journey.html", build_context(day, form), status=status)


def _send(day: JourneyDay) -> HttpResponse:
    """Record what a form of the page states, or show it again with its errors."""
    typed, form = read_typed(day.request), day.request.POST.get("form", "")
    try:
        is_new = _record(day, typed, form)
    except BadInput as problem:
        errors = tuple(FieldError(_find_prefix(form) + error.path, error.message) for error in problem.errors)
        return _show(day, JourneyForm(typed, errors, opened=form), status=422)
    except Refused as problem:
        return _show(day, JourneyForm(typed, refusal=problem), status=409)
    except InProgress as problem:
        messages.warning(day.request, str(problem.detail))
        return redirect("journey", day.case.id)
    if form == HANDED_OVER:
        drafts.discard(day.case, STAGE, by=day.by)
        _keep_photo(day, is_new=is_new)
    messages.success(day.request, str(t("Anotado.", "Written down.")))
    return redirect("journey", day.case.id)


def _find_prefix(form: str) -> str:
    return f"{form}." if form in STAGE_FORMS else ""


def _record(day: JourneyDay, typed: FormData, form: str) -> bool:
    """Check every act of the form, do each once; return whether any was done now.

    Raises `BadInput`, `Refused`, `InProgress`.
    """
    inputs = [(code, parse_input(ACTS[code], body)) for code, body in _build_act_bodies(day, typed, form)]
    for code, given in inputs:
        ACTS[code].check(day.file, given)
    if any(ACTS[code].is_sensitive for code, _ in inputs):
        require_step_up(day.request)
    results = [_perform(day, code, given) for code, given in inputs]
    return any(results)


def _build_act_bodies(day: JourneyDay, typed: FormData, form: str) -> list[tuple[str, JsonObject]]:
    """Return the acts that a form states, each with its JSON input."""
    zone = day.by.zone
    if form == DEPART:
        return [(DEPART, typed_to_json(ACTS[DEPART].Input, typed, zone=zone))]
    if form == DELAYED:
        typed = _drop_proposed_date(typed, proposed=propose_delay(day))
    stage = typed_to_json(ACTS[STAGE].Input, typed, zone=zone, prefix=_find_prefix(form)) | {
        "stage": single_value(typed, "stage")
    }
    if form != HANDED_OVER or not day.may(HANDOVER):
        return [(STAGE, stage)]
    handover = typed_to_json(ACTS[HANDOVER].Input, typed, zone=zone)
    received_by = " · ".join(filter(None, (stage.get("receiver"), stage.get("credential"))))
    if received_by:
        handover["received_by"] = received_by[:_RECEIVED_BY_LENGTH]
    return [(HANDOVER, handover), (STAGE, stage)]


def _drop_proposed_date(typed: FormData, *, proposed: FormData) -> FormData:
    """Return the form of a delay without the proposed date, if no hour was given.

    Raises `BadInput` for another date without an hour: midnight would soon let the child count as missing.
    """
    date = date_text(typed, EXPECTED_AT)
    if date is None or single_value(typed, f"{EXPECTED_AT}-time"):
        return typed
    if date != date_text(proposed, EXPECTED_AT):
        raise BadInput(FieldError("expected_at", t("Escriba también la hora.", "Write the hour too.")))
    return {name: values for name, values in typed.items() if not name.startswith(EXPECTED_AT)}


def _perform(day: JourneyDay, code: str, given: ActInput) -> bool:
    key = day.request.POST.get("once", "")[:80] or uuid4().hex
    return perform_once(code, day.case.id, given, key=f"{key}:{code}", by=day.by)


def _keep_photo(day: JourneyDay, *, is_new: bool) -> None:
    """Keep the photo of the signed sheet; a refused one does not undo the hand-over."""
    photo = day.request.FILES.get("photo")
    if photo is None or not is_new:
        return
    try:
        record_file_content(day.case, content=photo.read(), kind="other", remark=str(_SIGNED_SHEET), by=day.by)
    except (BadInput, InProgress, RoleMayNot):
        message = t(
            "La entrega quedó anotada, pero la foto no se pudo guardar: añádala en «Archivos».",
            "The hand-over was written down, but the photo could not be kept: add it in “Files”.",
        )
        messages.warning(day.request, str(message))
