"""The context as a Django app."""

from amparo.ledger.apps import Context


class ReturnsConfig(Context):
    """Returns."""

    name = "amparo.returns"
