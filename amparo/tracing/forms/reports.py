"""Forms that open a report of a missing child and that record a search."""

from __future__ import annotations

from django.urls import reverse

from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.cases.kinds import REPORT
from amparo.cases.perform import Outcome
from amparo.ledger.text import t
from amparo.registry.forms.births import YES_SAVE, ask_about_adult
from amparo.tracing.child_search import RECORD_SEARCH, search_prefill
from amparo.ui.forms.changes import ParsedForm
from amparo.ui.forms.show import Form, fields_for, json_to_typed

_IF_KNOWN = frozenset({"nationalities", "birth_country", "birth_place", "languages", "relatives", "documents"})


class ReportMissingPage(Layout):
    """The form of a report: first what searchers remember at once, then the rest."""

    template = "tracing/report/new.html"
    anyway_words = YES_SAVE

    def build_warning(self, writing: Writing, sent: ParsedForm) -> str:
        """Return the question whether the date of birth of an adult is right."""
        return ask_about_adult(writing, sent)

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions, and apart from them those that may wait."""
        fields = fields_for(writing.declared.Input, form)
        more = [field for field in fields if field["name"].partition(".")[0] in _IF_KNOWN]
        first = [field for field in fields if field not in more]
        is_open = any(field.get("errors") for field in more)
        shown = {"first": first, "more": more, "more_open": is_open, "button_words": t("Reportar", "Report")}
        return Arranged(fields, shown)


class SearchPage(Layout):
    """The form of a search, prefilled on a report; it leads to the results."""

    shows_confirmation = False

    def initial_values(self, writing: Writing) -> dict[str, list[str]]:
        """Return a form that is prefilled with the child whom a report seeks."""
        if writing.case is None or writing.case.kind != REPORT:
            return super().initial_values(writing)
        sought = json_to_typed(writing.declared.Input, search_prefill(writing.file), zone=writing.by.zone)
        return super().initial_values(writing) | sought

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions of the form, whose button searches."""
        return Arranged(fields_for(writing.declared.Input, form), {"button_words": t("Buscar", "Search")})

    def next_address(self, writing: Writing, outcome: Outcome) -> str:
        """Return the address of the results."""
        entry = outcome.entry
        return (
            reverse("search_results", args=[outcome.case.id, entry.id])
            if entry
            else super().next_address(writing, outcome)
        )


register_layout("report_missing", ReportMissingPage())
register_layout(RECORD_SEARCH, SearchPage())
