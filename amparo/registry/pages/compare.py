"""Comparing two records before anybody says whether they are of one child: what was typed with a case, or two cases."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.cases import selectors
from amparo.cases.act import ACTS
from amparo.cases.case_kinds import frame_of
from amparo.cases.file import CaseFile
from amparo.cases.pages.drafting import typed_in
from amparo.cases.readings import log_reading
from amparo.cases.rights import role_may
from amparo.ledger.actor import Actor
from amparo.ledger.text import t
from amparo.matching.record import Record
from amparo.registry.compare import Known, known_from, known_of
from amparo.registry.comparison import compared, explained, registered, share
from amparo.registry.components import child_line
from amparo.registry.match_records import record, record_of
from amparo.registry.review import likeness
from amparo.registry.selectors import child_card, duplicates_of, photograph_of, same_child
from amparo.ui import present
from amparo.ui.forms import typed_to_json
from amparo.ui.forms.read import Typed
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.stash import sign_owner, take_stashed_form

if TYPE_CHECKING:
    from amparo.cases.models import Case


@signed_in
def compare_new(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """What was typed to open a record beside a case that may be of the same child; all of it travels along."""
    declared, by = ACTS["register"], request.actor
    if not role_may(by, declared):
        raise Http404
    other = selectors.visible_case(case_id, by=by)
    typed = typed_in(request) if request.method == "POST" else take_stashed_form(request)
    if typed is None:
        return redirect("new_case")
    context = _beside(request, _typed_side(request, typed), other)
    context["right"]["heading"]["href"] = ""  # no link by which what was typed could be left behind unawares
    context |= {
        "other": other,
        "hidden": [(key, value) for key, values in typed.items() if key not in _DECIDING for value in values],
        "settled": [value for value in typed.get("distinct_from", []) if value != str(other.id)],
        "owner": sign_owner(by.id),
        "likely": _likely(_record_of_known(context["left"]["known"]), other, by),
    }
    return render(request, "registry/compare_new.html", context)


_DECIDING = frozenset({"distinct_from", "same_as"})


def _record_of_known(known: Known) -> Record:
    return record(known.names, known.birth, known.sex)


def _likely(compared: Record, other: Case, by: Actor) -> dict[str, Any] | None:
    """How likely it is that the other case is of this child, and why; nothing where the two are hardly alike."""
    found = likeness(compared, other.id, by=by)
    return explained(found) if found else None


def _typed_side(request: ReaderRequest, typed: Typed) -> dict[str, Any]:
    answers = typed_to_json(ACTS["register"].Input, typed, zone=request.actor.zone)
    known = known_from(answers, on=present.today())
    return {"heading": t("Lo que escribió", "What you wrote"), "known": known, "about": "", "photograph": ""}


@signed_in
def duplicates(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Other cases that may be of the same child, each with the way to compare."""
    by = request.actor
    case = selectors.visible_case(case_id, by=by)
    file = selectors.file_for(case, by=by)
    found = duplicates_of(case, file, by=by)
    context = frame_of(case, file, by=by, current="child") | {
        "candidates": [asdict(one) | {"share": share(one.similarity)} for one in found]
    }
    return render(request, "registry/duplicates.html", context)


@signed_in
def compare(request: ReaderRequest, case_id: UUID, other_id: UUID) -> HttpResponse:
    """Two cases side by side, and for those who may say so, whether they are of one child."""
    by = request.actor
    case, other = (selectors.visible_case(one, by=by) for one in (case_id, other_id))
    if case.id == other.id:
        raise Http404
    file = selectors.file_for(case, by=by)
    context = (
        frame_of(case, file, by=by, current="child")
        | _beside(request, _case_side(request, case, file), other)
        | {
            "other": other,
            "may_say": role_may(by, ACTS["record_duplicate"]),
            "linked": other.id in {card.case_id for card in same_child(case, by=by)},
            "likely": _likely(record_of(file), other, by),
            "owner": sign_owner(by.id),
        }
    )
    return render(request, "registry/compare.html", context)


def _case_side(request: ReaderRequest, case: Case, file: CaseFile) -> dict[str, Any]:
    by, known = request.actor, known_of(file)
    photograph = photograph_of(case, by=by)
    return {
        "heading": child_line(child_card(case, file), number=case.number, href=reverse("case", args=[case.id])),
        "known": known,
        "about": registered(known, by=by),
        "photograph": reverse("case_file", args=[case.id, photograph.id]) if photograph else "",
    }


def _beside(request: ReaderRequest, left: dict[str, Any], other: Case) -> dict[str, Any]:
    """Both sides and what the component compares; that somebody read the other case is logged."""
    log_reading(other, "comparison", by=request.actor)
    right = _case_side(request, other, selectors.file_for(other, by=request.actor))
    return {"left": left, "right": right, "rows": compared(left["known"], right["known"])}
