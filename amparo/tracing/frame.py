"""The frame of the pages of a report: the sought child, urgency, state, tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.cases.case_kinds import CASE_KINDS, CaseKind
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.tracing.selectors.reports import report_head
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

_TONES = {"high": "danger", "normal": "neutral", "open": "action", "closed": "neutral", "withdrawn": "neutral"}
_URGENCY = {"high": t("Urgencia alta", "High urgency"), "normal": t("Urgencia normal", "Normal urgency")}
"""Tags of urgency that stand without a heading."""
_PAGES = (
    ("report", t("Reporte", "Report")),
    ("timeline", t("Cronología", "Timeline")),
    ("files", t("Archivos", "Files")),
    ("readers", t("Quién lo leyó", "Who read it")),
)


def report_tag(list_name: str, code: str) -> JsonObject:
    """Return a code of a report as a tag."""
    return {"text": str(label(list_name, code)).partition(":")[0], "tone": _TONES[code]}


def report_frame(report: Case, file: CaseFile, by: Actor, current: str) -> JsonObject:
    """Return the frame of a report, as far as this reader may read its file. No query."""
    head = report_head(file)
    return {
        "base": "tracing/report/base.html",
        "report": report,
        "head": {
            "person": {
                "name": head.name,
                "age": head.age,
                "country": ", ".join(str(label("nationality", code)) for code in head.nationalities),
                "number": report.number,
            },
            "urgency": report_tag("report_urgency", head.urgency) | {"text": _URGENCY[head.urgency]},
            "state": report_tag("report_state", head.state),
            "reasons": [label("urgency_reason", reason) for reason in head.reasons],
            "last_news": present.format_day(head.last_news_on.isoformat()) if head.last_news_on else "",
            "searcher": head.searcher,
        },
        "tabs": [
            {
                "href": reverse("report" if page == "report" else f"report_{page}", args=[report.id]),
                "label": words,
                "current": page == current,
            }
            for page, words in _PAGES
        ],
    }


CASE_KINDS.add(
    REPORT, CaseKind(REPORT, "report", "reports", "report_missing", report_frame, shows_answers_in_history=True)
)
