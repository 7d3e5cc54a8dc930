"""The second factor again, before what cannot be undone.

What needs it says so once (`is_sensitive` of an act or an editor): then its page asks here, and its API operation needs
a token with the scope `sensitive`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from amparo.accounts.selectors import has_passkey
from amparo.ledger import clock
from amparo.ledger.problems import Problem
from amparo.ledger.text import t
from amparo.ui.requests import find_actor
from amparo.ui.stash import stash_form

RECENT: Final = timedelta(minutes=15)


class StepUpNeeded(Problem):
    """The second factor was not used lately in this session."""

    status, type = 403, "step-up"
    title = t("Confirme con su segundo factor", "Confirm with your second factor")
    remedy = t("Escriba otra vez el código de su segundo factor.", "Enter the code of your second factor once more.")


def require_step_up(request: HttpRequest) -> None:
    """Raise `StepUpNeeded` unless the second factor was used in the last minutes.

    What was sent is kept until the person comes back. Not in the demo, which has no second factor.
    """
    if settings.DEMO or _used_lately(request):
        return
    stash_form(request)
    raise StepUpNeeded


def _used_lately(request: HttpRequest) -> bool:
    used = [each["at"] for each in get_authentication_records(request, request.user) if each["method"] == "mfa"]
    return bool(used) and clock.now().timestamp() - used[-1] < RECENT.total_seconds()


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """Return the way to the page that asks for it, and back.

    A passkey first, which cannot be given to a false page; it leads on to a code.
    """
    by = find_actor(request)
    page = "mfa_reauthenticate_webauthn" if by and has_passkey(by.id) else "mfa_reauthenticate"
    return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
