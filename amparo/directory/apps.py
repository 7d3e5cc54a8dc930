"""Starts the directory."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Registers policies and choices."""

    name = "amparo.directory"

    def ready(self) -> None:
        """Make them known to the core."""
        from amparo.directory import choices, params, rls  # noqa: F401
