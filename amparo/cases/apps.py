"""The context as a Django app."""

from amparo.ledger.apps import Context


class CasesConfig(Context):
    """Cases."""

    name = "amparo.cases"
