"""The context as a Django app."""

from amparo.ledger.apps import Context


class TracingConfig(Context):
    """Tracing."""

    name = "amparo.tracing"
