"""Only addresses that we designed exist."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.callers import signed_in
from tests.factories import person

pytestmark = pytest.mark.usefixtures("open_house")

OF_PACKAGES = {
    "account/inactive/",
    "account/reauthenticate/",
    "account/password/change/",
    "account/2fa/",
    "account/2fa/authenticate/",
    "account/2fa/reauthenticate/",
    "account/2fa/totp/activate/",
    "account/2fa/totp/deactivate/",
    "account/2fa/webauthn/",
    "account/2fa/webauthn/add/",
    "account/2fa/webauthn/reauthenticate/",
    "account/2fa/webauthn/keys/<int:pk>/edit/",
    "account/2fa/webauthn/keys/<int:pk>/remove/",
    "account/2fa/recovery-codes/",
    "account/2fa/recovery-codes/generate/",
    "account/2fa/recovery-codes/download/",
    "account/sessions/",
    "language",
}
"""Pages of allauth and Django that have a place in the program; the API's documentation is the package's own."""
CLOSED = ["login/", "signup/", "email/", "confirm-email/", "password/reset/", "password/set/", "logout/"]


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Every address with the module of its view."""
    for pattern in resolver.url_patterns:
        at = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield at, getattr(pattern.callback, "view_class", pattern.callback).__module__
        else:
            yield from addresses(pattern, at)


def test_every_other_page_is_ours() -> None:
    of_packages = {
        at
        for at, module in addresses(get_resolver())
        if not module.startswith("amparo.") and not at.startswith("api/v1/")
    }
    assert of_packages == OF_PACKAGES


@pytest.mark.parametrize("page", CLOSED)
@pytest.mark.parametrize("who", ["nobody", "protection_officer"])
def test_pages_that_would_open_or_redirect_an_account_are_not_there(page: str, who: str) -> None:
    client = Client(raise_request_exception=False) if who == "nobody" else signed_in(person(who))
    assert client.get(f"/account/{page}").status_code == 404
    assert client.post(f"/account/{page}", {"email": "otra@example.org"}).status_code == 404
