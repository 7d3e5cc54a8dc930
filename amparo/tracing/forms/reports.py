"""The form that opens a report of a missing child, and the form of a search."""

from __future__ import annotations

from django.urls import reverse

from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import lay_out
from amparo.cases.kinds import REPORT
from amparo.cases.perform import Outcome
from amparo.ledger.text import t
from amparo.tracing.acts.searching import CODE as SEARCH
from amparo.tracing.acts.searching import begun_from
from amparo.ui.forms.show import Form, fields_for, json_to_typed

_IF_KNOWN = frozenset({"nationalities", "birth_country", "birth_place", "languages", "relatives", "documents"})


class ReportMissingPage(Layout):
    """What a searcher remembers at once; what few of them know is asked below."""

    template = "tracing/report/new.html"

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions, and apart from them those that may wait."""
        fields = fields_for(writing.declared.Input, form)
        more = [field for field in fields if field["name"].partition(".")[0] in _IF_KNOWN]
        asked = [field for field in fields if field not in more]
        is_open = any(field.get("errors") for field in more)
        shown = {"first": asked, "more": more, "more_open": is_open, "button_words": t("Reportar", "Report")}
        return Arranged(fields, shown)


class SearchPage(Layout):
    """Begins, on a report, with whom it looks for; leads to what was found."""

    is_told = False

    def begin(self, writing: Writing) -> dict[str, list[str]]:
        """Return a form in which nobody types again whom they look for."""
        if writing.case is None or writing.case.kind != REPORT:
            return super().begin(writing)
        sought = json_to_typed(writing.declared.Input, begun_from(writing.file), zone=writing.by.zone)
        return super().begin(writing) | sought

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions of the form, whose button searches."""
        return Arranged(fields_for(writing.declared.Input, form), {"button_words": t("Buscar", "Search")})

    def after(self, writing: Writing, outcome: Outcome) -> str:
        """Return the page of what was found."""
        entry = outcome.entry
        return reverse("search_results", args=[outcome.case.id, entry.id]) if entry else super().after(writing, outcome)


lay_out("report_missing", ReportMissingPage())
lay_out(SEARCH, SearchPage())
