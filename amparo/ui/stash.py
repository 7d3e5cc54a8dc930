"""Forms sent after the session ended.

They are stashed, sealed, and restored when the same person signs in: rows of sessions lie outside row-level security.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from django.core import signing
from django.http import HttpRequest

from amparo.ledger.keys import seal_alone, unseal_alone
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
    kept = seal_alone({"path": request.path, "typed": typed}, _KEY, _SALT)
    request.session[_KEY] = b64encode(kept).decode()


def take_stashed_form(request: HttpRequest) -> Typed | None:
    """Remove and return what this person typed on this page.

    It was sent after their session ended.
    """
    by, kept = find_actor(request), request.session.get(_KEY)
    if by is None or kept is None:
        return None
    try:
        stash = unseal_alone(b64decode(kept), _KEY, _SALT)
    except InvalidTag:  # the node has another key by now
        return None
    if stash["path"] != request.path:
        return None
    del request.session[_KEY]
    try:
        owner = signing.loads(stash["typed"]["owner"][-1], salt=_SALT, max_age=7 * 86400)
    except signing.BadSignature:
        return None
    typed: Typed = stash["typed"]
    return typed if owner == str(by.id) else None
