"""Proofs that sisters and brothers stay together: their own files agree."""

from amparo.cases.param_providers import DecisionContext, siblings_agree
from amparo.registry.siblings import sibling_files
from amparo.returns.home import assessed_home
from amparo.returns.plan import latest_plan, open_plan, travel_together


@siblings_agree("reunify")
def have_same_home(context: DecisionContext) -> bool:
    """Return whether the same home was assessed for every sibling.

    A sibling whom the actor may not see proves nothing.
    """
    home = assessed_home(context.file)
    files = sibling_files(context)
    return files is not None and all(home.is_same_as(assessed_home(file)) for file in files)


@siblings_agree("approve_return_plan", "execute_return")
def have_matching_plans(context: DecisionContext) -> bool:
    """Return whether every sibling's plan leads to the same place on the same day."""
    plan, files = open_plan(context.file), sibling_files(context)
    return plan is not None and files is not None and all(travel_together(plan, latest_plan(file)) for file in files)
