"""Forms sent after the session ended.

They are stashed in the visitor's new session, whose row is sealed, and restored when the same person signs in.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest

from amparo.ui.forms.read import Typed
from amparo.ui.requests import find_actor

_KEY = "typed_before_sign_in"
_SALT = "amparo.form"
_MAX_LENGTH = 200_000


def sign_owner(person: object) -> str:
    """Return a signed value for a hidden field that states who fills in the form."""
    return signing.dumps(str(person), salt=_SALT)


def stash_form(request: HttpRequest) -> None:
    """Store a form that was sent without a session in the visitor's new session."""
    typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    if (
        request.method != "POST"
        or "owner" not in typed
        or sum(len(v) for values in typed.values() for v in values) > _MAX_LENGTH
    ):
        return
    request.session[_KEY] = {"path": request.path, "typed": typed}


def take_stashed_form(request: HttpRequest) -> Typed | None:
    """Remove and return what this person typed on this page.

    It was sent after their session ended.
    """
    by, stash = find_actor(request), request.session.get(_KEY)
    if by is None or stash is None or stash["path"] != request.path:
        return None
    del request.session[_KEY]
    try:
        owner = signing.loads(stash["typed"]["owner"][-1], salt=_SALT, max_age=7 * 86400)
    except signing.BadSignature:
        return None
    typed: Typed = stash["typed"]
    return typed if owner == str(by.id) else None
