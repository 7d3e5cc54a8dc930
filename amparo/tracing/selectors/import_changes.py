"""What a row of an import says otherwise than the report that it repeats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from amparo.cases.act import ACTS
from amparo.cases.file import CaseFile, read_files
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.words import visible_text
from amparo.tracing.imports.rows import REPORT_MISSING
from amparo.tracing.reports.answers import current_consents, latest_answer, sought_names
from amparo.tracing.selectors.imports import PreviewRow
from amparo.ui.answers import AnswerContext, answer_rows


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that a row changes.

    Its question, what is on file (blank if nothing), and what the row says.
    """

    question: str
    was: str
    now: str


def changes_of_rows(rows: Iterable[PreviewRow], *, by: Actor) -> dict[int, list[Change]]:
    """Return by row number what rows change of the reports that they repeat.

    One query, none without such rows. What a row leaves blank changes nothing: somebody may have added it to the
    report since.
    """
    repeated = {row.read.number: row for row in rows if row.duplicate and row.duplicate.report}
    reports = {row.duplicate.report for row in repeated.values() if row.duplicate and row.duplicate.report}
    files = read_files(dict.fromkeys(reports, settings.NODE)) if reports else {}
    return {
        number: _changes(row.read.answers, files[report], by)
        for number, row in repeated.items()
        if row.duplicate and (report := row.duplicate.report)
    }


def reports_changed(rows: Iterable[PreviewRow], changes: Mapping[int, list[Change]]) -> list[UUID]:
    """Return the reports of which changes show something, each once."""
    named = (row.duplicate.report for row in rows if row.duplicate and changes.get(row.read.number))
    return sorted({report for report in named if report})


def _changes(answers: JsonObject, file: CaseFile, by: Actor) -> list[Change]:
    said = {name: value for name, value in answers.items() if name != "protection_agency"}
    on_file = {name: _on_file(file, name) for name in said}
    said["age_or_birth"] = _comparable_age(said.get("age_or_birth"), on_file.get("age_or_birth"))
    context = AnswerContext(by)
    before, now = (_by_question(given, context) for given in (on_file, said))
    return [
        Change(question, ", ".join(before.get(question, ())), ", ".join(values))
        for question, values in now.items()
        if _compared(values) != _compared(before.get(question, []))
    ]


def _on_file(file: CaseFile, name: str) -> Any:
    if name == "names":
        return sought_names(file) or None
    if name == "consents":
        return sorted(current_consents(file)) or None
    return latest_answer(file, name)


def _comparable_age(said: JsonObject | None, on_file: JsonObject | None) -> JsonObject | None:
    """Return the age that a row says, without its day where the report has none.

    It is that of the report.
    """
    if said and on_file and not on_file.get("told_on"):
        return {name: value for name, value in said.items() if name != "told_on"}
    return said


def _by_question(given: JsonObject, context: AnswerContext) -> dict[str, list[str]]:
    known = {name: value for name, value in given.items() if value is not None}
    found: dict[str, list[str]] = {}
    for row in answer_rows(ACTS[REPORT_MISSING].Input, known, context):
        found.setdefault(str(row["key"]), []).append(str(row["value"]))
    return found


def _compared(values: list[str]) -> list[str]:
    return sorted(" ".join(visible_text(value).split()) for value in values)
