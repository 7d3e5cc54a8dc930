"""The layout of the screening.

A question for each item instead of rows in which to choose them.
"""

from __future__ import annotations

from typing import ClassVar

from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.protection.forms.screening_fields import ANSWERS_FIELD, build_screening_fields
from amparo.ui.forms.changes import ParsedForm
from amparo.ui.forms.rows import NamedRows
from amparo.ui.forms.show import Form, fields_for


class ScreeningLayout(Layout):
    """Items that were neither observed nor asked are not sent."""

    named: ClassVar[dict[str, NamedRows]] = {ANSWERS_FIELD: NamedRows("item")}

    def is_blank_record(self, writing: Writing, sent: ParsedForm) -> bool:
        """Return whether nothing was observed, asked or concluded."""
        return not sent.value

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions of the input, those of the items in place of the answers."""
        fields = fields_for(writing.declared.Input, form)
        position = next(number for number, field in enumerate(fields) if field["name"] == ANSWERS_FIELD)
        items = build_screening_fields(writing.file, form)
        return Arranged([*fields[:position], *items, *fields[position + 1 :]])


register_layout("screen", ScreeningLayout())
