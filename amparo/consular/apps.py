"""The context as a Django app."""

from amparo.ledger.apps import Context


class ConsularConfig(Context):
    """The context of consular protection."""

    name = "amparo.consular"
