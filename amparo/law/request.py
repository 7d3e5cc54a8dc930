"""The request to the kernel: one action for one child, at one place and moment."""

from dataclasses import dataclass
from datetime import datetime

from amparo.law.actions import ActionCode
from amparo.law.facts import Facts
from amparo.law.params import Params

NO_FACTS = Facts()
NO_PARAMS = Params()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One action on one case. `country` is where the child is.

    `as_of` is the only clock: aware, in whole seconds, in the offset of the place."""

    id: str
    action: ActionCode
    as_of: datetime
    country: str
    facts: Facts = NO_FACTS
    params: Params = NO_PARAMS
