"""The context as a Django app."""

from amparo.ledger.apps import Context


class ProtectionConfig(Context):
    """Protection."""

    name = "amparo.protection"
