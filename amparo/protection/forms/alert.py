"""The form of an alert: that of an absence is written already."""

from __future__ import annotations

from amparo.cases.alarms import ABSCONDED
from amparo.cases.forms.layout import Layout, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.ledger.text import t

ABSENT = "absent"
"""What the address asks for that says that the child is gone."""


class AlertForm(Layout):
    """Any alert begins blank, that of an absence filled in."""

    def initial_values(self, writing: Writing) -> dict[str, list[str]]:
        """Return the form as it is opened."""
        blank = super().initial_values(writing)
        if ABSENT not in writing.asked:
            return blank
        words = t("No está donde se le cuida, y no se sabe dónde está.",
                  "Is not where they are cared for, and nobody knows where they are.")  # fmt: skip
        return blank | {"kind": [ABSCONDED], "severity": ["act_now"], "text": [str(words)]}


register_layout("record_alert", AlertForm())
