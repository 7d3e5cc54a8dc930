"""One-time codes of an administrator for a new password.

A code closes the account until its person sets a new password with it. Whoever gives it out learns the code, so every
one is an event with its reason, and the person learns of it: their password opens nothing any more.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta
from typing import Final

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from amparo.accounts.models import Person, ResetCode
from amparo.accounts.selectors import actor_of
from amparo.accounts.steps import append_access_event, describe_password, end_access, set_password
from amparo.ledger import clock
from amparo.ledger.actor import KEEPER, Actor
from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.row_checks import describe_row
from amparo.ledger.text import t
from amparo.ledger.transaction import in_transaction

CODE_ISSUED: Final = "issue_reset_code"
CODE_USED: Final = "use_reset_code"
VALID_FOR: Final = timedelta(hours=24)
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none that is taken for another when it is read out on the telephone."""
_LENGTH, _GROUP = 16, 4

_NOT_VALID = t(
    "El usuario o el código no sirven, o el código venció. Pida otro a quien administra el nodo.",
    "The user name or code is not valid, or the code has expired. Ask the administrator of the node for another.",
)


@in_transaction
def issue_reset_code(person: Person, *, reason: str, is_second_factor_lost: bool, by: Actor = KEEPER) -> str:
    """Close an account until its person sets a new password; return the code for it.

    Sessions, tokens, the password and earlier codes end at once; the second factor too, if it is lost. Only the hash of
    the code is stored.
    """
    code, now = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), clock.now()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    if is_second_factor_lost:
        Authenticator.objects.filter(user_id=person.pk).delete()
    row = ResetCode.objects.create(person=person, hash=_hash_code(code), created_at=now, expires_at=now + VALID_FOR)
    append_access_event(
        CODE_ISSUED,
        person,
        by=by,
        reset_code=describe_code(row),
        password=describe_password(person),
        reason=reason,
        second_factor="lost" if is_second_factor_lost else "kept",
    )
    end_access(person, by=by)
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def _hash_code(code: str) -> str:
    """Return the hash of a code as it was typed.

    Capitals, blanks and hyphens do not count. 80 random bits cannot be guessed from their hash.
    """
    typed = re.sub(r"[\s-]", "", code.upper()).translate(str.maketrans("OIL", "011"))
    return hashlib.sha256(typed.encode(errors="replace")).hexdigest()


@in_transaction
def use_reset_code(username: str, code: str, password: str) -> Person:
    """Set a new password with a code, which serves once; return whose it is.

    The newest code of this person only. Raises `BadInput`: the same for an unknown user name and a wrong code.
    """
    row = _lock_code(username, code)
    _require_strong(password, row.person)
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    by, used = actor_of(row.person), {"hash": row.hash, "used_at": iso_instant(row.used_at)}
    append_access_event(CODE_USED, row.person, by=by, used_reset_code=used)
    set_password(row.person, password, by=by)
    return row.person


def _lock_code(username: str, code: str) -> ResetCode:
    codes = ResetCode.objects.select_for_update(of=("self",)).select_related("person__agency")
    of_person = codes.filter(person__username__iexact=username, person__is_active=True)
    row = of_person.filter(hash=_hash_code(code), used_at=None, expires_at__gt=clock.now()).first()
    if row is None or ResetCode.objects.filter(person=row.person_id, created_at__gt=row.created_at).exists():
        raise BadInput(FieldError("code", _NOT_VALID))
    return row


def _require_strong(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise BadInput(FieldError("password", " ".join(error.messages))) from error


def describe_code(row: ResetCode) -> JsonObject:
    """Return a code as its event keeps it."""
    return describe_row(row, "person", "hash", "created_at", "expires_at")
