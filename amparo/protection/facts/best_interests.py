"""Facts on the best interests of the child.

Assessment, determination, panel, remedy, and what changed since.
"""

from collections.abc import Mapping

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.ledger.days import whole_second
from amparo.protection import assessments, determinations, remedies


@provides("bia", "bia_completed_at")
def compute_assessment(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of the assessment, and when one was last completed."""
    completed = assessments.last_completed_assessment(file)
    completion = completed.completion if completed else None
    return {
        "bia": assessments.assessment_state(file, query),
        "bia_completed_at": whole_second(completion.occurred_at) if completion else None,
    }


@provides("bid", "bid_solution", "bid_decided_at")
def compute_determination(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of the determination, and what was last decided."""
    decision = file.last("decide_bid")
    return {
        "bid": determinations.determination_state(file),
        "bid_solution": decision["solution"] if decision else None,
        "bid_decided_at": whole_second(decision.occurred_at) if decision else None,
    }


@provides(
    "panel_members", "panel_disciplines", "panel_chair_protection", "panel_migration_votes", "bid_signed", "bid_reasons"
)
def compute_panel(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the composition of the panel, and whether it gave reasons and signed."""
    proceeding = determinations.latest_proceeding(file)
    if proceeding is None:
        return {}
    chairs = [member["org_kind"] for member in proceeding.members if member["role"] == "chair"]
    return {
        "panel_members": len(proceeding.voting_members),
        "panel_disciplines": len({member["discipline"] for member in proceeding.voting_members}),
        "panel_chair_protection": _convert_to_yes_no(chairs == ["protection"]) if chairs else None,
        "panel_migration_votes": proceeding.migration_votes if proceeding.members else None,
        "bid_signed": _convert_to_yes_no(proceeding.is_signed),
        "bid_reasons": _convert_to_yes_no(proceeding.is_reasoned),
    }


def _convert_to_yes_no(value: bool) -> str:
    return "yes" if value else "no"


@provides("bid_notified_at", "remedy")
def compute_remedy(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the notification of the determination, and the remedy now open."""
    decision = remedies.latest_decision(file)
    notified_at = decision.bid_notified_at if decision else None
    return {
        "bid_notified_at": whole_second(notified_at) if notified_at else None,
        "remedy": remedies.remedy_state(file, query),
    }


@provides("new_info_since_bid", "collective_measure")
def compute_individual_decision(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return whether anything changed, and whether the measure is collective."""
    return {
        "new_info_since_bid": determinations.new_information_state(file),
        "collective_measure": file.latest("collective_measure", "record_individual_decision"),
    }
