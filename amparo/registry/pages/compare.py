"""Pages that compare two records.

The answers of a new case with an existing one, or two cases.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.cases import selectors
from amparo.cases.act import ACTS
from amparo.cases.case_kinds import build_frame
from amparo.cases.file import CaseFile
from amparo.cases.pages.drafting import read_typed
from amparo.cases.readings import log_reading
from amparo.cases.rights import role_may
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.matching.record import Record
from amparo.registry.child_summary import ChildSummary, summarise_answers, summarise_file
from amparo.registry.comparison import comparison_rows, explain_match, probability_words, registration_words
from amparo.registry.components import child_line
from amparo.registry.duplicate_pairs import find_match_with
from amparo.registry.match_records import build_match_record, child_match_record
from amparo.registry.selectors import child_card, identity_photograph, possible_duplicates, same_child_cards
from amparo.ui import present
from amparo.ui.forms.read import Typed, typed_to_json
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.stash import sign_owner, take_stashed_form

if TYPE_CHECKING:
    from amparo.cases.models import Case


@signed_in
def compare_new(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Show the answers of a new record beside a case that may be of the same child.

    The form carries all answers along.
    """
    declared, by = ACTS["register"], request.actor
    if not role_may(by, declared):
        raise Http404
    other = selectors.visible_case(case_id, by=by)
    typed = read_typed(request) if request.method == "POST" else take_stashed_form(request)
    if typed is None:
        return redirect("new_case")
    context = _comparison_context(request, _typed_side(request, typed), other)
    context["right"]["heading"]["href"] = ""  # no link that would lose the typed answers
    context |= {
        "other": other,
        "hidden": [(key, value) for key, values in typed.items() if key not in _DECISION_FIELDS for value in values],
        "settled": [value for value in typed.get("distinct_from", []) if value != str(other.id)],
        "owner": sign_owner(by.id),
        "likely": _explained_match(_record_of_summary(context["left"]["known"]), other, by),
    }
    return render(request, "registry/compare_new.html", context)


_DECISION_FIELDS = frozenset({"distinct_from", "same_as"})


def _record_of_summary(known: ChildSummary) -> Record:
    return build_match_record(known.names, known.birth, known.sex)


def _explained_match(compared: Record, other: Case, by: Actor) -> JsonObject | None:
    """Return the explained match with the other case; None if hardly alike."""
    found = find_match_with(compared, other.id, by=by)
    return explain_match(found) if found else None


def _typed_side(request: ReaderRequest, typed: Typed) -> JsonObject:
    answers = typed_to_json(ACTS["register"].Input, typed, zone=request.actor.zone)
    known = summarise_answers(answers, on=present.today())
    return {"heading": t("Lo que escribió", "What you wrote"), "known": known, "about": "", "photograph": ""}


@signed_in
def duplicates(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """List other cases that may be of the same child, each with its comparison."""
    by = request.actor
    case = selectors.visible_case(case_id, by=by)
    file = selectors.file_for(case, by=by)
    found = possible_duplicates(case, file, by=by)
    context = build_frame(case, file, by=by, current="child") | {
        "candidates": [asdict(candidate) | {"share": probability_words(candidate.similarity)} for candidate in found]
    }
    return render(request, "registry/duplicates.html", context)


@signed_in
def compare(request: ReaderRequest, case_id: UUID, other_id: UUID) -> HttpResponse:
    """Show two cases side by side, and the decision for those who may take it."""
    by = request.actor
    case, other = (selectors.visible_case(wanted_id, by=by) for wanted_id in (case_id, other_id))
    if case.id == other.id:
        raise Http404
    file = selectors.file_for(case, by=by)
    context = (
        build_frame(case, file, by=by, current="child")
        | _comparison_context(request, _case_side(request, case, file), other)
        | {
            "other": other,
            "may_say": role_may(by, ACTS["record_duplicate"]),
            "linked": other.id in {card.case_id for card in same_child_cards(case, by=by)},
            "likely": _explained_match(child_match_record(file), other, by),
            "owner": sign_owner(by.id),
        }
    )
    return render(request, "registry/compare.html", context)


def _case_side(request: ReaderRequest, case: Case, file: CaseFile) -> JsonObject:
    by, known = request.actor, summarise_file(file)
    photograph = identity_photograph(case, by=by)
    return {
        "heading": child_line(child_card(case, file), number=case.number, href=reverse("case", args=[case.id])),
        "known": known,
        "about": registration_words(known, by=by),
        "photograph": reverse("case_file", args=[case.id, photograph.id]) if photograph else "",
    }


def _comparison_context(request: ReaderRequest, left: JsonObject, other: Case) -> JsonObject:
    """Return both sides and the rows; log that the reader read the other case."""
    log_reading(other, "comparison", by=request.actor)
    right = _case_side(request, other, selectors.file_for(other, by=request.actor))
    return {"left": left, "right": right, "rows": comparison_rows(left["known"], right["known"])}
