"""Parameters of a return, from the plan, from what was prepared, and from what was done at the reception."""

from datetime import datetime
from uuid import UUID

from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.param_providers import DecisionContext, confirmation, parameter
from amparo.directory.selectors import is_authority_of
from amparo.returns.journey import receptions
from amparo.returns.plan import arrival_at_destination, current, open_plan
from amparo.returns.preparation import may_travel, reception_of

_CARRIES_THE_FILE = frozenset({"return_planning", "reintegration"})
_RECEIVES_THE_FILE = frozenset({"protection", "consulate"})


@parameter("return_mode", proven_in={GENERAL})
def return_mode(context: DecisionContext) -> str | None:
    """As the plan says, while a journey may come of it."""
    plan = open_plan(context.file)
    return plan.said.get("mode") if plan else None


@parameter("arrival_planned_at", proven_in={GENERAL})
def arrival_planned_at(context: DecisionContext) -> datetime | None:
    """As the plan says, in the hour of the country where the child arrives."""
    plan = open_plan(context.file)
    if plan is None:
        return None
    return arrival_at_destination(plan, compute_fact("country_origin", context.file, FactQuery(context.at)))


@confirmation("out_of_hours_accepted", proven_in={GENERAL})
def out_of_hours_accepted(context: DecisionContext) -> bool:
    """Origin wrote that it receives at the hour that the plan names."""
    return reception_of(context.file).covers(open_plan(context.file))


@confirmation("admission_guaranteed", proven_in={GENERAL})
def admission_guaranteed(context: DecisionContext) -> bool:
    """Origin guaranteed it in a document."""
    return reception_of(context.file).is_admitted


@confirmation("medical_opinion", proven_in={HEALTH})
def medical_opinion(context: DecisionContext) -> bool:
    """A specialist wrote that the child may travel."""
    return may_travel(context.file)


@confirmation("independent_decision", proven_in={PROTECTION})
def independent_decision(context: DecisionContext) -> bool:
    """Two people found that the child can decide on their own."""
    return bool(context.file.latest("can_decide", "record_independent_decision") == "yes")


@confirmation("file_transferred", proven_in={GENERAL})
def file_transferred(context: DecisionContext) -> bool:
    """Since the plan was begun the law allowed a share with the authorities of origin, for the return or what follows it."""
    plan = current(context.file)
    if context.action != "execute_return" or plan is None or plan.is_over:
        return False
    shares = context.file.all("share_with_origin")
    sent = [one for one in shares if one.seq > plan.entries[0].seq and one.get("purpose") in _CARRIES_THE_FILE]
    recipients = {UUID(one["institution"]) for one in sent if one.get("fields")}
    country = compute_fact("country_origin", context.file, FactQuery(context.at))
    return bool(recipients) and is_authority_of(recipients, country=country, kinds=_RECEIVES_THE_FILE)


@confirmation("identity_matched", proven_in={GENERAL})
def identity_matched(context: DecisionContext) -> bool:
    """At the reception at hand the child was found to be who was expected."""
    answers: list[str] = [one["identity_matched"] for one in receptions(context.file) if one.get("identity_matched")]
    return bool(answers) and answers[-1] == "yes"


@confirmation("reception_interview", proven_in={PROTECTION})
def reception_interview(context: DecisionContext) -> bool:
    """At the reception at hand somebody spoke with the child in private, and asked about fear."""
    return any(one.get("in_private") and one.get("fear_of_return") for one in receptions(context.file))
