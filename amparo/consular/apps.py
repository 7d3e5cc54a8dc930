"""Starts consular."""

from django.apps import AppConfig


class ConsularConfig(AppConfig):
    """Registers acts and facts."""

    name = "amparo.consular"

    def ready(self) -> None:
        """Make them known to the core."""
        from amparo.consular import acts, facts  # noqa: F401
