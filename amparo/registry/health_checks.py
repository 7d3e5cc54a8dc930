"""The matcher is a part without which a node works on."""

from amparo.registry import matcher
from amparo.ui.health import CHECKS

CHECKS.add("matcher", lambda: "ok" if matcher.is_available() else "silent")
