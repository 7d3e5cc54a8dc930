"""Starts tracing."""

from django.apps import AppConfig


class TracingConfig(AppConfig):
    """Registers acts, facts, choices and policies."""

    name = "amparo.tracing"

    def ready(self) -> None:
        """Make them known to the core."""
        from amparo.tracing import acts, facts  # noqa: F401
        from amparo.tracing import choices as case_choices  # noqa: F401
        from amparo.tracing.imports import rls as import_rules  # noqa: F401
        from amparo.tracing.matches import acts as match_acts  # noqa: F401
        from amparo.tracing.matches import choices as match_choices  # noqa: F401
        from amparo.tracing.matches import (
            compared,  # noqa: F401
            searching,  # noqa: F401
        )
        from amparo.tracing.matches import rls as match_rules  # noqa: F401
        from amparo.tracing.reports import acts as report_acts  # noqa: F401
        from amparo.tracing.reports import choices, projection, rls  # noqa: F401
