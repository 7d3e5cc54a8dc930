"""The context as a Django app."""

from amparo.ledger.apps import Context


class RegistryConfig(Context):
    """The registry."""

    name = "amparo.registry"
