"""Facts on the best interests of the child: assessment, determination, notification, remedy, what changed since."""

from collections.abc import Mapping
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.ledger.days import whole_second
from amparo.protection import assessments, determinations


@provides("bia", "bia_completed_at")
def assessment(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """How far the assessment came, and when one was last completed."""
    done = assessments.last_completed(file)
    completed = done.completed if done else None
    return {
        "bia": assessments.state(file, question),
        "bia_completed_at": whole_second(completed.occurred_at) if completed else None,
    }


@provides("bid", "bid_solution", "bid_decided_at")
def determination(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """How far the determination came, and what was last decided."""
    decision = file.last("decide_bid")
    return {
        "bid": determinations.state(file),
        "bid_solution": decision["solution"] if decision else None,
        "bid_decided_at": whole_second(decision.occurred_at) if decision else None,
    }


@provides(
    "panel_members", "panel_disciplines", "panel_chair_protection", "panel_migration_votes", "bid_signed", "bid_reasons"
)
def panel(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Who decides, and whether they gave reasons on every factor and signed them."""
    proceeding = determinations.current(file)
    if proceeding is None:
        return {}
    chairs = [member["org_kind"] for member in proceeding.members if member["role"] == "chair"]
    return {
        "panel_members": len(proceeding.voting),
        "panel_disciplines": len({member["discipline"] for member in proceeding.voting}),
        "panel_chair_protection": _yes_no(chairs == ["protection"]) if chairs else None,
        "panel_migration_votes": proceeding.migration_votes if proceeding.members else None,
        "bid_signed": _yes_no(proceeding.is_signed),
        "bid_reasons": _yes_no(proceeding.is_reasoned),
    }


def _yes_no(holds: bool) -> str:
    return "yes" if holds else "no"


@provides("bid_notified_at", "remedy")
def remedy(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Of the latest decision alone."""
    decided = determinations.latest_decision(file)
    told_at = decided.bid_notified_at if decided else None
    return {
        "bid_notified_at": whole_second(told_at) if told_at else None,
        "remedy": determinations.remedy(file, question),
    }


@provides("new_info_since_bid", "collective_measure")
def individual(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Whether anything changed, and whether this child is decided on alone: `no` by signed records only."""
    return {
        "new_info_since_bid": determinations.new_information(file),
        "collective_measure": file.latest("collective_measure", "record_individual_decision"),
    }
