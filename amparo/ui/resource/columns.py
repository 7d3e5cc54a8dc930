"""Columns that many lists have: text, code, codes, day, name.

An empty cell is None: the list shows a dash, a file leaves it empty.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from amparo.ledger.actor import Actor
from amparo.ledger.codes import label as label_of
from amparo.ui.resource.declaration import Cell, Column


def text_column(label: str, name: str) -> Column[object]:
    """Return a column that shows an attribute as it is."""
    return Column(label, lambda row, by: getattr(row, name))


def code_column(label: str, name: str, list_name: str) -> Column[object]:
    """Return a column that shows the label of a code."""

    def value(row: object, by: Actor) -> Cell:
        code = getattr(row, name)
        return str(label_of(list_name, code)) if code else None

    return Column(label, value)


def codes_column(label: str, name: str, list_name: str) -> Column[object]:
    """Return a column that shows the labels of several codes."""
    return Column(label, lambda row, by: ", ".join(str(label_of(list_name, code)) for code in getattr(row, name)))


def day_column(label: str, name: str) -> Column[object]:
    """Return a column that shows a day; in a file it is a date."""
    return Column(label, lambda row, by: getattr(row, name))


def name_column(label: str, resource: str) -> Column[Model]:
    """Return the column of the row's name, a link to the page of the row."""

    def link(row: Model, by: Actor) -> Cell:
        row_id: UUID = row.pk
        return {"href": reverse("resource_edit", args=[resource, row_id]), "text": str(row)}

    return Column(label, link, "link")
