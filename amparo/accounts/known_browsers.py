"""Browsers in which somebody signed in before: each has its own count of tries.

Who guesses from an office would else keep out everybody behind the office's address. These are OWASP's device cookies:
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies

A cookie is signed, is of one person, and ends with their password. It opens nothing, and tells no name. Stolen, it
gives a few tries at that person's password, in a count of its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from amparo.accounts.client_address import client_network
from amparo.accounts.models import Person

LIFETIME: Final = timedelta(days=180)
_RENEWED_AFTER: Final = LIFETIME / 2
_MOST: Final = 12
"""People whose cookies one browser keeps: a computer may be shared by shifts, and headers have a largest size."""


def browser_of(request: HttpRequest, username: str) -> str:
    """Return which browser this is to the person of this name.

    Blank if it is none that they signed in with.
    """
    if not any(_sent_cookies(request)):
        return ""
    person = Person.objects.filter(username__iexact=username).first()
    return _find_browser(request, person, LIFETIME) if person else ""


def name_sender(request: HttpRequest) -> str:
    """Return by what the requests of somebody not signed in are counted.

    By the person of a cookie that this node signed: one count for all cookies of that person. Else by the address.
    """
    for name in _sent_cookies(request):
        if _read(request, name, LIFETIME):
            return f"known browser {name}"
    return f"address {client_network(request)}"


def keep_browser(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Let a response make this browser known to who is signed in, unless it is."""
    if _find_browser(request, person, _RENEWED_AFTER):
        return
    name, known = _cookie_name(person), list(_sent_cookies(request))
    if name not in known and len(known) >= _MOST:
        response.delete_cookie(known[0])
    response.set_cookie(
        name,
        _signer(name).sign(f"{(browser := secrets.token_hex(12))}.{_fingerprint(person, browser)}"),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _find_browser(request: HttpRequest, person: Person, lifetime: timedelta) -> str:
    browser, _, fingerprint = _read(request, _cookie_name(person), lifetime).partition(".")
    return browser if constant_time_compare(fingerprint, _fingerprint(person, browser)) else ""


def _read(request: HttpRequest, name: str, lifetime: timedelta) -> str:
    """Return what a cookie of this name says.

    Blank if this node did not sign it for this name, or long ago.
    """
    try:
        return _signer(name).unsign(request.COOKIES.get(name, ""), max_age=lifetime)
    except BadSignature:
        return ""


def _sent_cookies(request: HttpRequest) -> Iterator[str]:
    return (name for name, value in request.COOKIES.items() if value and name.startswith(settings.KNOWN_BROWSER_COOKIE))


def _cookie_name(person: Person) -> str:
    of_person = salted_hmac("amparo.browser.person", str(person.id), algorithm="sha256").hexdigest()[:24]
    return f"{settings.KNOWN_BROWSER_COOKIE}{of_person}"


def _fingerprint(person: Person, browser: str) -> str:
    """Return what ties a cookie to the person's password and access of now."""
    tied = f"{browser} {person.id} {person.get_session_auth_hash()}"
    return salted_hmac("amparo.browser", tied, algorithm="sha256").hexdigest()[:32]


def _signer(name: str) -> TimestampSigner:
    return TimestampSigner(salt=f"amparo.browser {name}")
