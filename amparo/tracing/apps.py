"""Starts tracing."""

from django.apps import AppConfig


class TracingConfig(AppConfig):
    """Registers acts and facts."""

    name = "amparo.tracing"

    def ready(self) -> None:
        """Make them known to the core."""
        from amparo.tracing import acts, facts  # noqa: F401
