"""The HTTP API of a node, under `/api/v1`."""

from amparo.ui.api.root import api

__all__ = ["api"]
