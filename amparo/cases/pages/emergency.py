"""A look in an emergency: its form, who looked, and the supervisor's review."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import agency_names, person_names
from amparo.cases import emergency
from amparo.cases.readings import part_label
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, NotVisible
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.export import csv_response, wants_csv
from amparo.ui.forms.summary import summarize_errors
from amparo.ui.pages.base import ReaderRequest, signed_in

MINUTES = (15, 30, 60)
SHOWN = 200


@signed_in
def break_glass(request: ReaderRequest) -> HttpResponse:
    """Ask to read a case; below, the looks that this person made or reviews."""
    by = request.actor
    if not emergency.may_open_in_emergency(by):
        raise Http404
    if request.method == "POST":
        return _open(request)
    return _render_index(request)


def _open(request: ReaderRequest) -> HttpResponse:
    minutes = request.POST.get("minutes", "")
    try:
        opened = emergency.open_case(
            request.POST.get("number", "")[:200],
            request.POST.get("reason", ""),
            int(minutes) if minutes.isdecimal() and len(minutes) < 4 else 0,
            by=request.actor,
        )
    except BadInput as problem:
        return _render_index(request, problem.errors, status=422)
    except NotVisible as problem:
        return _render_index(request, (FieldError("number", problem.detail),), status=404)
    except emergency.TooManyAttempts as problem:
        return _render_index(request, (FieldError("number", f"{problem.title}. {problem.detail}"),), status=429)
    until = present.format_exact(opened.until, request.actor)
    messages.warning(
        request,
        str(t("Puede leer hasta {until}. Se avisó a la supervisión y todo lo que lea queda anotado.",
              "You can read until {until}. The supervisors were told, and all that you read is logged.", until=until)),
    )  # fmt: skip
    return redirect("case", opened.case_id)


def _render_index(request: ReaderRequest, errors: Sequence[FieldError] = (), *, status: int = 200) -> HttpResponse:
    by = request.actor
    looks = list(emergency.looks_visible_to(by=by)[:SHOWN])
    columns, rows = _build_list(looks, by)
    if wants_csv(request):
        return csv_response(columns, rows)
    fields = _build_fields(request, errors)
    context = {
        "fields": fields,
        "errors": summarize_errors(errors, fields),
        "columns": columns,
        "rows": rows,
    }
    return render(request, "cases/emergency/index.html", context, status=status)


def _build_fields(request: ReaderRequest, errors: Sequence[FieldError]) -> list[JsonObject]:
    typed = request.POST.get

    def errors_of(name: str) -> list[str]:
        return [str(error.message) for error in errors if error.path == name]

    return [
        {"kind": "text", "name": "number", "label": t("Número del expediente", "Case number"),
         "value": typed("number", ""),
         "required": True, "errors": errors_of("number")},
        {"kind": "textarea", "name": "reason",
         "label": t("Por qué necesita leerlo ahora", "Why you need to read it now"),
         "value": typed("reason", ""), "required": True, "errors": errors_of("reason")},
        {"kind": "radios", "name": "minutes", "label": t("Por cuánto tiempo", "For how long"),
         "value": typed("minutes", ""),
         "choices": [{"value": str(n), "label": t("{n} minutos", "{n} minutes", n=n)} for n in MINUTES],
         "required": True, "errors": errors_of("minutes")},
    ]  # fmt: skip


def _build_list(looks: list[emergency.Look], by: Actor) -> tuple[list[JsonObject], list[JsonObject]]:
    people = person_names({look.person for look in looks})
    agencies = agency_names({look.agency for look in looks if look.agency})
    now = clock.now()
    columns = [
        {"label": t("Quién", "Who"), "kind": "link"},
        {"label": t("Institución", "Agency")},
        {"label": t("Cuándo", "When")},
        {"label": t("Expediente", "Case")},
        {"label": t("Revisión", "Review"), "kind": "tag"},
    ]
    rows = [
        {
            "cells": [
                {"href": reverse("emergency_look", args=[look.id]), "text": people.get(look.person, "")},
                agencies.get(look.agency, "") if look.agency else "",
                present.format_relative(look.at, now, by),
                look.case.number if look.case else "",
                review_state(look),
            ],
            "state": "late" if look.case_id and look.reviewed_at is None else "",
        }
        for look in looks
    ]
    return columns, rows


def review_state(look: emergency.Look) -> dict[str, str]:
    """Return the state of a review as a tag: an unreviewed look stays red."""
    if look.case_id is None:
        return {"text": str(t("No se abrió", "Not opened")), "tone": "neutral"}
    if look.reviewed_at is None:
        return {"text": str(t("Sin revisar", "Not reviewed")), "tone": "danger"}
    if look.justified:
        return {"text": str(t("Justificada", "Justified")), "tone": "done"}
    return {"text": str(t("No justificada", "Not justified")), "tone": "time"}


@signed_in
def emergency_look(request: ReaderRequest, look_id: UUID) -> HttpResponse:
    """Show one look: who, why, what was read.

    The supervisor of the responsible agency says whether it was justified.
    """
    by = request.actor
    look = emergency.looks_visible_to(by=by).filter(id=look_id).first()
    if look is None:
        raise Http404
    errors = _review(request, look_id) if request.method == "POST" else ()
    if request.method == "POST" and not errors:
        messages.success(request, str(t("La revisión quedó anotada.", "The review is on record.")))
        return redirect("home")
    fields = _build_review_fields(request, errors) if emergency.may_review(look, by=by) else []
    context = {
        "look": look,
        "rows": _build_look_rows(look, by),
        "read_columns": [{"label": t("Qué leyó", "What was read")}, {"label": t("Cuándo", "When")}],
        "read": _build_reading_rows(look, by),
        "fields": fields,
        "errors": summarize_errors(errors, fields),
        "back_href": reverse("break_glass"),
    }
    return render(request, "cases/emergency/look.html", context, status=422 if errors else 200)


def _review(request: ReaderRequest, look_id: UUID) -> Sequence[FieldError]:
    """Store the review that was sent, or return what is wrong with it."""
    verdict = request.POST.get("justified", "")
    if verdict not in ("yes", "no"):
        return [FieldError("justified", t("Elija una respuesta.", "Choose an answer."))]
    try:
        emergency.review(look_id, justified=verdict == "yes", words=request.POST.get("review", ""), by=request.actor)
    except BadInput as problem:
        return problem.errors
    return ()


def _build_look_rows(look: emergency.Look, by: Actor) -> list[JsonObject]:
    people = person_names({person for person in (look.person, look.reviewed_by) if person})
    agencies = agency_names({look.agency} if look.agency else set())
    rows = [
        (t("Quién", "Who"), people.get(look.person, "")),
        (t("Institución", "Agency"), agencies.get(look.agency, "") if look.agency else ""),
        (t("Motivo", "Reason"), look.reason),
        (t("Desde", "From"), present.format_exact(look.at, by)),
        (t("Hasta", "Until"), present.format_exact(look.until, by) if look.until else ""),
        (t("Revisión", "Review"), review_state(look)["text"]),
        (t("Por", "By"), people.get(look.reviewed_by, "") if look.reviewed_by else ""),
        (t("Motivo de la revisión", "Reason of the review"), look.review),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _build_reading_rows(look: emergency.Look, by: Actor) -> list[list[str]]:
    readings = emergency.list_readings_during(look) if look.case_id else []
    return [[part_label(reading.what), present.format_exact(reading.at, by)] for reading in readings]


def _build_review_fields(request: ReaderRequest, errors: Sequence[FieldError]) -> list[JsonObject]:
    typed, wrong = request.POST.get, {error.path: [str(error.message)] for error in errors}
    yes_no = [("yes", t("Sí", "Yes")), ("no", t("No", "No"))]
    return [
        {"kind": "radios", "name": "justified", "label": t("¿Fue justificada?", "Was it justified?"), "required": True,
         "value": typed("justified", ""), "choices": [{"value": value, "label": label} for value, label in yes_no],
         "errors": wrong.get("justified", [])},
        {"kind": "textarea", "name": "review", "label": t("Por qué", "Why"), "required": True,
         "value": typed("review", ""),
         "errors": wrong.get("review", [])},
    ]  # fmt: skip
