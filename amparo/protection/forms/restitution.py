"""The layout of the restitution plan.

One block for each measure, its progress first.
"""

from __future__ import annotations

from amparo.cases.forms.layout import Arranged, WholePlan, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.cases.forms.pieces import code_label, is_filled, row_fields
from amparo.ledger.json import JsonObject
from amparo.protection.acts.best_interests.restitution import Measure
from amparo.ui.forms.read import typed_row_numbers
from amparo.ui.forms.show import Form, fields_for

_PROGRESS_QUESTIONS = ("state", "result", "review_on")


class RestitutionLayout(WholePlan):
    """The last plan: the progress of each measure open, the measure itself folded."""

    template = "protection/restitution.html"

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the measures, then when the plan is reviewed."""
        fields = fields_for(writing.declared.Input, form)
        measures = next(field for field in fields if field["name"] == "measures")
        others = [field for field in fields if field["name"] != "measures"]
        on_file = {row["measure"] for row in self.saved_answers(writing.declared, writing.file).get("measures", [])}
        numbers = typed_row_numbers(form.typed, "measures") or [0]
        rows = [_build_measure_row(form, position, number, on_file) for position, number in enumerate(numbers)]
        return Arranged([measures, *others], {"measures": measures | {"rows": rows}, "others": others})


def _build_measure_row(form: Form, position: int, number: int, on_file: set[str]) -> JsonObject:
    """Return the progress of a measure, and the measure, open unless it is on file."""
    fields = row_fields(Measure, form, f"measures.{number}")
    definition = [field for name, field in fields.items() if name not in _PROGRESS_QUESTIONS]
    measure = fields["measure"]
    is_known = is_filled(measure) and measure["value"] in on_file
    return {
        "position": position,
        "title": code_label("child_right", fields["right"]["value"]),
        "summary": measure["value"] if is_known else "",
        "responsible": fields["responsible"]["value"] if is_known else "",
        "definition": definition,
        "progress": [fields[name] for name in _PROGRESS_QUESTIONS],
        "open": not is_known or any(field["errors"] for field in definition),
        "errors": form.errors_at(f"measures.{number}"),
    }


register_layout("record_restitution_plan", RestitutionLayout())
