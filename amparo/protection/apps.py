"""The context as a Django app."""

from amparo.ledger.apps import Context


class ProtectionConfig(Context):
    """The context of child protection."""

    name = "amparo.protection"
