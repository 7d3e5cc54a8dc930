"""The restitution plan as it is written: one block for each measure, how it goes first."""

from __future__ import annotations

from typing import Any

from amparo.cases.forms.layout import Arranged, WholePlan, Writing
from amparo.cases.forms.layouts import lay_out
from amparo.cases.forms.pieces import in_words, is_filled, row_fields
from amparo.protection.acts.best_interests.restitution import Measure
from amparo.ui.forms.rows import numbers_of
from amparo.ui.forms.show import Form, fields_for

_HOW_IT_GOES = ("state", "result", "review_on")


class RestitutionPage(WholePlan):
    """Begins from the last plan; what each measure came to is at hand, the measure itself one step away."""

    template = "protection/restitution.html"

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """The measures, then when the plan is reviewed."""
        generic = fields_for(writing.declared.Input, form)
        measures = next(field for field in generic if field["name"] == "measures")
        on_file = self.on_file(writing.declared, writing.file).get("measures", [])
        numbers = numbers_of(form.typed, "measures") or [0]
        rows = [_measure(form, place, number, on_file) for place, number in enumerate(numbers)]
        rest = [field for field in generic if field["name"] != "measures"]
        return Arranged([measures, *rest], {"measures": measures | {"rows": rows}, "rest": rest})


def _measure(form: Form, place: int, number: int, on_file: list[dict[str, Any]]) -> dict[str, Any]:
    """What it came to, apart from what it is; a measure not on file yet is open to be written."""
    fields = row_fields(Measure, form, f"measures.{number}")
    what = [field for name, field in fields.items() if name not in _HOW_IT_GOES]
    is_known = is_filled(fields["measure"]) and fields["measure"]["value"] in {one["measure"] for one in on_file}
    return {
        "position": place,
        "title": in_words("child_right", fields["right"]["value"]),
        "told": fields["measure"]["value"] if is_known else "",
        "by": fields["responsible"]["value"] if is_known else "",
        "what": what,
        "goes": [fields[name] for name in _HOW_IT_GOES],
        "open": not is_known or any(field["errors"] for field in what),
        "errors": form.errors_at(f"measures.{number}"),
    }


lay_out("record_restitution_plan", RestitutionPage())
