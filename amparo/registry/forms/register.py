"""The form that opens a record."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import Problem
from amparo.ledger.text import t
from amparo.registry.comparison import probability_words
from amparo.registry.components import child_line
from amparo.registry.forms.births import YES_SAVE, ask_about_adult
from amparo.registry.models import Card
from amparo.registry.problems import Duplicates
from amparo.registry.selectors import visible_cards_by_text_id
from amparo.ui.forms.changes import ParsedForm
from amparo.ui.forms.show import Form, fields_for

_KIN = {
    "siblings": t("Hermana o hermano de", "Sister or brother of"),
    "companions": t("Viaja con", "Travels with"),
}
_FOUR = ("names", "sex", "age_or_birth", "with_whom")
_FIRST = (
    "names.given",
    "names.first_surname",
    "names.unknown",
    "age_or_birth.birth_date",
    "age_or_birth.age_years",
    "age_or_birth.unknown",
)
_PARTS = ("names.", "age_or_birth.")


class RegisterPage(Layout):
    """The form of four answers, or one started from a sibling's or companion's case."""

    template = "registry/new.html"
    anyway_words = YES_SAVE

    def build_warning(self, writing: Writing, sent: ParsedForm) -> str:
        """Return the question whether the date of birth of an adult is right.

        Blank where duplicates are settled: it was asked before them.
        """
        settled = sent.value.get("distinct_from") or sent.value.get("same_as")
        return "" if settled else ask_about_adult(writing, sent)

    def initial_values(self, writing: Writing) -> dict[str, list[str]]:
        """Return a blank form, or one linked to the child whom the address names."""
        return _kin_from_address(writing)

    def should_resume(self, writing: Writing, draft: Mapping[str, list[str]]) -> bool:
        """Return whether the draft was started for the same child."""
        return all(draft.get(name) == ids for name, ids in _kin_from_address(writing).items())

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the four questions, and apart from them what is known of few."""
        model, typed = writing.declared.Input, form.typed
        asked = [field for field in fields_for(model, form, only=_FOUR) if field["kind"] != "heading"]
        later = [field for field in asked if field["name"].startswith(_PARTS) and field["name"] not in _FIRST]
        kin = [
            {
                "title": title,
                "people": [_linked_children(card) for card in visible_cards_by_text_id(typed[name], by=writing.by)],
            }
            for name, title in _KIN.items()
            if typed.get(name)
        ]
        more = {
            "first": [field for field in asked if field not in later],
            "rest": later + fields_for(model, form, only=("country", "custody", "protection_agency")),
            "hidden": [(name, value) for name in (*_KIN, "distinct_from") for value in typed.get(name, [])],
            "kin": kin,
            "begun_for_kin": bool(_kin_from_address(writing)),
            "other_href": reverse("new_case"),
            "button_words": t("Registrar", "Register"),
        }
        return Arranged(asked, more)

    def explain_problem(self, writing: Writing, problem: Problem) -> JsonObject | None:
        """Return the cases that may be of the same child."""
        if not isinstance(problem, Duplicates):
            return None
        return {
            "candidates": [
                candidate | {"share": probability_words(candidate["similarity"])} for candidate in problem.candidates
            ]
        }


def _kin_from_address(writing: Writing) -> dict[str, list[str]]:
    return {name: ids for name, ids in writing.asked.items() if name in _KIN}


def _linked_children(card: Card) -> JsonObject:
    return child_line(card, number=card.number, href=reverse("case", args=[card.case_id]))


register_layout("register", RegisterPage())
