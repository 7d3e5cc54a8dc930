"""Starts the registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Registers acts, facts, parameters and policies."""

    name = "amparo.registry"

    def ready(self) -> None:
        """Make them known to the core."""
        from amparo.registry import acts, choices, facts, match_records, params, projection, rls  # noqa: F401
