"""The decorator and request type of all pages that need a signed-in person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from amparo.ledger.actor import Actor
from amparo.ledger.text import t
from amparo.ui.requests import find_actor
from amparo.ui.stash import stash_form


class ReaderRequest(HttpRequest):
    """A request of somebody who is signed in."""

    actor: Actor


type Page[**P] = Callable[Concatenate[ReaderRequest, P], HttpResponse]


def signed_in[**P](view: Page[P]) -> Callable[..., HttpResponse]:
    """Require a signed-in person.

    Others go to the sign-in page, their sent form stashed.
    """

    @wraps(view)
    def guarded(request: ReaderRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if find_actor(request) is None:
            stash_form(request)
            address = f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}"
            return _session_ended_response(address) if "HX-Request" in request.headers else redirect(address)
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


def _session_ended_response(address: str) -> HttpResponse:
    """Return a message in place of a page fragment.

    A fragment must not contain the whole sign-in page.
    """
    words = t("Su sesión terminó.", "Your session has ended."), t("Entrar y seguir", "Sign in and go on")
    return HttpResponse(
        format_html('{} <a class="govuk-link" href="{}">{}</a>', words[0], address, words[1]), status=401
    )
