"""The context as a Django app."""

from amparo.ledger.apps import Context


class AccountsConfig(Context):
    """People and agencies."""

    name = "amparo.accounts"
