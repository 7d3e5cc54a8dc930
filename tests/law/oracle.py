"""A second reading of the specification, to compare the kernel with: it interprets the tables and knows no rule.

It shares no code with `amparo.law`: own validation from the schemas, own calendar, own sorting.
"""

import ast
import csv
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

SPEC = Path(__file__).parent / "spec"
KINDS = {"string": str, "array": list, "object": dict, "boolean": bool}
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def table(name):
    """The rows of a table of the specification."""
    with (SPEC / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def document(name):
    """A JSON document of the specification."""
    return json.loads((SPEC / name).read_text(encoding="utf-8"))


FACT_SCHEMA = document("facts.schema.json")
PARAM_SCHEMA = document("params.schema.json")
RULES = table("rules.csv")
ACTIONS = {row["code"]: row for row in table("actions.csv")}
DEADLINES = table("deadlines.csv")
DERIVED = {row["name"]: row["expression"] for row in table("derived.csv") if row["name"] != "age_years"}
SETS = {name: frozenset(items) for name, items in document("sets.json")["sets"].items()}
MINIMUM = {name: frozenset(items) for name, items in document("sets.json")["minimum_set"].items()}
COUNTRIES = {}
for _row in table("countries.csv"):
    _value = _row["value"]
    _plain = frozenset(filter(None, _value.split(";"))) if _row["field"] == "contiguous" else _value
    COUNTRIES.setdefault(_row["iso3"], {})[_row["field"]] = int(_value) if _value.isdigit() else _plain
INSTANT = FACT_SCHEMA["properties"]["registered_at"]["pattern"]


# Instants: whole seconds since 1 January of the year 1, UTC


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(year, month):
    return 29 if month == 2 and is_leap(year) else DAYS[month - 1]


def day_exists(text):
    year, month, day = (int(part) for part in text.split("-"))
    return 1 <= month <= 12 and 1 <= day <= days_in(year, month)


class Instant:
    """An instant as written."""

    def __init__(self, text):
        self.day, self.clock = text[:10], text[11:19]
        zone = text[19:]
        minutes = 0 if zone == "Z" else int(zone[:1] + "1") * (int(zone[1:3]) * 60 + int(zone[4:6]))
        hours, mins, seconds = (int(part) for part in self.clock.split(":"))
        self.seconds = date.fromisoformat(self.day).toordinal() * 86400 + hours * 3600 + mins * 60 + seconds
        self.seconds -= minutes * 60


def utc(seconds):
    day, rest = divmod(round(seconds), 86400)
    return f"{date.fromordinal(day)}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"


# Validation, from the schemas


class Invalid(Exception):
    """The path of the first problem."""


def check_value(value, schema, path):
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if value is None and "null" in kinds:
        return
    kind = next(kind for kind in kinds if kind != "null")
    if kind == "integer":
        fits = type(value) is int or (type(value) is float and value.is_integer())
    else:
        fits = type(value) is KINDS[kind]
    if not fits or not within_limits(value, schema):
        raise Invalid(path)
    if kind == "array":
        for item in value:
            check_value(item, schema["items"], path)
        if len({json.dumps(int(item) if isinstance(item, float) else item) for item in value}) < len(value):
            raise Invalid(path)
    if kind == "object":
        check_members(value, schema, path)


def within_limits(value, schema):
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "minimum" in schema and not schema["minimum"] <= value <= schema["maximum"]:
        return False
    if "minLength" in schema and not schema["minLength"] <= len(value) <= schema["maxLength"]:
        return False
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
        return False
    return "format" not in schema or day_exists(value[:10])


def check_members(value, schema, path):
    for name in sorted(set(value) - set(schema["properties"])):
        raise Invalid(f"{path}.{name}")
    for name in sorted(set(schema.get("required", ())) - set(value)):
        raise Invalid(f"{path}.{name}")
    for name in sorted(value):
        check_value(value[name], schema["properties"][name], f"{path}.{name}")


def check_request(request):
    """Raises Invalid with the path of the first problem."""
    if not isinstance(request, dict):
        raise Invalid("")
    for name in sorted(set(request) - {"id", "action", "as_of", "country", "facts", "params"}):
        raise Invalid(name)
    top = {
        "id": {"type": "string", "minLength": 1, "maxLength": 200},
        "action": {"type": "string", "enum": list(ACTIONS)},
        "as_of": {"type": "string", "pattern": INSTANT, "format": "date-time"},
        "country": {"type": "string", "enum": list(COUNTRIES)},
    }
    for name, schema in top.items():
        if name not in request:
            raise Invalid(name)
        check_value(request[name], schema, name)
    for name, schema in (("facts", FACT_SCHEMA), ("params", PARAM_SCHEMA)):
        stated = request.get(name, {})
        if not isinstance(stated, dict):
            raise Invalid(name)
        for field in sorted(stated):
            if field not in schema["properties"]:
                raise Invalid(f"{name}.{field}")
            check_value(stated[field], schema["properties"][field], f"{name}.{field}")


# Expressions


@cache
def tree(expression):
    return ast.parse(expression, mode="eval").body


@cache
def compiled(expression):
    return compile(ast.Expression(tree(expression)), expression, "eval")


def typed(value, schema):
    """A JSON value as the expressions see it."""
    if isinstance(value, list):
        return frozenset(value)
    return Instant(value) if value is not None and schema.get("format") == "date-time" else value


DATASET_SCHEMA = PARAM_SCHEMA["properties"]["dataset"]
DEFAULTS = {
    id(schema): {name: typed(spec["default"], spec) for name, spec in schema["properties"].items()}
    for schema in (FACT_SCHEMA, PARAM_SCHEMA, DATASET_SCHEMA)
}


def with_defaults(stated, schema):
    properties = schema["properties"]
    known = {name: typed(value, properties[name]) for name, value in stated.items() if name in properties}
    return DEFAULTS[id(schema)] | known


class Members:
    """`p.name`, `c.name`, `d.name`."""

    def __init__(self, values):
        self.__dict__.update(values)


class Names(dict):
    """The names of an expression, derived predicates on demand."""

    def __init__(self, request):
        facts = with_defaults(request.get("facts", {}), FACT_SCHEMA)
        params = with_defaults(request.get("params", {}), PARAM_SCHEMA)
        published = params["dataset"] or {}
        self.facts, self.params = facts, params
        self.now = Instant(request["as_of"])
        super().__init__(facts | SETS)
        self.update(
            p=Members(params),
            c=Members(COUNTRIES[request["country"]]),
            d=Members(with_defaults(published, DATASET_SCHEMA)),
            country=request["country"],
            action=request["action"],
            as_of=self.now,
            present=lambda value: value is not None,
            within=lambda then, hours: then is not None and 0 <= self.now.seconds - then.seconds <= hours * 3600,
            any_in=lambda some, others: bool(frozenset(some) & frozenset(others)),
            subset=lambda some, others: frozenset(some) <= frozenset(others),
            len=len,
            local_time=lambda instant: instant.clock[:5],
            first_present=lambda *values: next((value for value in values if value is not None), None),
            minimum_set=lambda purpose: MINIMUM.get(purpose, frozenset()),
            competent=lambda action: frozenset(ACTIONS[action]["competent_org_kinds"].split(";")),
            birthday=self.birthday,
        )
        self["__builtins__"] = {}

    def __missing__(self, name):
        self[name] = self.age() if name == "age_years" else self.value(DERIVED[name])
        return self[name]

    def value(self, expression):
        return eval(compiled(expression), {"__builtins__": {}}, self)  # noqa: S307 - the tables of this repository

    def latest_birth(self):
        born = self.facts["birth_date"]
        if born is None:
            return None
        year, month, day = (int(part) for part in born.split("-"))
        match self.facts["birth_date_precision"]:
            case "month":
                day = days_in(year, month)
            case "year" | "estimated":
                month, day = 12, 31
        return year, month, day

    def age(self):
        born = self.latest_birth()
        if born is None:
            return self.facts["age_estimate_years"]
        year, month, day = (int(part) for part in self.now.day.split("-"))
        return max(0, year - born[0] - (1 if (month, day) < born[1:] else 0))

    def birthday(self, years):
        born = self.latest_birth()
        if born is None:
            return None
        year, month, day = born[0] + years, *born[1:]
        if day > days_in(year, month):
            month, day = 3, 1
        return Instant(f"{year}-{month:02}-{day:02}T00:00:00Z")


# The decision


def fails(row, names):
    return (not row["when"] or names.value(row["when"])) and not names.value(row["must"])


def is_overridden(params):
    given = params["override"]
    return (
        given is not None
        and given["by_org_kind"] == "protection"
        and params["actor_org_kind"] not in ("migration", "police")
    )


def judge(request):
    """The whole response to a request, valid or not."""
    try:
        check_request(request)
    except Invalid as problem:
        stated = request.get("id") if isinstance(request, dict) else None
        return {"id": stated if isinstance(stated, str) else None, "error": {"path": str(problem)}}
    names = Names(request)
    blocks, warnings, lifted = [], [], False
    for row in sorted(RULES, key=lambda row: [int(part) for part in row["rule_id"][1:].split("-")]):
        if request["action"] not in row["actions"].split(";") or not fails(row, names):
            continue
        finding = {"rule": row["rule_id"], "code": row["code"]}
        if row["level"] == "warn":
            warnings.append(finding)
        elif names["emergency"] and row["emergency"] == "lifts":
            warnings.append(finding)
            lifted = True
        elif row["level"] == "hold" and is_overridden(names.params):
            warnings.append(finding)
        else:
            blocks.append(finding | {"level": row["level"]})
    return {
        "id": request["id"],
        "action": request["action"],
        "allowed": not blocks,
        "blocks": blocks,
        "warnings": warnings,
        "deadlines": [] if request["action"] == "publish_statistics" else deadlines(names, lifted),
    }


def deadlines(names, lifted):
    due = []
    for row in DEADLINES:
        if row["code"] == "emergency_regularise":
            in_force = lifted
        else:
            in_force = names.value(row["while"])
        start = names.value(row["starts_from"])
        if in_force and start is not None:
            due.append((start.seconds + names.value(row["hours"]) * 3600, row["code"]))
    return [{"code": code, "due_at": utc(seconds)} for seconds, code in sorted(due)]


# What an expression reads, through the derived predicates


def reads(*expressions):  # noqa: C901 - one case per kind of name
    """Names of facts, parameters and profile values that the expressions read."""
    facts, params, values = set(), set(), set()
    for expression in filter(None, expressions):
        for node in ast.walk(tree(expression)):
            match node:
                case ast.Attribute(value=ast.Name(id="p"), attr=name):
                    params.add(name)
                case ast.Attribute(value=ast.Name(id="d")):
                    params.add("dataset")
                case ast.Attribute(value=ast.Name(id="c"), attr=name):
                    values.add(name)
                case ast.Name(id="age_years"):
                    facts |= {"birth_date", "birth_date_precision", "age_estimate_years"}
                case ast.Name(id="birthday"):
                    facts |= {"birth_date", "birth_date_precision"}
                case ast.Name(id=name) if name in DERIVED:
                    for found, inner in zip((facts, params, values), reads(DERIVED[name]), strict=True):
                        found |= inner
                case ast.Name(id=name) if name in FACT_SCHEMA["properties"]:
                    facts.add(name)
    return facts, params, values
