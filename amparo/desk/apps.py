"""The context as a Django app."""

from amparo.ledger.apps import Context


class DeskConfig(Context):
    """The desk."""

    name = "amparo.desk"
