"""The context as a Django app."""

from amparo.ledger.apps import Context


class ConsularConfig(Context):
    """Consular protection."""

    name = "amparo.consular"
