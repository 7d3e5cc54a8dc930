"""Starts the app that knows people."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Gives the core its access policy."""

    name = "amparo.accounts"

    def ready(self) -> None:
        """Answer the core's questions of access from now on."""
        from amparo.accounts import rls  # noqa: F401  declares the policies of its tables
        from amparo.accounts.policy import AccountsPolicy
        from amparo.core.access import set_policy

        set_policy(AccountsPolicy())
