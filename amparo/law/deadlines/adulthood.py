"""The deadline of the plan for adult life."""

from datetime import datetime

from amparo.law.deadlines.declaration import Title, deadline
from amparo.law.limits import TRANSITION_PLAN_FROM
from amparo.law.predicates import birthday, is_child
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request


@deadline(
    "transition_plan",
    title=Title("Plan de transición a la vida adulta", "Plan for adult life"),
    hours=0,
    reads=["transition_plan", is_child, birthday],
    sources=["ACG 131-136", "PP"],
)
def transition_not_planned(request: Request, profile: CountryProfile) -> datetime | None:
    """The passage to adult life is planned by the seventeenth birthday."""
    is_open = request.facts.transition_plan in {"none", "draft"} and is_child(request)
    return birthday(request, TRANSITION_PLAN_FROM) if is_open else None
