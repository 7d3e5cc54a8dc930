"""Where test requests come from: the worked examples, changed in a few places, so that many stay allowed."""

import copy
import json
import os
import random
from functools import cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.law.oracle import ACTIONS, COUNTRIES, FACT_SCHEMA, PARAM_SCHEMA, RULES, SETS, SPEC, judge, reads

VIGNETTES = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SPEC / "vignettes").glob("*.json"))]
FACTS = FACT_SCHEMA["properties"]
PARAMS = PARAM_SCHEMA["properties"]
AS_OF = "2026-03-10T10:00:00-06:00"
LONG = os.environ.get("AMPARO_LONG") == "1"

INSTANTS = (
    "2025-07-01T00:00:00Z",
    "2026-01-09T10:00:00-06:00",
    "2026-02-08T10:00:01-06:00",
    "2026-03-07T16:00:00Z",
    "2026-03-08T10:00:00-05:30",
    "2026-03-09T10:00:00-06:00",
    "2026-03-09T09:59:59-06:00",
    "2026-03-10T07:00:00-06:00",
    "2026-03-10T10:00:00-06:00",
    "2026-03-10T17:00:59+02:00",
    "2026-03-11T17:01:00-06:00",
)
DATES = ("2026-12-31", "2021-03-10", "2020-02-29", "2014-03-11", "2011-05-04", "2008-03-10", "2008-02-29", "1990-01-01")
COUNTRIES_SEEN = ("MEX", "HND", "USA", "CAN", "GTM", "XXX", "XXS", "VEN")


def deep(examples):
    """Settings of a property: so many examples each run, ten times as many in long runs."""
    return settings(
        max_examples=examples * (10 if LONG else 1),
        deadline=None,
        derandomize=not LONG,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


def scalars(schema):
    """Some valid values of a field that is no list, null among them where it is allowed."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    null = [None] if "null" in kinds else []
    if "enum" in schema:
        return list(schema["enum"])
    if "boolean" in kinds:
        return [False, True]
    if "integer" in kinds:
        edges = {0, 1, 2, 3, 4, 5, 6, 9, 10, 12, 15, 16, 17, 18, 90, 365}
        return null + sorted(number for number in edges if number <= schema["maximum"])
    if schema.get("format") == "date":
        return null + list(DATES)
    if schema.get("format") == "date-time":
        return null + list(INSTANTS)
    return null + list(COUNTRIES_SEEN)


def values(schema):
    """A strategy of valid values of a field, those that the rules tell apart first."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "array" in kinds:
        return st.lists(st.sampled_from(list_items(schema)), unique=True, max_size=6) | st.just(list_items(schema))
    if "object" in kinds:
        return st.none() | members(schema)
    return st.sampled_from(scalars(schema))


def list_items(schema):
    items = schema["items"]
    return sorted(SETS["FOLLOWUPS"]) if items["type"] == "integer" else scalars(items)


def members(schema):
    if "required" in schema:
        return st.fixed_dictionaries(
            {
                "by_org_kind": st.sampled_from(["protection", "protection", "migration", "ngo"]),
                "reason": st.just("Revisado con la supervisión"),
            }
        )
    return st.fixed_dictionaries({}, optional={name: values(spec) for name, spec in schema["properties"].items()})


@cache
def fields_of(action):
    """Facts and parameters that the rules of an action read."""
    facts, params = {"immediate_danger"}, {"override", "actor_org_kind"}
    for row in RULES:
        if action in row["actions"].split(";"):
            read = reads(row["when"], row["must"])
            facts |= read[0]
            params |= read[1]
    return sorted(facts), sorted(params)


def satisfied(action, seed=0):
    """A request for `action` that fails no rule at all, found by repairing what fails, one field after another."""
    chance = random.Random(seed)
    request = starting_point(action)
    while failing := failures(request):
        request = repaired(request, failing, chance)
    return request


def starting_point(action):
    known = [v for v in VIGNETTES if v["request"]["action"] == action]
    known.sort(key=lambda v: len(v["expect"]["blocks"]) + len(v["expect"]["warnings"]))
    request = {"id": action, "action": action, "as_of": AS_OF, "country": "MEX", "facts": {}, "params": {}}
    if known:
        request = copy.deepcopy(known[0]["request"])
    # An emergency or an override would hide what fails.
    request["facts"] = request.get("facts", {}) | {"immediate_danger": "no"}
    request["params"] = request.get("params", {}) | {"override": None}
    return request


def failures(request):
    answer = judge(request)
    return [finding["rule"] for finding in answer["blocks"] + answer["warnings"]]


def repaired(request, failing, chance):
    """The request with one field changed that a failing rule reads, so that not more rules fail than before."""
    row = next(row for row in RULES if row["rule_id"] == failing[0])
    facts, params, _ = reads(row["when"], row["must"])
    fields = [("facts", name) for name in sorted(facts)] + [("params", name) for name in sorted(params)]
    for _ in range(5000):
        candidate = copy.deepcopy(request)
        for where, name in chance.sample(fields, chance.randint(1, min(3, len(fields)))):
            candidate.setdefault(where, {})[name] = any_value((FACTS | PARAMS)[name], chance)
        left = failures(candidate)
        if row["rule_id"] not in left and len(left) < len(failing):
            return candidate
    raise AssertionError(f"{row['rule_id']} cannot be repaired in {request}")


def any_value(schema, chance):
    """A valid value of a field, drawn without Hypothesis."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "array" in kinds:
        items = list_items(schema)
        return sorted(chance.sample(items, chance.choice([0, 1, 2, len(items)]) if len(items) > 1 else 1))
    if "object" in kinds:
        return {name: any_value(spec, chance) for name, spec in schema["properties"].items()}
    return chance.choice(scalars(schema))


@cache
def allowed_request(action):
    """JSON of a request for `action` without any finding."""
    return json.dumps(satisfied(action))


@st.composite
def requests(draw, actions=tuple(ACTIONS), most_changes=5):
    """Requests near an allowed one: a few fields that matter changed, now and then any field."""
    action = draw(st.sampled_from(actions))
    bases = [v["request"] for v in VIGNETTES if v["request"]["action"] == action]
    request = copy.deepcopy(draw(st.sampled_from([json.loads(allowed_request(action)), *bases])))
    facts, params = fields_of(action)
    for _ in range(draw(st.integers(0, most_changes))):
        where, name, schema = draw(
            st.sampled_from([("facts", name, FACTS[name]) for name in facts])
            | st.sampled_from([("params", name, PARAMS[name]) for name in params])
            | st.sampled_from([("facts", name, spec) for name, spec in FACTS.items()])
        )
        request.setdefault(where, {})[name] = draw(values(schema))
    if draw(st.integers(0, 3)) == 0:
        request.setdefault("facts", {})["immediate_danger"] = draw(st.sampled_from(["yes", "no", "unknown"]))
        request.setdefault("params", {})["override"] = draw(values(PARAMS["override"]))
    if draw(st.integers(0, 9)) == 0:
        request["country"] = draw(st.sampled_from(sorted(COUNTRIES)))
    if draw(st.integers(0, 9)) == 0:
        request["as_of"] = draw(st.sampled_from(INSTANTS))
    return request
