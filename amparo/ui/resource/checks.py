"""Checks that several registers share."""

from __future__ import annotations

from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import Part, field_spec


def require_order(given: Part, first: str, last: str) -> None:
    """Raise `BadInput` at `last` when both are answered and it comes before `first`."""
    earlier, later = getattr(given, first), getattr(given, last)
    if earlier is None or later is None or later >= earlier:
        return
    label = field_spec(type(given).model_fields[first]).label
    words = t("Está antes de «{what}».", "It is before “{what}”.", what=label)
    raise BadInput(FieldError(last, words))
