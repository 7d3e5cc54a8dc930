"""Configuration of allauth: accounts are opened by an administrator only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from amparo.accounts.client_address import client_address, client_network
from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.accounts.steps import set_password

_UNKNOWN = "0.0.0.0"  # noqa: S104  no address that anybody has: nothing listens here


class Adapter(DefaultAccountAdapter):
    """Close sign-up, and slow those who guess: the address that they guess from."""

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

    def set_password(self, user: Person, password: str) -> None:
        """Set one's own password, with its event; other sessions and every token end."""
        set_password(user, password, by=actor_of(user))
