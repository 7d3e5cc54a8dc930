"""How it is seen that sisters and brothers stay together: their own files agree."""

from amparo.cases.param_providers import DecisionContext, siblings_agree
from amparo.registry.siblings import sibling_files
from amparo.returns.home import home_of
from amparo.returns.plan import current, open_plan, travel_together


@siblings_agree("reunify")
def go_to_one_home(context: DecisionContext) -> bool:
    """For each sister and brother the same home was assessed; those whom one may not see prove nothing."""
    home = home_of(context.file)
    files = sibling_files(context)
    return files is not None and all(home.is_same_as(home_of(file)) for file in files)


@siblings_agree("approve_return_plan", "execute_return")
def travel_on_one_plan(context: DecisionContext) -> bool:
    """Each sister and brother has a plan of their own to the same place on the same day."""
    plan, files = open_plan(context.file), sibling_files(context)
    return plan is not None and files is not None and all(travel_together(plan, current(file)) for file in files)
