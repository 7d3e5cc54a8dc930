"""Starts protection."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Registers acts, facts and parameters."""

    name = "amparo.protection"

    def ready(self) -> None:
        """Make them known to the core."""
        from amparo.protection import acts, choices, facts, params  # noqa: F401
        from amparo.protection.modules import import_all

        for package in (acts, facts, params):
            import_all(package)
