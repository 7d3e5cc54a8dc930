"""Rights in tracing besides those of the protection authority."""

from amparo.accounts.roles import ROLES
from amparo.cases.act import ACTS
from amparo.cases.compartments import PROTECTION
from amparo.cases.duties import must_meet
from amparo.cases.rights import grant, role_may
from amparo.ledger.actor import Actor

_REPORTING = ("report_missing", "record_report_news", "record_report_file", "record_search")
_ACKNOWLEDGE = "record_bulletin_acknowledged"

grant(["consul", "partner_ngo", "liaison_officer", "tracing_officer"], *_REPORTING)
grant(
    ["tracing_officer"],
    "open_tracing",
    "contact_family",
    "record_tracing_step",
    "record_mirror_questions",
    "record_relationship_check",
    "record_report_match",
    "record_genetic_test",
    "record_contact_risk",
    "record_contact_session",
    "record_family_message",
    "record_report_review",
    "record_report_alert",
    "record_family_told",
    "issue_bulletin",
    "withdraw_bulletin",
    "withdraw_report",
    "close_report",
    "reopen_report",
    _ACKNOWLEDGE,
)
grant([code for code, role in ROLES.items() if role.sees_cases and role.by_agency], _ACKNOWLEDGE)

must_meet(["tracing_officer"], "tracing_decision")

ROLES_WITH_COUNTS = frozenset({"tracing_officer", "protection_supervisor", "liaison_officer"})
"""Roles that see the counts of searches."""


def may_compare_matches(by: Actor) -> bool:
    """Return whether this person may compare children with reports.

    They then read what is compared.
    """
    return PROTECTION in by.compartments and role_may(by, ACTS["record_report_match"])
