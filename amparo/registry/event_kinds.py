"""Titles of events that link cases.

Siblings, companions, the same child, different children.
"""

from __future__ import annotations

from amparo.cases.event_kinds import EventKind, declare_event
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t

LINK_WORDS = {
    "sibling": t("Hermanas y hermanos", "Sisters and brothers"),
    "companion": t("Viajan juntos", "They travel together"),
    "same": t("Es la misma niña, niño o adolescente", "It is the same child"),
    "distinct": t("Es otra persona", "It is a different person"),
    "parted": t("Se separaron: no es la misma persona", "Parted: it is not the same person"),
}


def _link_rows(body: JsonObject) -> list[JsonObject]:
    """Return what an act on another case stated on this one."""
    rows = [{"key": t("Qué se dijo", "What was said"), "value": LINK_WORDS[body["kind"]]}] if "kind" in body else []
    return rows + (
        [{"key": t("En qué se basa", "What this rests on"), "value": body["why"]}] if body.get("why") else []
    )


declare_event(EventKind("record_link", t("Vínculo con otro expediente", "Link with another case"), _link_rows))
