"""Each rule kept and broken, and the edges of time and age."""

import copy
import json
import random

import pytest

from amparo.law import RULES, decide_by_its_day, parse_request, profile_for
from tests.law.examples import FACTS, PARAMS, allowed_request, any_value, fields_of
from tests.law.oracle import ACTIONS, COUNTRIES, MINIMUM, Names, fails, reads
from tests.law.oracle import RULES as ROWS

AS_OF = "2026-03-10T10:00:00-06:00"


def findings(value):
    """Ids of the rules that a request breaks, with the list in which each stands."""
    request = parse_request(value)
    decision = decide_by_its_day(request)
    return {each.rule: each.level for each in decision.blocks} | {each.rule: "warn" for each in decision.warnings}


def broken(request, row):
    """The request with a few of the fields that the rule reads changed, so that the rule fails by the tables."""
    chance = random.Random(row["rule_id"])
    facts, params, values = reads(row["when"], row["must"])
    fields = [("facts", name) for name in sorted(facts)] + [("params", name) for name in sorted(params)]
    for _ in range(5000):
        candidate = copy.deepcopy(request)
        if values:
            candidate["country"] = chance.choice(sorted(COUNTRIES))
        for where, name in chance.sample(fields, chance.randint(1, min(3, len(fields)))):
            candidate.setdefault(where, {})[name] = any_value((FACTS | PARAMS)[name], chance)
        names = Names(candidate)
        if fails(row, names) and not names["emergency"]:
            return candidate
    raise AssertionError(f"No request breaks {row['rule_id']}")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule_id"])
def test_rule(row):
    for action in row["actions"].split(";"):
        kept = json.loads(allowed_request(action))
        assert row["rule_id"] not in findings(kept)
        assert findings(broken(kept, row))[row["rule_id"]] == row["level"]


@pytest.mark.parametrize("action", ACTIONS)
def test_action_can_be_allowed(action):
    assert findings(json.loads(allowed_request(action))) == {}


def holds(rule_id, action, *, facts=None, params=None, as_of=AS_OF, country="MEX"):
    request = parse_request(
        {"id": "1", "action": action, "as_of": as_of, "country": country, "facts": facts or {}, "params": params or {}}
    )
    return RULES[rule_id].holds(request, profile_for(country))


SAFE_ORIGIN = {"origin_risk": "safe", "origin_risk_scope": "municipality", "origin_risk_sources": 2}
SPANS = {
    "G11-1": ("decide_bid", {"bia": "complete"}, "bia_completed_at", "2025-09-11T10:00:00-06:00"),
    "G16-5": ("approve_return_plan", SAFE_ORIGIN, "origin_risk_at", "2026-01-09T10:00:00-06:00"),
    "G17-1": ("execute_return", {"return_plan": "approved"}, "return_plan_approved_at", "2026-02-08T10:00:00-06:00"),
    "G17-5": ("execute_return", {"fit_to_travel": "yes"}, "fit_to_travel_at", "2026-03-07T10:00:00-06:00"),
}


@pytest.mark.parametrize("rule_id", SPANS)
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("last second", True),
        ("one second too old", False),
        ("this second", True),
        ("one second ahead", False),
        ("unknown", False),
    ],
)
def test_span_edges(rule_id, moment, expected):
    action, facts, name, oldest = SPANS[rule_id]
    written = {
        "last second": oldest,
        "one second too old": oldest.replace("T10:00:00", "T09:59:59"),
        "this second": "2026-03-10T16:00:00Z",
        "one second ahead": "2026-03-10T16:00:01Z",
        "unknown": None,
    }[moment]
    assert holds(rule_id, action, facts=facts | {name: written}) is expected


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        ("2026-03-09T16:00:00Z", True),
        ("2026-03-09T15:59:59Z", False),
        ("2026-03-10T16:00:00Z", True),
        ("2026-03-10T16:00:01Z", False),
        (None, False),
    ],
)
def test_stay_check_edges(checked, expected):
    assert holds("G17-9", "execute_return", params={"stay_checked_at": checked}) is expected


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        ("2026-03-11T06:59:59-06:00", False),
        ("2026-03-11T07:00:00-06:00", True),
        ("2026-03-11T17:00:59-06:00", True),
        ("2026-03-11T17:01:00-06:00", False),
        ("2026-03-11T17:00:00+14:00", True),
        ("2026-03-11T23:00:00Z", False),
        (None, False),
    ],
)
def test_arrival_hours_edges(arrival, expected):
    params = {"arrival_planned_at": arrival, "confirmations": ["arrival_working_day"]}
    assert holds("G17-8", "execute_return", params=params) is expected
    assert not holds("G17-8", "execute_return", params=params | {"confirmations": []})
    assert holds("G17-8", "execute_return", params=params | {"confirmations": ["out_of_hours_accepted"]})


