"""The page of one norm.

What it does, where it comes from, whether it binds here, and what was read of it.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from amparo.cases.norms import Norm, find_hours, find_norm, list_cited_sources, list_country_values
from amparo.cases.resources import force_tag
from amparo.law import RULES
from amparo.law.explain import ExplainedValue
from amparo.law.readings import DISTANCE_TITLES, VERDICT_TITLES, NationalReading, Reading, list_readings
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t, written_language
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in

_VERIFIED = t("Alguien leyó el texto y apoya la norma", "Somebody read the text, and it supports the norm")
_TO_BE_VERIFIED = t("Por verificar: el texto no se leyó, o no dice todo lo que la norma pide",
                    "To be verified: the text was not read, or it does not say all that the norm asks")  # fmt: skip
_YIELDS = t(
    "Cede, con motivo escrito y un plazo para regularizar",
    "It gives way, with a written reason and a deadline to regularise",
)
_STAYS = t("Se mantiene", "It stays")


@signed_in
def norm(request: ReaderRequest, norm_id: str) -> HttpResponse:
    """Show a norm, in force or not."""
    found = find_norm(norm_id)
    context = {
        "norm": found,
        "force": force_tag(found.force),
        "rows": _build_rows(found),
        "sources": [
            {"cited": source.cited, "title": source.title, "note": source.note, "force": force_tag(source.force)}
            for source in list_cited_sources(norm_id)
        ],
        "values": [_build_value(value, texts) for value, texts in list_country_values(norm_id)],
        "readings": [_build_reading(reading) for reading in list_readings(norm_id)],
    }
    return render(request, "cases/norm.html", context)


def _build_rows(found: Norm) -> list[JsonObject]:
    """Return what the norm does, as questions and answers."""
    hours = find_hours(found.id)
    rows = [
        (t("Si no se cumple", "If it is not met"), label("norm_level", found.level))
        if hours is None
        else (t("Plazo, en horas", "Deadline, in hours"), f"{hours:g}")
    ]
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
    rows.append(
        (t("Lectura de las fuentes", "Reading of the sources"), _VERIFIED if found.is_verified else _TO_BE_VERIFIED)
    )
    return [{"key": str(key), "value": str(value)} for key, value in rows]


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
    shown = value["value"]
    return {
        "name": "; ".join(text.topic[language] for text in texts) or value["name"],
        "value": ", ".join(shown) if isinstance(shown, list) else shown,
        "source": value["source"],
        "force": force_tag(value["force"]),
        "is_verified": value["verified"],
        "texts": [
            {
                "title": ", ".join(filter(None, (text.text[language], text.article[language]))),
                "note": text.note[language],
                "addresses": text.addresses,
            }
            for text in texts
        ],
    }
