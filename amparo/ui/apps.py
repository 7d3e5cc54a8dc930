"""The context as a Django app."""

from amparo.ledger.apps import Context


class UiConfig(Context):
    """Forms, pages, lists and the HTTP API that every context shares."""

    name = "amparo.ui"
