"""Parameters of the law that the registry provides."""

from amparo.cases.param_providers import NOWHERE, DecisionContext, parameter


@parameter("duplicate_candidates", proven_in=NOWHERE)
def duplicate_candidates(context: DecisionContext) -> int | None:
    """Return how many visible candidates are undecided.

    Always 0: `register` raises `Duplicates` before it comes to this.
    """
    return 0 if context.action == "register" and context.given is not None else None
