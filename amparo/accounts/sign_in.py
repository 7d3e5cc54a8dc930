"""Configuration of allauth: accounts are opened by an administrator only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Close sign-up: accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: nobody opens an account for themselves."""
        return False
