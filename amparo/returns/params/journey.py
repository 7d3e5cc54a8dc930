"""Parameters of a return.

They come from its plan, its preparations, and the reception.
"""

from datetime import datetime
from uuid import UUID

from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.directory.selectors import is_authority_of
from amparo.returns.journey import current_receptions
from amparo.returns.plan import arrival_at_destination, open_plan, unfinished_plan
from amparo.returns.preparation import is_travel_advised, reception_agreement

_TRANSFER_PURPOSES = frozenset({"return_planning", "reintegration"})
_TRANSFER_RECIPIENTS = frozenset({"protection", "consulate"})


@parameter("return_mode", proven_in={GENERAL})
def return_mode(context: DecisionContext) -> str | None:
    """Return the mode of the open plan."""
    plan = open_plan(context.file)
    return plan.answers.get("mode") if plan else None


@parameter("arrival_planned_at", proven_in={GENERAL})
def arrival_planned_at(context: DecisionContext) -> datetime | None:
    """Return the arrival of the open plan, in the time zone of the destination."""
    plan = open_plan(context.file)
    if plan is None:
        return None
    return arrival_at_destination(plan, compute_fact("country_origin", context.file, FactQuery(context.at)))


@confirmation("out_of_hours_accepted", proven_in={GENERAL})
def is_out_of_hours_accepted(context: DecisionContext) -> bool:
    """Return whether origin accepted the hour of the open plan in writing."""
    return reception_agreement(context.file).accepts_hour_of(open_plan(context.file))


@confirmation("admission_guaranteed", proven_in={GENERAL})
def is_admission_guaranteed(context: DecisionContext) -> bool:
    """Return whether origin guaranteed the admission in a document."""
    return reception_agreement(context.file).is_admission_guaranteed


@confirmation("medical_opinion", proven_in={HEALTH})
def has_medical_opinion(context: DecisionContext) -> bool:
    """Return whether a specialist wrote that the child may travel."""
    return is_travel_advised(context.file)


@confirmation("independent_decision", proven_in={PROTECTION})
def has_independent_decision(context: DecisionContext) -> bool:
    """Return whether two people found that the child can decide independently."""
    return bool(context.file.latest("can_decide", "record_independent_decision") == "yes")


@confirmation("file_transferred", proven_in={GENERAL})
def is_file_transferred(context: DecisionContext) -> bool:
    """Return whether data were shared with origin for the return since the plan began."""
    plan = unfinished_plan(context.file)
    if context.action != "execute_return" or plan is None:
        return False
    shares = [entry for entry in context.file.all("share_with_origin") if entry.seq > plan.entries[0].seq]
    transfers = [share for share in shares if share.get("purpose") in _TRANSFER_PURPOSES and share.get("fields")]
    recipients = {UUID(share["institution"]) for share in transfers}
    country = compute_fact("country_origin", context.file, FactQuery(context.at))
    return bool(recipients) and is_authority_of(recipients, country=country, kinds=_TRANSFER_RECIPIENTS)


@confirmation("identity_matched", proven_in={GENERAL})
def is_identity_matched(context: DecisionContext) -> bool:
    """Return whether the current reception last matched the child's identity."""
    receptions = current_receptions(context.file)
    answers: list[str] = [entry["identity_matched"] for entry in receptions if entry.get("identity_matched")]
    return bool(answers) and answers[-1] == "yes"


@confirmation("reception_interview", proven_in={PROTECTION})
def has_reception_interview(context: DecisionContext) -> bool:
    """Return whether the child was asked about fear, in private, at the reception."""
    return any(entry.get("in_private") and entry.get("fear_of_return") for entry in current_receptions(context.file))
