"""The health check of the matcher, without which a node still works."""

from amparo.registry import matcher
from amparo.ui.health import health_check


@health_check("matcher")
def matcher_state() -> str:
    """Return `ok`, or `silent` when the matcher does not answer."""
    return "ok" if matcher.is_available() else "silent"
