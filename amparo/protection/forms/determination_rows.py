"""The rows of the page of the determination.

Members, options, quotes of the child, reasons, signatures.
"""

from __future__ import annotations

from amparo.cases.file import CaseFile, Entry
from amparo.cases.forms.layout import Writing
from amparo.cases.forms.pieces import author_names, authorship, code_label, hidden_field, is_filled, row_fields
from amparo.law.sets import STAY
from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.acts.best_interests.determination import ComparedOption, FactorReason, Member, Signature
from amparo.protection.assessments import Assessment, assessment_under_way, last_completed_assessment
from amparo.protection.determinations import Proceeding
from amparo.protection.forms.assessment import FACTORS
from amparo.ui.forms.read import typed_row_numbers
from amparo.ui.forms.show import Form

_MAX_QUOTES = 6


def build_member_rows(form: Form) -> list[JsonObject]:
    """Return the members of the panel as typed; a blank row without any."""
    rows = []
    for position, number in enumerate(typed_row_numbers(form.typed, "members") or [0]):
        path = f"members.{number}"
        fields = list(row_fields(Member, form, path).values())
        rows.append({"position": position, "fields": fields, "errors": form.errors_at(path)})
    return rows


def build_option_rows(form: Form) -> list[JsonObject]:
    """Return one column for each option, at least two.

    An option of staying is added where none is compared; which one is left to the panel.
    """
    typed_numbers = typed_row_numbers(form.typed, "options")
    numbers = typed_numbers or [0]
    if len(numbers) == 1:
        numbers = [*numbers, numbers[-1] + 1]
    columns = {number: row_fields(ComparedOption, form, f"options.{number}") for number in numbers}
    staying = _ensure_staying_option(columns, form)
    return [
        {
            "position": position,
            "id": f"options.{number}",
            "stays": number in staying,
            "is_typed": number in typed_numbers,
            "fields": list(fields.values()),
            "errors": form.errors_at(f"options.{number}"),
        }
        for position, (number, fields) in enumerate(columns.items())
    ]


def _ensure_staying_option(columns: dict[int, dict[str, JsonObject]], form: Form) -> set[int]:
    """Add an option of staying if none is chosen; return the numbers of all such."""
    chosen = {number: fields["solution"]["value"] for number, fields in columns.items()}
    staying = {number for number, solution in chosen.items() if solution in STAY}
    if staying:
        return staying
    free = next((number for number, solution in chosen.items() if not solution), max(chosen) + 1)
    columns[free] = _limit_to_staying(columns.get(free) or row_fields(ComparedOption, form, f"options.{free}"))
    return {free}


def _limit_to_staying(fields: dict[str, JsonObject]) -> dict[str, JsonObject]:
    choices = [choice for choice in fields["solution"]["choices"] if choice["value"] in STAY]
    hint = t(
        "Siempre se compara una de las que se queda: elija cuál.", "One of staying is always compared: choose which."
    )
    return fields | {"solution": fields["solution"] | {"choices": choices, "hint": hint}}


def build_reason_rows(writing: Writing, form: Form) -> list[JsonObject]:
    """Return each factor with its reason, beside its rating in the assessment."""
    assessment, entry = _find_reference_assessment(writing.file)
    assessed = authorship(entry, author_names([entry]), writing.by) if entry else None
    return [
        {
            "id": f"reasons.{position}",
            "title": code_label("bia_factor", code),
            "key": hidden_field(f"reasons.{position}.factor", code),
            "field": row_fields(FactorReason, form, f"reasons.{position}")["reason"],
            "errors": form.errors_at(f"reasons.{position}"),
            "rating": _describe_rating(assessment.factors.get(code)) if assessment else None,
            "assessed": assessed,
        }
        for position, code in enumerate(FACTORS)
    ]


def _find_reference_assessment(file: CaseFile) -> tuple[Assessment | None, Entry | None]:
    """Return the assessment to compare with, and its latest entry.

    The last that was completed, else the one being written.
    """
    assessment = last_completed_assessment(file) or assessment_under_way(file)
    if assessment is None:
        return None, None
    return assessment, assessment.completion or assessment.entries[-1]


def _describe_rating(rating: JsonObject | None) -> JsonObject | None:
    if rating is None:
        return None
    risk_level = rating["risk_level"]
    return rating | {"risk": code_label("risk_level", risk_level), "is_high": risk_level == "high"}


def list_quotes(writing: Writing) -> list[JsonObject]:
    """Return what the child said in their own words, the latest first."""
    quoted = [
        entry
        for entry in writing.file.all("record_views", "interview")
        if entry.get("own_words") or entry.get("account")
    ]
    latest = list(reversed(quoted))[:_MAX_QUOTES]
    people = author_names(latest)
    return [authorship(entry, people, writing.by) | _describe_quote(entry) for entry in latest]


def _describe_quote(entry: Entry) -> JsonObject:
    if entry.act == "interview":
        subject = code_label("interview_subject", entry["interview_subject"])
        return {"words": entry["account"], "about": subject, "view": ""}
    actions = ", ".join(str(code_list("action")[code].label) for code in entry.get("actions", []))
    return {"words": entry["own_words"], "about": actions, "view": code_label("child_views", entry.get("child_views"))}


def build_signature_rows(form: Form, proceeding: Proceeding | None) -> list[JsonObject]:
    """Return a row for each signature, and for each other member with a vote."""
    typed = {number: _build_signature_fields(form, number) for number in typed_row_numbers(form.typed, "signatures")}
    rows = [
        (number, fields["member"]["value"], fields) for number, fields in typed.items() if is_filled(fields["member"])
    ]
    typed_names = {name for _, name, _ in rows}
    members = [member["name"] for member in proceeding.voting_members] if proceeding else []
    others = [name for name in members if name not in typed_names]
    first_free = max(typed, default=-1) + 1
    rows += [(number, name, _build_signature_fields(form, number)) for number, name in enumerate(others, first_free)]
    return [_build_signature_row(form, number, name, fields) for number, name, fields in rows]


def _build_signature_fields(form: Form, number: int) -> dict[str, JsonObject]:
    return row_fields(Signature, form, f"signatures.{number}")


def _build_signature_row(form: Form, number: int, name: str, fields: dict[str, JsonObject]) -> JsonObject:
    path = f"signatures.{number}"
    return {
        "name": name,
        "key": hidden_field(f"{path}.member", name),
        "field": fields["signed_on"] | {"label": t("{name} firmó el", "{name} signed on", name=name)},
        "errors": form.errors_at(path) + form.errors_at(f"{path}.member"),
    }
