"""Every rule and deadline against its own expression, around points where each operand decides.

Requests near an allowed one seldom tell two operands of a long rule apart. Here a search finds points where the
expression is true and points where it is false, and then tries every value of every field that the expression reads.
"""

import ast
import random
from functools import cache

import pytest

from amparo.law import DEADLINES, RULES, parse_request, profile_for
from tests.law.examples import AS_OF, FACTS, LONG, PARAMS, any_value, list_items, scalars
from tests.law.oracle import COUNTRIES, DERIVED, Names, fails, reads, tree, utc
from tests.law.oracle import DEADLINES as DEADLINE_ROWS
from tests.law.oracle import RULES as ROWS

POINTS = 50 if LONG else 5
STEPS = 400


@cache
def text_of(node):
    return ast.unparse(node)


def closeness(node, names):
    """How nearly an expression is true, from 0 to 1, so that a search can climb."""
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return sum(closeness(part, names) for part in parts) / len(parts)
        case ast.BoolOp(values=parts):
            return max(closeness(part, names) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return 1 - closeness(part, names)
        case ast.Name(id=name) if name in DERIVED:
            return closeness(tree(DERIVED[name]), names)
    try:
        return float(bool(names.value(text_of(node))))
    except (TypeError, AttributeError):  # a guard of this operand is not true yet
        return 0.0


def places(*expressions):
    """What may be changed: facts, parameters, and the country where the expressions look at it."""
    facts, params, values = reads(*expressions)
    found = [("facts", name) for name in sorted(facts)] + [("params", name) for name in sorted(params)]
    looks_at_country = values or any("country" in names_in(text) for text in expressions if text)
    return found + ([("country", "country")] if looks_at_country else [])


def names_in(expression):
    return {node.id for node in ast.walk(tree(expression)) if isinstance(node, ast.Name)}


def with_value(request, where, name, value):
    return request | {where: value if where == "country" else request[where] | {name: value}}


def drawn(where, name, chance):
    if where == "country":
        return chance.choice(sorted(COUNTRIES))
    return any_value((FACTS | PARAMS)[name], chance)


def candidates(where, name, chance):
    """Every value of a scalar field; of a list the empty, the full, each alone, all but each, and some pairs."""
    if where == "country":
        return sorted(COUNTRIES)
    schema = (FACTS | PARAMS)[name]
    if "array" in schema["type"]:
        items = list_items(schema)
        pairs = [sorted(chance.sample(items, 2)) for _ in range(20)] if len(items) > 1 else []
        return [[], items, *([item] for item in items), *([i for i in items if i != item] for item in items), *pairs]
    if "object" in schema["type"]:
        return [None, *(any_value(schema, chance) for _ in range(40))]
    return scalars(schema)


def climbed(action, expression, fields, chance):
    """A request that makes the expression true, or None when the search finds none."""
    request = {"id": "1", "action": action, "as_of": AS_OF, "country": "MEX", "facts": {}, "params": {}}
    for where, name in fields:
        request = with_value(request, where, name, drawn(where, name, chance))
    best = closeness(tree(expression), Names(request))
    for _ in range(STEPS):
        if best == 1:
            return request
        where, name = chance.choice(fields)
        candidate = with_value(request, where, name, drawn(where, name, chance))
        reached = closeness(tree(expression), Names(candidate))
        if reached >= best:
            request, best = candidate, reached
    return request if best == 1 else None


def neighbourhood(action, expressions, fields, seed):
    """Points where each expression is true, with all their neighbours one field away."""
    chance = random.Random(seed)
    for expression in expressions:
        for _ in range(POINTS):
            point = climbed(action, expression, fields, chance)
            if point is None:
                continue
            yield point
            for where, name in fields:
                for value in candidates(where, name, chance):
                    yield with_value(point, where, name, value)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule_id"])
def test_rule_agrees_with_its_expression(row):
    when, rule = row["when"] or "True", RULES[row["rule_id"]]
    fields = places(row["when"], row["must"])
    expressions = [f"({when}) and ({row['must']})", f"({when}) and not ({row['must']})"]
    seen = set()
    for value in neighbourhood(rule.guards[0], expressions, fields, row["rule_id"]):
        request = parse_request(value)
        expected = not fails(row, Names(value))
        assert rule.holds(request, profile_for(request.country)) is expected, value
        seen.add(expected)
    assert seen == {True, False}


@pytest.mark.parametrize("row", DEADLINE_ROWS[:-1], ids=lambda row: row["code"])
def test_deadline_agrees_with_its_expression(row):
    deadline, start = DEADLINES[row["code"]], row["starts_from"]
    fields = places(row["while"], start)
    expressions = [f"({row['while']}) and present({start})", f"not ({row['while']}) and present({start})"]
    seen = set()
    for value in neighbourhood("screen", expressions, fields, row["code"]):
        names, request = Names(value), parse_request(value)
        begins = names.value(start) if names.value(row["while"]) else None
        expected = begins and utc(begins.seconds + names.value(row["hours"]) * 3600)
        due = deadline.due(request, profile_for(request.country))
        assert (due and due.due_at.strftime("%Y-%m-%dT%H:%M:%SZ")) == expected, value
        seen.add(expected is None)
    assert seen == {True, False}
