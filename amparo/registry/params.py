"""Parameters of the law that the registry answers."""

from amparo.cases.param_providers import NOWHERE, DecisionContext, parameter


@parameter("duplicate_candidates", proven_in=NOWHERE)
def duplicate_candidates(context: DecisionContext) -> int | None:
    """Candidates that the caller sees and has not settled: `register` raised `Duplicates` before it came to this."""
    return 0 if context.action == "register" and context.given is not None else None
