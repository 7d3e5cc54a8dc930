"""The HTTP API of a node, under `/api/v1` (`interfaces.md`)."""

from amparo.ui.api.root import api

__all__ = ["api"]
