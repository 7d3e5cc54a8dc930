"""The layout of the assessment of best interests.

Nine factors in order, each with its rating on file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile, Entry
from amparo.cases.forms.layout import Arranged, Proceeding, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.cases.forms.pieces import author_names, authorship, code_label, hidden_field, is_filled, row_fields
from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.acts.best_interests.assessment import RatedFactor
from amparo.protection.assessments import assessment_under_way, list_assessments, rows_by_factor
from amparo.ui.forms.rows import NamedRows
from amparo.ui.forms.show import Form, fields_for

FACTORS = tuple(code_list("bia_factor"))
_SUMMARY_ANSWERS = ("evidence", "action", "responsible", "due_on")
_SAVING_HINT = t(
    "Se guarda sólo lo que cambie; un factor escrito otra vez reemplaza al anterior.",
    "Only what you change is saved; a factor written again replaces the earlier one.",
)


@dataclass(frozen=True, slots=True)
class _Rating:
    """The latest rating of a factor, and its entry.

    `is_current`: it is in the assessment under way.
    """

    answers: JsonObject
    entry: Entry
    is_current: bool


class AssessmentLayout(Proceeding):
    """One row for each factor; a new rating of a factor replaces the earlier."""

    template = "protection/assessment.html"
    named: ClassVar[dict[str, NamedRows]] = {"factors": NamedRows("factor", names=FACTORS)}
    prepared_action = "complete_bia"

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return the assessment that is being written; nothing once it is completed."""
        assessment = assessment_under_way(file)
        if assessment is None:
            return {}
        answers = {
            "factors": list(assessment.factors.values()),
            "immediate_plan": assessment.immediate_plan,
            "recommends_determination": assessment.recommends_determination,
        }
        return {name: value for name, value in answers.items() if value not in (None, "", [])}

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return each factor with its earlier rating, then the questions on the outcome."""
        ratings = _find_latest_ratings(writing.file)
        people = author_names(rating.entry for rating in ratings.values())
        factors = [
            _build_factor_row(writing, form, position, code, ratings.get(code), people)
            for position, code in enumerate(FACTORS)
        ]
        if first_unrated := next((factor for factor in factors if not factor["rated"]), None):
            first_unrated["open"] = True
        outcome = fields_for(writing.declared.Input, form, only=("immediate_plan", "recommends_determination"))
        fields = [field for factor in factors for field in factor["fields"]]
        context = {
            "factors": factors,
            "outcome": outcome,
            "rated": sum(factor["rated"] for factor in factors),
            "of": len(FACTORS),
            "saving_hint": _SAVING_HINT,
        }
        return Arranged([*fields, *outcome], context)


def _find_latest_ratings(file: CaseFile) -> dict[str, _Rating]:
    """Return the latest rating of each factor in any assessment."""
    return {
        row["factor"]: _Rating(row, entry, is_current=not assessment.is_over)
        for assessment in list_assessments(file)
        for entry in assessment.entries
        for row in rows_by_factor(entry, "factors")
    }


def _build_factor_row(
    writing: Writing, form: Form, position: int, code: str, rating: _Rating | None, people: dict[UUID, str]
) -> JsonObject:
    path = f"factors.{position}"
    fields = row_fields(RatedFactor, form, path)
    del fields["factor"]
    fields["risk_level"] |= {"kind": "radios", "inline": True}
    is_rated = rating is not None and rating.is_current
    errors, risk_level = form.errors_at(path), fields["risk_level"]["value"]
    return {
        "id": path,
        "title": code_label("bia_factor", code),
        "key": hidden_field(f"{path}.factor", code),
        "fields": list(fields.values()),
        "rated": is_rated,
        "risk": code_label("risk_level", risk_level),
        "is_high": risk_level == "high",
        "earlier": _describe_earlier_rating(rating, people, writing) if rating else None,
        "errors": errors,
        "open": bool(errors) or _needs_attention(fields.values(), is_rated=is_rated),
    }


def _needs_attention(fields: Iterable[JsonObject], *, is_rated: bool) -> bool:
    """Return whether a row has an error, or was begun without being on file."""
    has_errors = any(field["errors"] for field in fields)
    return has_errors or (not is_rated and any(is_filled(field) for field in fields))


def _describe_earlier_rating(rating: _Rating, people: dict[UUID, str], writing: Writing) -> JsonObject:
    """Return who rated a factor and when; of a completed assessment, the answers too."""
    answers = [str(rating.answers[name]) for name in _SUMMARY_ANSWERS if rating.answers.get(name)]
    return authorship(rating.entry, people, writing.by) | {
        "is_current": rating.is_current,
        "risk": code_label("risk_level", rating.answers["risk_level"]),
        "summary": "" if rating.is_current else " · ".join(answers),
        "seq": rating.entry.seq,
    }


register_layout("record_bia", AssessmentLayout())
