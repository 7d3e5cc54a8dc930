"""Ask the law about an action on a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.param_providers import DecisionContext, compute_params
from amparo.law import (
    Decision,
    Facts,
    Request,
    decide_by_its_day,
    decision_to_json,
    parse_action_code,
    request_to_json,
)
from amparo.ledger.days import local_time
from amparo.ledger.ids import new_id
from amparo.ledger.json import JsonObject


@dataclass(frozen=True, slots=True)
class Judgement:
    """One request to the law and its decision."""

    request: Request
    decision: Decision

    def to_json(self) -> JsonObject:
        """Return what the event keeps, from which it can be judged again."""
        return {"request": request_to_json(self.request), "decision": decision_to_json(self.request, self.decision)}


def judge(context: DecisionContext, facts: Facts | None = None) -> Judgement:
    """Ask the law about an action on a file, by the law of that day.

    `facts`: those of the file then, if they are computed already.
    """
    as_of = local_time(context.at)
    request = Request(
        id=str(new_id()),
        action=parse_action_code(context.action),
        as_of=as_of,
        country=context.file.country,
        facts=facts or compute_facts(context.file, FactQuery(context.at, context.action)),
        params=compute_params(context),
    )
    return Judgement(request, decide_by_its_day(request))


def build_facts_request(facts: Facts, country: str, at: datetime) -> Request:
    """Return a request that carries facts alone, whatever the action."""
    return Request(id="facts", action="screen", as_of=local_time(at), country=country, facts=facts)
