"""The question about a date of birth that makes an adult."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.conf import settings

from amparo.cases.forms.layout import Writing
from amparo.law import profile_for
from amparo.ledger import clock
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.age import BIRTH_ACTS, birth_range, whole_years
from amparo.ui.forms.changes import ParsedForm

YES_SAVE: Final = t("Sí, es correcta: guardar", "Yes, it is right: save")


def ask_about_adult(writing: Writing, sent: ParsedForm) -> str:
    """Return the question whether a date of birth that makes an adult is right.

    Blank for any other answer. A date that is on file already was asked about. Deadlines of coming of age run from
    it, so that a wrong year stands above everybody else in the lists of what is overdue.
    """
    answer = sent.value.get("age_or_birth", {})
    known = writing.file.latest("age_or_birth", *BIRTH_ACTS, "report_missing", default={})
    on = local_day(clock.now())
    if not answer.get("birth_date") or answer["birth_date"] == known.get("birth_date"):
        return ""
    years = _least_years(answer, on)
    if years < profile_for(settings.NODE, on=on).protection_age:
        return ""
    return str(t("Por su fecha de nacimiento tendría {n} años: ¿es la fecha correcta?",
                 "By the date of birth they would be {n} years old: is the date right?", n=years))  # fmt: skip


def _least_years(answer: JsonObject, on: date) -> int:
    last = birth_range(answer, on).last
    return whole_years(last, on) if last else 0
