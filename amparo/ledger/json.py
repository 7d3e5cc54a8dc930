"""JSON values as Python has them."""

from collections.abc import Mapping, Sequence
from typing import Any

type JsonObject = dict[str, Any]
"""A JSON object. Its values are read by name; their types are those of the model that wrote it."""

type JsonMapping = Mapping[str, Any]
"""A JSON object that is only read."""

type JsonValue = JsonMapping | Sequence[JsonValue] | str | int | float | bool | None
"""Any JSON value."""
