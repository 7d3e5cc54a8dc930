"""The screening as it is filled: its items instead of rows to choose them in."""

from __future__ import annotations

from typing import ClassVar

from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import lay_out
from amparo.protection.forms.screening_fields import FIELD, screening_fields
from amparo.ui.forms.changes import Parsed
from amparo.ui.forms.rows import Named
from amparo.ui.forms.show import Form, fields_for


class ScreeningPage(Layout):
    """What was neither seen nor asked is not sent."""

    named: ClassVar[dict[str, Named]] = {FIELD: Named("item")}

    def says_nothing(self, writing: Writing, sent: Parsed) -> bool:
        """A screening in which nothing was seen, asked or concluded is none."""
        return not sent.value

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """The questions of the input, the items in the place of the answers."""
        fields = fields_for(writing.declared.Input, form)
        place = next(number for number, one in enumerate(fields) if one["name"] == FIELD)
        return Arranged([*fields[:place], *screening_fields(writing.file, form), *fields[place + 1 :]])


lay_out("screen", ScreeningPage())
