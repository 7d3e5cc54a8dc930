"""What was typed in a form whose session had ended: kept sealed for the same person, given back after they sign in."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest

from amparo.ui.forms.read import Typed

_KEY = "typed_before_sign_in"
_SALT = "amparo.form"
_MAX_LENGTH = 200_000


def sign_owner(person: object) -> str:
    """A hidden field that says, in a way nobody can forge, who was typing."""
    return signing.dumps(str(person), salt=_SALT)


def stash_form(request: HttpRequest) -> None:
    """Put a form that was sent without a session aside, in the visitor's new one."""
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    if (
        request.method != "POST"
        or "owner" not in typed
        or sum(len(v) for values in typed.values() for v in values) > _MAX_LENGTH
    ):
        return
    request.session[_KEY] = {"path": request.path, "typed": typed}


def take_stashed_form(request: Any) -> Typed | None:
    """What this same person had typed on this page before they were signed out; gone once taken."""
    stash = request.session.get(_KEY)
    if stash is None or stash["path"] != request.path:
        return None
    del request.session[_KEY]
    try:
        owner = signing.loads(stash["typed"]["owner"][-1], salt=_SALT, max_age=7 * 86400)
    except signing.BadSignature:
        return None
    typed: Typed = stash["typed"]
    return typed if owner == str(request.actor.id) else None
