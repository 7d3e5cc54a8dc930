"""The home of an auditor: how often others looked, signed and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from amparo.accounts.roles import AUDITOR
from amparo.cases.readings import part_label
from amparo.cases.selectors import count_for_oversight
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_part

_DAYS = 30
_LOOKS = {
    "waiting": t("Esperan revisión", "Wait for review"),
    "justified": t("Justificadas", "Justified"),
    "unjustified": t("No justificadas", "Not justified"),
}
_APPROVALS = {
    "override": t("Salvaguardas levantadas", "Safeguards lifted"),
    "signature": t("Segundas firmas", "Second signatures"),
}
_TITLES = {
    "looks": t("Consultas de urgencia, últimos 30 días", "Emergency looks, last 30 days"),
    "approvals": t("Firmas y salvaguardas, últimos 30 días", "Signatures and safeguards, last 30 days"),
    "readings": t("Qué se leyó, últimos 30 días", "What was read, last 30 days"),
}


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield what an auditor watches over, in numbers."""
    if by.role != AUDITOR:
        return
    found = count_for_oversight(since=clock.now() - timedelta(days=_DAYS))
    for place, (part, counts) in enumerate(found.items()):
        empty = t("Nada en estos días.", "Nothing in these days.")
        count = sum(counts.values())
        yield HomeSection(part, _TITLES[part], 10 + place, table=_build_table(counts), count=count, empty=empty)


def _build_table(counts: Counter[str]) -> JsonObject | None:
    if not counts:
        return None
    columns = [{"label": t("Qué", "What")}, {"label": t("Cuántas veces", "How often")}]
    return {"columns": columns, "rows": [[_words(code), str(count)] for code, count in counts.most_common()]}


def _words(code: str) -> str:
    return str(_LOOKS.get(code) or _APPROVALS.get(code) or part_label(code))


declare_home_part("cases", _build_sections)
