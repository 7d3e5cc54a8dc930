"""What the code declares is what the tables of the specification say, row by row."""

import dataclasses
import re

import pytest

from amparo.law import (
    ACTIONS,
    DEADLINES,
    EMERGENCY_DEADLINE,
    FACTS,
    PARAMS,
    PROFILES,
    RULES,
    RULES_BY_ACTION,
    Facts,
    Params,
    facts_to_json,
    message_for,
    params_to_json,
)
from amparo.law import sets as named_sets
from amparo.law.fields import COUNTRY_PATTERN, DATE_PATTERN, INSTANT_PATTERN, REQUIRED, build_specs, param
from amparo.law.norms_es import NORMS as SPANISH_NORMS
from tests.law import oracle

DEADLINE_ROWS = oracle.table("deadlines.csv")
FACT_ORIGIN = {row["fact"]: row for row in oracle.table("facts_origin.csv")}


def schema_of(spec):
    """The JSON Schema that a field of the catalogue stands for."""
    item = {
        "code": {"type": "string", "enum": list(spec.allowed)},
        "flag": {"type": "boolean"},
        "integer": {"type": "integer", "minimum": 0, "maximum": spec.most},
        "country": {"type": "string", "pattern": COUNTRY_PATTERN},
        "date": {"type": "string", "format": "date", "pattern": DATE_PATTERN},
        "instant": {"type": "string", "format": "date-time", "pattern": INSTANT_PATTERN},
        "text": {"type": "string", "minLength": spec.min_length, "maxLength": spec.max_length},
    }
    plural = {"codes": "code", "countries": "country", "integers": "integer"}
    if spec.kind == "object":
        required = [name for name, member in spec.members.items() if member.default is REQUIRED]
        schema = {
            "type": "object",
            "properties": {name: schema_of(member) for name, member in spec.members.items()},
            "additionalProperties": False,
        } | ({"required": required} if required else {})
    elif spec.kind in plural:
        schema = {"type": "array", "items": item[plural[spec.kind]], "uniqueItems": True}
    else:
        schema = item[spec.kind]
    if spec.nullable:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"].append(None)
    if spec.default is not REQUIRED:
        default = sorted(spec.default) if isinstance(spec.default, frozenset) else spec.default
        schema |= {"default": default, "description": spec.description}
    return schema


@pytest.mark.parametrize("name", FACTS)
def test_fact_equals_schema(name):
    assert schema_of(FACTS[name]) == oracle.FACT_SCHEMA["properties"][name]
    assert FACTS[name].compartment == FACT_ORIGIN[name]["compartment"]


@pytest.mark.parametrize("name", PARAMS)
def test_parameter_equals_schema(name):
    assert schema_of(PARAMS[name]) == oracle.PARAM_SCHEMA["properties"][name]


def test_fields_are_those_of_the_schemas_in_order():
    assert list(FACTS) == list(oracle.FACT_SCHEMA["properties"]) == list(FACT_ORIGIN)
    assert list(PARAMS) == list(oracle.PARAM_SCHEMA["properties"])


def test_nothing_stated_is_the_defaults_of_the_schemas():
    assert facts_to_json(Facts()) == {n: s["default"] for n, s in oracle.FACT_SCHEMA["properties"].items()}
    assert params_to_json(Params()) == {n: s["default"] for n, s in oracle.PARAM_SCHEMA["properties"].items()}


def test_actions_equal_the_table():
    declared = [
        {
            "code": action.code,
            "gate": action.gate,
            "class": action.kind,
            "title_es": action.title_es,
            "title_en": action.title_en,
            "competent_org_kinds": action.competent,
        }
        for action in ACTIONS.values()
    ]
    assert declared == [
        row | {"competent_org_kinds": frozenset(row["competent_org_kinds"].split(";"))}
        for row in oracle.table("actions.csv")
    ]


def test_rules_are_those_of_the_table():
    assert set(RULES) == {row["rule_id"] for row in oracle.RULES}
    assert len(RULES) == len(oracle.RULES)


@pytest.mark.parametrize("row", oracle.RULES, ids=lambda row: row["rule_id"])
def test_rule_equals_the_table(row):
    rule = RULES[row["rule_id"]]
    spanish, english = message_for(rule.code, "es"), message_for(rule.code, "en")
    assert {
        "rule_id": rule.id,
        "actions": set(rule.guards),
        "level": rule.level,
        "emergency": rule.emergency,
        "code": rule.code,
        "message_es": spanish.text,
        "message_en": english.text,
        "remedy_es": spanish.remedy,
        "remedy_en": english.remedy,
        "sources": "; ".join(rule.sources),
        "source_verified": "yes" if rule.verified else "no",
    } == {key: value for key, value in row.items() if key not in {"when", "must"}} | {
        "actions": set(row["actions"].split(";"))
    }


