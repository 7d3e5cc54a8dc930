"""Codes of the tasks that tracing creates; their titles are in `tasks`."""

from __future__ import annotations

from amparo.cases.compartments import GENERAL, PROTECTION

CONFIRM_MATCH = "confirm_report_match"
ASSESS_FAMILY = "assess_searching_family"
NEW_REPORT = "new_report"
ALERT = "report_alert"
INFORM_FAMILY = "report_family_told"
REVIEW = "report_review"
OVERDUE = "report_overdue"
BULLETIN_RECEIVED = "bulletin_received"
BULLETIN_WITHDRAWN = "bulletin_withdrawn"
CONTACT_SESSION = "contact_session"
CONTACT_STOPPED = "contact_stopped"
HELD_MESSAGE = "held_message"
DELIVER_MESSAGE = "deliver_message"
DESTROY_SAMPLE = "destroy_sample"

CONFIDENTIAL = frozenset({GENERAL, PROTECTION})
"""Compartments that a person must read to know of a task on matches, kinship or contact."""
