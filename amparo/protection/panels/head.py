"""The part of protection in the head of a child's case.

The whereabouts and the protective alerts.
"""

from __future__ import annotations

from amparo.cases.links import act_href_if_allowed
from amparo.ledger.json import JsonObject
from amparo.protection.selectors.alerts import list_breach_alerts, protective_alerts
from amparo.protection.selectors.care import describe_whereabouts
from amparo.registry.frame import HEAD_PARTS, Head


def build_protection_head(head: Head) -> JsonObject:
    """Return place and alerts, as far as the reader may know them."""
    is_restricted, whereabouts = describe_whereabouts(head.file, by=head.by)
    facts = head.facts
    return {
        "where": whereabouts if facts else "",
        "where_restricted": is_restricted or not facts,
        "alert_href": act_href_if_allowed("record_alert", head.case.id, head.by),
        "alerts": [*list_breach_alerts(head.file), *protective_alerts(facts, head.case.country, by=head.by)]
        if facts
        else [],
    }


HEAD_PARTS.add("protection", build_protection_head)
