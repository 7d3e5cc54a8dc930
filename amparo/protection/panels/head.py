"""What protection adds to the head of a child's case: where the child is, and what everybody must know first."""

from __future__ import annotations

from amparo.cases.links import act_href_if_allowed
from amparo.ledger.json import JsonObject
from amparo.protection.selectors import protective_alerts, where_the_child_is
from amparo.registry.frame import HEAD_PARTS, Head


def protection_head(head: Head) -> JsonObject:
    """Return place and alerts, as far as the reader may know them."""
    is_restricted, where = where_the_child_is(head.file, by=head.by)
    facts = head.facts
    return {
        "where": where if facts else "",
        "where_restricted": is_restricted or not facts,
        "alert_href": act_href_if_allowed("record_alert", head.case.id, head.by),
        "alerts": protective_alerts(facts, head.case.country, by=head.by) if facts else [],
    }


HEAD_PARTS.add("protection", protection_head)
