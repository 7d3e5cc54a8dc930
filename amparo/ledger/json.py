"""JSON values as Python has them."""

from typing import Any

type JsonObject = dict[str, Any]
"""A JSON object. Its values are read by name; what they are is known from the model that wrote them."""