BORN = {
    "eve": {"birth_date": "2008-03-11"},
    "day": {"birth_date": "2008-03-10"},
    "day after": {"birth_date": "2008-03-09"},
    "same month": {"birth_date": "2008-03-01", "birth_date_precision": "month"},
    "month before": {"birth_date": "2008-02-10", "birth_date_precision": "month"},
    "same year": {"birth_date": "2008-01-01", "birth_date_precision": "year"},
    "year before": {"birth_date": "2007-12-31", "birth_date_precision": "estimated"},
    "estimate": {"age_estimate_years": 30},
    "estimate ignored": {"birth_date": "2008-03-11", "age_estimate_years": 30},
    "unknown": {},
}


@pytest.mark.parametrize(
    ("born", "expected"),
    list(zip(BORN, [False, True, True, False, True, False, True, False, False, False], strict=True)),
)
def test_majority_edges(born, expected):
    assert holds("G21-1", "transfer_to_adult_services", facts=BORN[born]) is expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-03-09T23:59:59-06:00", False),  # already the 10th in UTC: the calendar of the place counts
        ("2026-03-10T00:00:00-06:00", True),
        ("2026-03-10T00:00:00+14:00", True),  # still the 9th in UTC
    ],
)
def test_majority_follows_the_calendar_of_the_place(as_of, expected):
    facts = {"birth_date": "2008-03-10"}
    assert holds("G21-1", "transfer_to_adult_services", facts=facts, as_of=as_of) is expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-02-28T12:00:00Z", False), ("2026-03-01T12:00:00Z", True)],
)
def test_leap_day_birthday_is_on_the_first_of_march(as_of, expected):
    facts = {"birth_date": "2008-02-29"}
    assert holds("G21-1", "transfer_to_adult_services", facts=facts, as_of=as_of) is expected


AGES = {
    "eve of 3": {"birth_date": "2023-03-11"},
    "3": {"birth_date": "2023-03-10"},
    "eve of 6": {"birth_date": "2020-03-11"},
    "6": {"birth_date": "2020-03-10"},
    "eve of 12": {"birth_date": "2014-03-11"},
    "12": {"birth_date": "2014-03-10"},
    "eve of 16": {"birth_date": "2010-03-11"},
    "16": {"birth_date": "2010-03-10"},
    "estimate 16": {"age_estimate_years": 16},
    "not born yet": {"birth_date": "2027-01-01"},
    "unknown": {},
}


@pytest.mark.parametrize(
    ("age", "band"),
    list(zip(AGES, [*["0_5"] * 3, *["6_11"] * 2, *["12_17"] * 4, "0_5", None], strict=True)),
)
def test_form_band_edges(age, band):
    fitting = {
        each
        for each in ("0_5", "6_11", "12_17")
        if holds("G02-5", "screen", facts=AGES[age], params={"form_band": each})
    }
    assert fitting == ({band} if band else {"0_5", "6_11", "12_17"})
    assert holds("G02-5", "screen", facts=AGES[age], params={"form_band": "all_ages"})


@pytest.mark.parametrize(
    ("rule_id", "action", "facts", "params", "ages"),
    [
        ("G03-2", "interview", {}, {"support_person": "declined_by_child"}, {"12", "eve of 16", "16", "estimate 16"}),
        (
            "G08-4",
            "place_in_care",
            {},
            {"placement_type": "small_group_home"},
            set(AGES) - {"eve of 3", "not born yet"},
        ),
        ("G17-6", "execute_return", {"escort": "not_needed"}, {}, {"16", "estimate 16"}),
        (
            "G02-8",
            "complete_screening",
            {"trafficking": "no_indicators"},
            {"trafficking_items_observed": 6, "trafficking_items_asked": 3},
            {"eve of 3", "3", "eve of 6", "not born yet"},
        ),
    ],
)
def test_age_edges(rule_id, action, facts, params, ages):
    assert {age for age in AGES if holds(rule_id, action, facts=facts | AGES[age], params=params)} == ages


def test_fields_of_every_action_are_known():
    for action in ACTIONS:
        facts, params = fields_of(action)
        assert set(facts) <= set(FACTS)
        assert set(params) <= set(PARAMS)


@pytest.mark.parametrize("purpose", MINIMUM)
def test_the_minimum_for_a_purpose_is_its_limit(purpose):
    for fields in (MINIMUM[purpose], set()):
        assert holds("G00-14", "share_with_agency", params={"purpose": purpose, "fields": sorted(fields)})
    for surplus in set(PARAMS["fields"]["items"]["enum"]) - MINIMUM[purpose]:
        fields = sorted({*MINIMUM[purpose], surplus})
        assert not holds("G00-14", "share_with_agency", params={"purpose": purpose, "fields": fields})
    assert not holds("G00-14", "share_with_agency", params={"purpose": None, "fields": ["identity"]})


def test_the_consulate_may_receive_all_that_assistance_needs():
    fields = sorted(MINIMUM["consular_assistance"])
    assert holds("G04-5", "notify_consulate", params={"fields": fields})
    assert not holds("G04-5", "notify_consulate", params={"fields": [*fields, "family"]})
