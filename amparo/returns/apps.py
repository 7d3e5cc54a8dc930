"""The context as a Django app."""

from amparo.ledger.apps import Context


class ReturnsConfig(Context):
    """The context of return and reunification."""

    name = "amparo.returns"
