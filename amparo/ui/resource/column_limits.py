"""The limits that the columns of a table set to the input of its rows."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db.models import CharField, Model
from pydantic import create_model

from amparo.ui.fields import MaxTextLength, Part
from amparo.ui.forms.shape import shape_of

_TEXTS = frozenset({"text", "textarea"})


def limit_to_columns[I: Part](asked: type[I], model: type[Model]) -> type[I]:
    """Return the input with each text limited to the length of its column.

    Form, API schema and checks read the limit from there; the input itself when no column sets one.
    """
    columns = {column.name: column for column in model._meta.concrete_fields}
    limited: dict[str, Any] = {}
    for name, info in asked.model_fields.items():
        column = columns.get(name)
        if isinstance(column, CharField) and column.max_length and shape_of(name, info).kind in _TEXTS:
            info = copy(info)
            info.metadata = [*info.metadata, MaxTextLength(column.max_length)]
            limited[name] = (info.annotation, info)
    return create_model(asked.__name__, __base__=asked, __doc__=asked.__doc__, **limited) if limited else asked