@pytest.mark.parametrize("row", oracle.RULES, ids=lambda row: row["rule_id"])
def test_rule_reads_what_its_expressions_name(row):
    rule = RULES[row["rule_id"]]
    facts, params, values = oracle.reads(row["when"], row["must"])
    assert rule.reads[:3] == (facts, params, values)
    assert rule.reads.compartments == {FACT_ORIGIN[name]["compartment"] for name in facts}
    assert rule.needs == ("facts" if params <= {"actor_org_kind"} else "input")
    named = set(re.findall(r"'(\w+)' in p\.confirmations", f"{row['when']} {row['must']}"))
    assert rule.reads.confirmations == named
    assert bool(named) is ("confirmations" in params)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_states_its_norm(rule):
    assert rule.norm.endswith(".")
    assert len(rule.norm.split()) > 4


def test_norms_are_stated_once_in_both_languages():
    assert set(SPANISH_NORMS) == {*RULES, *DEADLINES, EMERGENCY_DEADLINE.code}
    for norms in ([rule.norm for rule in RULES.values()], SPANISH_NORMS.values()):
        assert len(set(norms)) == len(norms)
    assert all(norm.endswith(".") for norm in SPANISH_NORMS.values())


def test_every_action_has_rules_in_order():
    for action, rules in RULES_BY_ACTION.items():
        assert [rule.id for rule in rules] == sorted(
            (row["rule_id"] for row in oracle.RULES if action in row["actions"].split(";")),
            key=lambda rule_id: [int(part) for part in rule_id[1:].split("-")],
        )


@pytest.mark.parametrize("row", DEADLINE_ROWS, ids=lambda row: row["code"])
def test_deadline_equals_the_table(row):
    deadline = (DEADLINES | {EMERGENCY_DEADLINE.code: EMERGENCY_DEADLINE})[row["code"]]
    verified = {True: "yes", False: "no", None: "see profile"}[deadline.verified]
    assert ("; ".join(deadline.sources), verified) == (row["source"], row["source_verified"])
    for country, profile in PROFILES.items():
        names = oracle.Names({"action": "screen", "as_of": "2026-03-10T10:00:00Z", "country": country})
        assert deadline.hours(profile) == names.value(row["hours"])
    assert deadline.norm.endswith(".")


@pytest.mark.parametrize("row", DEADLINE_ROWS, ids=lambda row: row["code"])
def test_deadline_reads_what_its_expressions_name(row):
    deadline = (DEADLINES | {EMERGENCY_DEADLINE.code: EMERGENCY_DEADLINE})[row["code"]]
    condition = "emergency" if row["code"] == EMERGENCY_DEADLINE.code else row["while"]
    facts, params, values = oracle.reads(row["starts_from"], condition, row["hours"])
    assert deadline.reads[:3] == (facts, params, values)
    assert deadline.reads.compartments == {FACT_ORIGIN[name]["compartment"] for name in facts}


def test_deadlines_are_those_of_the_table():
    assert [*DEADLINES, EMERGENCY_DEADLINE.code] == [row["code"] for row in DEADLINE_ROWS]


@pytest.mark.parametrize("row", oracle.table("countries.csv"), ids=lambda row: f"{row['iso3']}-{row['field']}")
def test_country_value_equals_the_table(row):
    profile = PROFILES[row["iso3"]]
    sourced = profile.sourced[row["field"]]
    assert (sourced.source, sourced.verified) == (row["source"], row["verified"] == "yes")
    assert sourced.value == getattr(profile, row["field"]) == oracle.COUNTRIES[row["iso3"]][row["field"]]


def test_countries_are_those_of_the_table():
    assert list(PROFILES) == list(oracle.COUNTRIES)
    assert {name for profile in PROFILES.values() for name in profile.sourced} == set(oracle.COUNTRIES["MEX"])


def test_named_sets_equal_the_document():
    assert {name: getattr(named_sets, name) for name in oracle.SETS} == oracle.SETS
    assert oracle.MINIMUM == named_sets.MINIMUM_SETS


def test_a_field_of_no_known_type_is_refused():
    @dataclasses.dataclass
    class Wrong:
        what: dict[str, int] | None = param(None, "No object of the catalogue")  # noqa: RUF009 - declares a field

    with pytest.raises(TypeError, match="A field cannot have the type dict"):
        build_specs(Wrong)


def test_requests_are_immutable():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Facts().asylum = "pending"
    with pytest.raises(dataclasses.FrozenInstanceError):
        Params().second_approver = True
