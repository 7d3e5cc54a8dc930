"""The page on which an administrator resets or ends somebody's access."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import has_second_factor, valid_tokens
from amparo.directory.access import ResetInput, end_access_of, find_managed_person, reset_access
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.forms import Form, fields_for, typed_to_json
from amparo.ui.forms.read import Typed
from amparo.ui.inputs import parse_model
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.step_up import require_step_up

if TYPE_CHECKING:
    from amparo.accounts.models import Person


@signed_in
def person_access(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    """Show how a person signs in; POST gives a one-time code or ends their access."""
    person = find_managed_person(person_id, by=request.actor)
    require_step_up(request)
    if "end" in request.POST:
        end_access_of(person, by=request.actor)
        messages.success(request, str(t("Sus sesiones y tokens terminaron.", "Their sessions and tokens have ended.")))
        return redirect(reverse("person_access", args=[person.id]))
    return _reset(request, person) if request.method == "POST" else _render(request, person, {})


def _reset(request: ReaderRequest, person: Person) -> HttpResponse:
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    try:
        given = parse_model(ResetInput, typed_to_json(ResetInput, typed, zone=request.actor.zone))
        code = reset_access(person, given, by=request.actor)
    except BadInput as problem:
        return _render(request, person, typed, problem.errors, status=422)
    return _render(request, person, {}, code=code)


def _render(
    request: ReaderRequest,
    person: Person,
    typed: Typed,
    errors: tuple[FieldError, ...] = (),
    *,
    code: str = "",
    status: int = 200,
) -> HttpResponse:
    by = request.actor
    form = Form(by, by.zone, None, typed, errors)
    fields = [] if code else fields_for(ResetInput, form)
    context = {
        "person": person,
        "rows": _build_rows(person),
        "code": code,
        "fields": fields,
        "errors": form.summary(fields, ResetInput),
        "back_href": reverse("resource_edit", args=["people", person.id]),
        "sign_in_href": request.build_absolute_uri(reverse("reset_password")),
    }
    return render(request, "directory/access.html", context, status=status)


def _build_rows(person: Person) -> list[JsonObject]:
    set_up = t("Puesto", "Set up") if has_second_factor(person.id) else t("Sin poner", "Not set up")
    return [
        {"key": t("Usuario", "User name"), "value": person.username},
        {"key": t("Segundo factor", "Second factor"), "value": set_up},
        {"key": t("Tokens de la API", "API tokens"), "value": valid_tokens(person.id).count()},
    ]
