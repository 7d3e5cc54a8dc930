"""The health check of the matcher, without which a node still works."""

from amparo.registry import matcher
from amparo.ui.health import CHECKS

CHECKS.add("matcher", lambda: "ok" if matcher.is_available() else "silent")
