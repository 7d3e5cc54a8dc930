"""The context as a Django app."""

from amparo.ledger.apps import Context


class UiConfig(Context):
    """How anything is asked and shown."""

    name = "amparo.ui"
