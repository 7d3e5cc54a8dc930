"""The page of one's own API tokens: which there are, a new one, the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from amparo.accounts.scopes import READ
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.forms import Form, fields_for, json_to_typed, typed_to_json
from amparo.ui.forms.read import Typed
from amparo.ui.inputs import parse_model
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.step_up import require_step_up
from amparo.ui.tokens import TokenInput, issue_own_token, list_own_tokens, revoke_own_token

if TYPE_CHECKING:
    from amparo.accounts.models import Token

_FIRST = {"scopes": [READ], "days": 90}


@signed_in
def tokens(request: ReaderRequest) -> HttpResponse:
    """Show one's own tokens and the form of a new one; POST issues or ends one."""
    if "revoke" in request.POST:
        return _revoke(request)
    require_step_up(request)
    if request.method == "POST":
        return _issue(request)
    return _render(request, json_to_typed(TokenInput, _FIRST, zone=request.actor.zone))


def _revoke(request: ReaderRequest) -> HttpResponse:
    revoke_own_token(request.POST["revoke"], by=request.actor)
    messages.success(request, str(t("Ese token ya no abre nada.", "That token opens nothing any more.")))
    return redirect("tokens")


def _issue(request: ReaderRequest) -> HttpResponse:
    by = request.actor
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    try:
        given = parse_model(TokenInput, typed_to_json(TokenInput, typed, zone=by.zone))
    except BadInput as problem:
        return _render(request, typed, problem.errors, status=422)
    return _render(request, {}, issued=issue_own_token(given, by=by))


def _render(
    request: ReaderRequest, typed: Typed, errors: tuple[FieldError, ...] = (), *, issued: str = "", status: int = 200
) -> HttpResponse:
    by = request.actor
    form = Form(by, by.zone, None, typed, errors)
    fields = [] if issued else fields_for(TokenInput, form)
    context = {
        "issued": issued,
        "fields": fields,
        "errors": form.summary(fields, TokenInput),
        "tokens": [_build_row(token, by) for token in list_own_tokens(by=by)],
    }
    return render(request, "ui/tokens.html", context, status=status)


def _build_row(token: Token, by: Actor) -> JsonObject:
    return {
        "id": token.id,
        "name": token.name or "–",
        "scopes": ", ".join(str(label("token_scope", scope)) for scope in token.scopes),
        "until": present.format_exact(token.expires_at, by),
    }
