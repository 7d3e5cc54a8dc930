"""The assessment of best interests as it is written: nine factors in order, each with what is on file for it."""

from __future__ import annotations

from typing import Any, ClassVar

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile, Entry
from amparo.cases.forms.layout import Arranged, Proceeding, Writing
from amparo.cases.forms.layouts import lay_out
from amparo.cases.forms.pieces import authors, hidden, in_words, is_filled, row_fields, written
from amparo.ledger.codes import code_list
from amparo.protection.acts.best_interests.assessment import RatedFactor
from amparo.protection.assessments import Assessment, assessments, rows_by_factor, under_way
from amparo.ui.forms.rows import Named
from amparo.ui.forms.show import Form, fields_for

FACTORS = tuple(code_list("bia_factor"))
_SHOWN = ("evidence", "action", "responsible", "due_on")


class AssessmentPage(Proceeding):
    """One row for each factor; a factor said again replaces the earlier one."""

    template = "protection/assessment.html"
    named: ClassVar[dict[str, Named]] = {"factors": Named("factor", every=FACTORS)}
    leads_to = "complete_bia"

    def on_file(self, declared: AnyAct, file: CaseFile) -> dict[str, Any]:
        """The assessment that is being written; once completed, the next begins with nothing rated."""
        found = under_way(file)
        if found is None:
            return {}
        said = {"factors": list(found.factors.values()), "immediate_plan": found.immediate_plan,
                "recommends_determination": found.recommends_determination}  # fmt: skip
        return {name: value for name, value in said.items() if value not in (None, "", [])}

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """Each factor with who rated it before; then what follows from them."""
        found, now = assessments(writing.file), under_way(writing.file)
        ratings = _ratings(found)
        people = authors(entry for _, entry in ratings.values())
        factors = [
            self._factor(writing, form, number, code, ratings.get(code), people, now)
            for number, code in enumerate(FACTORS)
        ]
        if first := next((one for one in factors if not one["rated"]), None):
            first["open"] = True
        rest = fields_for(writing.declared.Input, form, only=("immediate_plan", "recommends_determination"))
        rows = [field for one in factors for field in one["fields"]]
        rated = sum(one["rated"] for one in factors)
        return Arranged([*rows, *rest], {"factors": factors, "rest": rest, "rated": rated, "of": len(FACTORS)})

    def _factor(
        self,
        writing: Writing,
        form: Form,
        number: int,
        code: str,
        rating: tuple[dict[str, Any], Entry] | None,
        people: Any,
        now: Assessment | None,
    ) -> dict[str, Any]:
        path = f"factors.{number}"
        fields = row_fields(RatedFactor, form, path)
        del fields["factor"]
        fields["risk_level"] |= {"kind": "radios", "inline": True}
        is_rated = bool(now and code in now.factors)
        errors = form.errors_at(path)
        return {
            "id": path,
            "title": in_words("bia_factor", code),
            "key": hidden(f"{path}.factor", code),
            "fields": list(fields.values()),
            "rated": is_rated,
            "risk": in_words("risk_level", fields["risk_level"]["value"]),
            "is_high": fields["risk_level"]["value"] == "high",
            "earlier": _earlier(rating, people, writing, is_current=is_rated) if rating else None,
            "errors": errors,
            "open": bool(errors)
            or any(field["errors"] for field in fields.values())
            or (not is_rated and any(is_filled(field) for field in fields.values())),
        }


def _ratings(found: list[Assessment]) -> dict[str, tuple[dict[str, Any], Entry]]:
    """The latest rating of each factor in any assessment, and the entry that made it."""
    return {
        row["factor"]: (row, entry)
        for one in found
        for entry in one.entries
        for row in rows_by_factor(entry, "factors")
    }


def _earlier(
    rating: tuple[dict[str, Any], Entry], people: Any, writing: Writing, *, is_current: bool
) -> dict[str, Any]:
    """Who rated a factor and when; what they said, where it belongs to an assessment that was completed."""
    row, entry = rating
    told = "" if is_current else " · ".join(str(row[name]) for name in _SHOWN if row.get(name))
    return written(entry, people, writing.by) | {
        "is_current": is_current,
        "risk": in_words("risk_level", row["risk_level"]),
        "told": told,
        "seq": entry.seq,
    }


lay_out("record_bia", AssessmentPage())
