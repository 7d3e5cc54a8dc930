"""From a paper and its entry to a PDF, in the reader's language."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from amparo.accounts.selectors import agency_names
from amparo.cases.papers.norms import Norm, find_country, list_norms
from amparo.cases.papers.shape import HEAD_ROWS, NOTHING, Paper, Reading, Section
from amparo.cases.papers.signatures import list_drawn_signatures
from amparo.cases.selectors import event_hash_at
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.text import language, t
from amparo.ui import present
from amparo.ui.paper_code import paper_code
from amparo.ui.pdf import render_typst

TEMPLATE = Path(__file__).parent / "paper.typ"


def render_pdf(paper: Paper, reading: Reading, *, base_url: str) -> bytes:
    """Return the paper as PDF.

    Raises `LookupError` when the entry is not one of which there is such a paper.
    """
    if reading.entry not in paper.entries(reading.file):
        raise LookupError(paper.slug)
    return render_typst(TEMPLATE, build_content(paper, reading, base_url=base_url))


def build_content(paper: Paper, reading: Reading, *, base_url: str) -> JsonObject:
    """Return everything that is printed, in words.

    Seven queries and those of the sections.
    """
    code = paper_code(event_hash_at(reading.case, reading.entry.seq))
    verify_url = base_url.rstrip("/") + reverse("verify", args=[code])
    country = find_country(reading.file, reading.entry, reading.case.country)
    agency = reading.entry.agency
    return {
        "title": str(paper.title),
        "language": language(),
        "agency": agency_names({agency}).get(agency, "") if agency else "",
        "demo": str(t("Demostración: personas inventadas.",
                      "Demonstration: invented people.")) if settings.DEMO else "",
        "child": _build_head(paper, reading),
        "sections": [_format_section(section) for section in paper.sections(reading)],
        "signers": _list_signers(paper, reading),
        "norms": [_format_norm(norm) for norm in list_norms(paper, country, on=local_day(reading.entry.occurred_at))],
        "code": code,
        "verify_url": verify_url,
        "qr": present.draw_qr(verify_url, border=1),
        "labels": {
            "check": str(t("Compruebe este papel en", "Check this paper at")),
            "restricted": str(t("Reservado: quien imprime no puede leer todo lo que va aquí.",
                                "Reserved: who prints this may not read everything that belongs here.")),
            "norms": str(t("Normas en que se apoya", "Norms on which it rests")),
        },
    }  # fmt: skip


def _build_head(paper: Paper, reading: Reading) -> list[list[str]]:
    """Return who the child is, unless the paper goes to others.

    Then only what was shared says so.
    """
    rows = (
        *(() if paper.is_sent else [row for part in HEAD_ROWS.values() for row in part(reading)]),
        (t("Expediente", "Case"), reading.case.number),
        (t("Fecha", "Date"), present.format_minute(reading.entry.occurred_at, reading.by)),
    )
    return [[str(key), str(value)] for key, value in rows]


def _format_section(section: Section) -> JsonObject:
    rows = [[str(key), str(value)] for key, value in section.rows if value not in (None, "")]
    words = [str(words) for words in section.words if words]
    if not rows and not words and not section.restricted:
        words = [str(NOTHING)]
    return {"heading": str(section.heading), "rows": rows, "words": words, "restricted": section.restricted}


def _list_signers(paper: Paper, reading: Reading) -> list[dict[str, str]]:
    """Return those who sign.

    Where the act itself was signed on the screen, what they drew.
    """
    drawn = list_drawn_signatures(reading.entry) or [(str(name), "") for name in paper.signers]
    return [{"name": name, "drawn": picture} for name, picture in drawn]


def _format_norm(norm: Norm) -> dict[str, str]:
    return {"text": norm.text, "mark": str(label("norm_force", norm.force))}
