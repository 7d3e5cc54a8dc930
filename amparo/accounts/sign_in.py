"""Configuration of allauth: accounts are opened by an administrator only."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest

from amparo.accounts.client_address import client_address, client_network
from amparo.accounts.known_browsers import browser_of, name_sender
from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.accounts.steps import set_password

_UNKNOWN = "0.0.0.0"  # noqa: S104  no address that anybody has: nothing listens here
_LIMITS: Final = {
    "sign_in": "120/m/key",  # an office begins its day at once; wrong passwords are counted apart
    "known_browser": "5/300s/key",
}


def may_try_to_sign_in(request: HttpRequest) -> bool:
    """Count a try to sign in, right or wrong; return whether it is one too many."""
    return _count(request, "sign_in", name_sender(request)) is not None


def _count(request: HttpRequest, action: str, key: str) -> Any:
    """Return what can take the count back, None past the limit."""
    return ratelimit.consume(request, app="amparo.accounts", action=action, config=_LIMITS, key=key)


class Adapter(DefaultAccountAdapter):
    """Close sign-up, and slow those who guess: the address that they guess from.

    A browser that the person signed in with before has its own count, so that the others behind the address of who
    guesses still sign in.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: nobody opens an account for themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address by which allauth counts and lists sessions."""
        return client_address(request) or _UNKNOWN

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """Return by what wrong passwords are counted: the name, from one address.

        By the name alone, whoever knows a colleague's name could keep them out of the node.
        """
        return f"{client_network(request)} {credentials.get('username', '').casefold()}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try at a password. Raises `ValidationError` past the limit.

        A known browser whose own tries are used up is counted as any other.
        """
        browser = browser_of(request, credentials.get("username", ""))
        self._login_failed_rl_usage = _count(request, "known_browser", browser) if browser else None
        if not self._login_failed_rl_usage:
            super().pre_authenticate(request, **credentials)

    def set_password(self, user: Person, password: str) -> None:
        """Set one's own password, with its event; other sessions and every token end."""
        set_password(user, password, by=actor_of(user))
