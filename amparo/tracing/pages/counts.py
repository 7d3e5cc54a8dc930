"""Page of the counts of searches.

How many, for how long, how urgent, with which outcome.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format

from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.tracing.rights import ROLES_WITH_COUNTS
from amparo.tracing.selectors.counts import ReportCounts, family_search_counts, report_counts
from amparo.ui.charts import Bar, draw_bars
from amparo.ui.export import csv_response, wants_csv
from amparo.ui.pages.base import ReaderRequest, signed_in

_WHOLE_COUNTRY = "tracing_officer"
_AGES = {
    "first_days": t("Hasta 3 días", "Up to 3 days"),
    "first_month": t("De 4 a 30 días", "4 to 30 days"),
    "half_year": t("De 1 a 6 meses", "1 to 6 months"),
    "year": t("De 6 a 12 meses", "6 to 12 months"),
    "longer": t("Más de un año", "More than a year"),
}
_HOW_MANY = t("Cuántos", "How many")


@dataclass(frozen=True, slots=True)
class Section:
    """One count: its title, an explaining sentence, and its rows with their heading."""

    title: str
    sentence: str
    what: str
    rows: tuple[Bar, ...]

    def drawn(self) -> JsonObject:
        """Return the chart and the table with the same numbers, for the template."""
        return {
            "title": self.title,
            "sentence": self.sentence,
            "picture": draw_bars(self.rows, str(self.title)),
            "columns": [{"label": self.what}, {"label": _HOW_MANY, "kind": "number"}],
            "rows": [[row.label, row.count] for row in self.rows],
        }


@signed_in
def searches(request: ReaderRequest) -> HttpResponse:
    """Show the counts of the searches that the reader sees; as CSV with `?format=csv`."""
    by = request.actor
    if by.role not in ROLES_WITH_COUNTS:
        raise Http404
    reports, families = report_counts(by=by), family_search_counts(by=by)
    sections = list(_sections(reports, families))
    if wants_csv(request):
        rows = [[section.title, row.label, row.count] for section in sections for row in section.rows]
        return csv_response(
            [{"label": t("Recuento", "Count")}, {"label": t("Qué", "What")}, {"label": _HOW_MANY}], rows
        )
    context = {
        "title": _title(by),
        "whole_country": by.role == _WHOLE_COUNTRY,
        "sections": [section.drawn() for section in sections],
    }
    return render(request, "tracing/counts.html", context)


def _title(by: Actor) -> str:
    if by.role == _WHOLE_COUNTRY:
        return t("Búsquedas del país", "The country's searches")
    return t("Búsquedas en que participa su institución", "Searches in which your agency takes part")


def _sections(reports: ReportCounts, families: dict[str, int]) -> Iterator[Section]:
    """Yield the sections that are not empty."""
    if not reports.is_empty:
        yield _by_age(reports)
        yield _by_urgency(reports)
        yield _by_outcome(reports)
        yield _by_month(reports)
    if families:
        yield _by_family_search_status(families)


def _by_age(reports: ReportCounts) -> Section:
    ages = reports.by_age
    all_open = sum(ages.values())
    long = all_open - ages["first_days"] - ages["first_month"]
    return Section(
        t("Abiertas, por el tiempo que llevan", "Open, by how long they have run"),
        t("Reportes abiertos: {n}; de ellos, llevan más de un mes: {long}.",
          "Open reports: {n}; of these, open for more than a month: {long}.", n=all_open, long=long),
        t("Desde el reporte", "Since the report"),
        tuple(Bar(str(_AGES[age]), n) for age, n in ages.items()),
    )  # fmt: skip


def _by_urgency(reports: ReportCounts) -> Section:
    found = reports.by_urgency
    return Section(
        t("Abiertas, por urgencia", "Open, by urgency"),
        t("De {all} abiertas, son de urgencia alta: {n}.", "Of {all} open ones, these are of high urgency: {n}.",
          all=sum(found.values()), n=found["high"]),
        t("Urgencia", "Urgency"),
        tuple(Bar(_short_label("report_urgency", urgency), n) for urgency, n in found.items()),
    )  # fmt: skip


def _by_outcome(reports: ReportCounts) -> Section:
    closed = sum(reports.closed.values())
    words = t("Cerradas: {n}. Retiradas: {withdrawn}.", "Closed: {n}. Withdrawn: {withdrawn}.",
              n=closed, withdrawn=reports.withdrawn)  # fmt: skip
    if reports.median_days is not None:
        days = max(1, round(reports.median_days))
        words = t("{said} La mitad de las resueltas se resolvió en {days} días o menos.",
                  "{said} Half of those solved were solved within {days} days.", said=words, days=days)  # fmt: skip
    rows = [Bar(_short_label("report_outcome", outcome), n) for outcome, n in reports.closed.items()]
    rows += [Bar(_short_label("report_state", "withdrawn"), reports.withdrawn)] if reports.withdrawn else []
    return Section(t("Cómo terminaron", "How they ended"), words, t("Resultado", "Outcome"), tuple(rows))


def _by_month(reports: ReportCounts) -> Section:
    opened, ended = (sum(column) for column in zip(*((month[1], month[2]) for month in reports.months), strict=True))
    rows: list[Bar] = []
    for month, n_opened, n_ended in dropwhile(lambda month: not any(month[1:]), reports.months):
        rows += [
            Bar(str(t("{month}: se reportaron", "{month}: reported", month=_month_words(month))), n_opened),
            Bar(str(t("{month}: terminaron", "{month}: ended", month=_month_words(month))), n_ended, soft=True),
        ]
    return Section(
        t("Mes por mes", "Month by month"),
        t("En doce meses se reportaron {opened} y terminaron {ended}.",
          "In twelve months {opened} were reported and {ended} ended.",
          opened=opened, ended=ended),
        t("Mes", "Month"),
        tuple(rows),
    )  # fmt: skip


def _by_family_search_status(found: dict[str, int]) -> Section:
    rows = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    return Section(
        t("Búsquedas de la familia, en expedientes", "Searches for the family, in cases"),
        t("Expedientes que usted ve y en que se ha abierto una búsqueda: {n}.",
          "Cases that you see and in which a search was opened: {n}.", n=sum(found.values())),
        t("Dónde va la búsqueda", "Where the search stands"),
        tuple(Bar(_short_label("tracing_status", state), n) for state, n in rows),
    )  # fmt: skip


def _short_label(name: str, code: str) -> str:
    return str(label(name, code)).partition(":")[0]


def _month_words(day: date) -> str:
    return date_format(day, "M Y")
