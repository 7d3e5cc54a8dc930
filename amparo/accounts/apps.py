"""The context as a Django app."""

from amparo.ledger.apps import Context


class AccountsConfig(Context):
    """People, agencies, roles and sign-in."""

    name = "amparo.accounts"
