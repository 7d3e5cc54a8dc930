"""The page of one norm.

What it does, where it comes from, whether it binds here, and what was read of it.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from amparo.cases.country_values import VALUE_TITLES, format_value
from amparo.cases.norms import (
    CitedSource,
    Hours,
    Norm,
    find_hours,
    find_norm,
    list_caveats,
    list_cited_sources,
    list_country_values,
)
from amparo.cases.resources import force_tag
from amparo.law import RULES
from amparo.law.explain import ExplainedValue
from amparo.law.readings import DISTANCE_TITLES, VERDICT_TITLES, NationalReading, Reading, list_readings
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t, written_language
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in

_READ = t("Leídas: más abajo, qué se leyó y dónde", "Read: what was read, and where, is below")
_READ_UNRECORDED = t("Leídas; no se anotó qué texto ni dónde", "Read; which text, and where, was not recorded")
_NOT_READ = t("Por verificar: no consta que se leyera el texto", "To be verified: no reading of the text is recorded")
_NO_READING = t("Sin lectura anotada", "No reading recorded")
_UNCONFIRMED = t("Lo leído no confirma este valor", "What was read does not confirm this value")
_YIELDS = t(
    "Cede, con motivo escrito y un plazo para regularizar",
    "It gives way, with a written reason and a deadline to regularise",
)
_STAYS = t("Se mantiene", "It stays")


@signed_in
def norm(request: ReaderRequest, norm_id: str) -> HttpResponse:
    """Show a norm, in force or not."""
    found = find_norm(norm_id)
    values, readings = list_country_values(norm_id), list_readings(norm_id)
    is_recorded = bool(readings) or any(texts for _, texts in values)
    context = {
        "norm": found,
        "force": force_tag(found.force),
        "caveats": list_caveats(found),
        "rows": [*_build_rows(found), _build_row(t("Lectura de las fuentes", "Reading of the sources"),
                                                 _describe_reading(found, is_recorded=is_recorded))],
        "sources": [_build_source(source) for source in list_cited_sources(norm_id)],
        "values": [_build_value(value, texts) for value, texts in values],
        "readings": [_build_reading(reading) for reading in readings],
    }  # fmt: skip
    return render(request, "cases/norm.html", context)


def _describe_reading(found: Norm, *, is_recorded: bool) -> str:
    if found.reading == "read":
        return _READ if is_recorded else _READ_UNRECORDED
    return _NOT_READ if found.reading == "not_read" else label("norm_reading", found.reading)


def _build_source(source: CitedSource) -> JsonObject:
    return {
        "cited": source.cited,
        "title": source.title,
        "note": source.note,
        "force": force_tag(source.force),
        "reading": str(_NO_READING) if source.lacks_reading else "",
    }


def _build_row(key: str, value: str) -> JsonObject:
    return {"key": str(key), "value": str(value)}


def _describe_hours(hours: Hours) -> list[tuple[str, str]]:
    set_by = f"{hours.source} ({label('norm_force', hours.force)})"
    return [
        (t("Plazo, en horas", "Deadline, in hours"), f"{hours.hours:g}"),
        (t("Qué fija las horas", "What sets the hours"), hours.source if hours.force == "policy" else set_by),
    ]


def _build_rows(found: Norm) -> list[JsonObject]:
    """Return what the norm does, as questions and answers."""
    hours = find_hours(found.id)
    rows = (
        [(t("Si no se cumple", "If it is not met"), label("norm_level", found.level))]
        if hours is None
        else _describe_hours(hours)
    )
    if found.actions:
        rows.append(
            (
                t("Actos que guarda", "Acts that it guards"),
                "; ".join(str(label("action", code)) for code in found.actions),
            )
        )
    if rule := RULES.get(found.id):
        rows.append((t("En una emergencia", "In an emergency"), _YIELDS if rule.emergency == "lifts" else _STAYS))
    days = ((t("Rige desde", "In force since"), found.since), (t("Rige hasta", "In force until"), found.until))
    rows += [(words, present.format_day(day.isoformat())) for words, day in days if day]
    return [_build_row(key, value) for key, value in rows]


def _build_reading(reading: Reading) -> JsonObject:
    language = written_language()
    verdict = VERDICT_TITLES[language][reading.verdict]
    distance = DISTANCE_TITLES[language][reading.distance]
    return {
        "cited": reading.source,
        "verdict": "; ".join(filter(None, (verdict, distance))),
        "right_places": "; ".join(reading.right_places),
        "says": reading.says[language],
        "note": reading.note[language],
        "addresses": reading.addresses,
    }


def _build_value(value: ExplainedValue, texts: tuple[NationalReading, ...]) -> JsonObject:
    language = written_language()
    return {
        "name": str(VALUE_TITLES[value["name"]]),
        "value": format_value(value["value"]),
        "source": value["source"],
        "force": force_tag(value["force"]),
        "reading": "" if value["verified"] else str(_UNCONFIRMED if texts else _NO_READING),
        "texts": [
            {
                "title": ", ".join(filter(None, (text.text[language], text.article[language]))),
                "note": text.note[language],
                "addresses": text.addresses,
            }
            for text in texts
        ],
    }
