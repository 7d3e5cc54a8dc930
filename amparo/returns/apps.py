"""Starts returns."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Registers acts, facts and parameters."""

    name = "amparo.returns"

    def ready(self) -> None:
        """Make them known to the core."""
        from amparo.returns import acts, facts, params  # noqa: F401
