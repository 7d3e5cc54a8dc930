"""The law is dated: what is in force on which day, and decisions judged again by the law of their day."""

from datetime import date

import pytest

from amparo.law import (
    ACTIONS,
    DEADLINES,
    PROFILE_VERSIONS,
    PROFILES,
    RULES,
    RULES_BY_ACTION,
    add_profile,
    deadline_versions,
    decide,
    decide_by_its_day,
    explain,
    parse_request,
    profile_for,
    request_to_json,
    rules_in_force,
)
from amparo.law.deadlines import DEADLINE_TIMELINE, Title, deadline
from amparo.law.profiles import Sourced
from amparo.law.rule import DENY, RULE_TIMELINE, rule
from tests.law.amended import amended_law, end_deadline, end_rule

CHANGE = date(2027, 3, 1)
EVE = date(2027, 2, 28)
TITLE = Title("Derivar", "Refer")
DAYS = [date(1900, 1, 1), date(1999, 12, 31), date(2026, 11, 30), CHANGE, date(2199, 12, 31)]


@pytest.fixture
def _amended():
    with amended_law():
        yield


amended = pytest.mark.usefixtures("_amended")


def request_on(as_of, *, action="close_case", country="MEX", facts=None):
    return parse_request({"id": "1", "action": action, "as_of": as_of, "country": country, "facts": facts or {}})


def declare_rule(rule_id="G20-99", code="case_closed", **dates):
    def holds(request, profile):
        """No case is closed while the child disagrees."""
        return request.facts.child_views != "disagrees"

    rule(rule_id, code, DENY, guards=["close_case"], reads=["child_views"], sources=["PP"], verified=False, **dates)(
        holds
    )


def failing(as_of, rule_id="G20-99"):
    """Whether the rule fails for a request at an instant."""
    request = request_on(as_of, facts={"child_views": "disagrees"})
    return rule_id in {each.rule for each in decide_by_its_day(request).blocks}


# The law as it is


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_all_of_the_present_law_is_in_force_on_every_day(day):
    assert {action: rules_in_force(action, on=day) for action in ACTIONS} == RULES_BY_ACTION
    assert DEADLINE_TIMELINE.on(day) == tuple(DEADLINES.values())
    assert {country: profile_for(country, on=day) for country in PROFILES} == PROFILES


def test_present_rules_deadlines_and_profiles_have_one_version():
    assert {(each.since, each.until) for each in [*RULES.values(), *DEADLINES.values()]} == {(None, None)}
    assert {len(versions) for versions in PROFILE_VERSIONS.values()} == {1}
    assert all(each.id == each.code for each in DEADLINES.values())


# Rules


@amended
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("1900-01-01T00:00:00Z", False),
        ("2027-02-28T23:59:59-06:00", False),
        ("2027-03-01T00:00:00-06:00", True),
        ("2199-12-31T23:59:59Z", True),
        ("2027-02-28T23:00:00-06:00", False),  # 1 March in UTC: the day of the place counts
        ("2027-03-01T00:30:00+14:00", True),  # 28 February in UTC
    ],
)
def test_a_rule_holds_from_its_first_day_on(as_of, expected):
    declare_rule(since=CHANGE)
    assert failing(as_of) is expected


@amended
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2027-02-28T23:59:59-06:00", True), ("2027-03-01T00:00:00-06:00", False), ("1900-01-01T00:00:00Z", True)],
)
def test_a_rule_holds_until_its_last_day(as_of, expected):
    declare_rule(until=EVE)
    assert failing(as_of) is expected


@amended
def test_a_rule_takes_the_place_of_another_and_keeps_its_code():
    end_rule("G20-5", until=EVE)
    declare_rule(code="closure_not_explained", since=CHANGE)
    before, after = ({each.id for each in rules_in_force("close_case", on=day)} for day in (EVE, CHANGE))
    assert before - after == {"G20-5"}
    assert after - before == {"G20-99"}
    assert {RULES[each].code for each in before ^ after} == {"closure_not_explained"}
    assert {each["rule"] for each in explain("close_case", on=EVE)[0]["rules"]} == before


@amended
def test_an_id_is_never_used_twice():
    declare_rule(until=EVE)
    with pytest.raises(ValueError, match="G20-99 is declared twice: ids are never reused"):
        declare_rule(since=CHANGE)


@amended
def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="ends on 2027-02-28, before it begins on 2027-03-01"):
        declare_rule(since=CHANGE, until=EVE)


@amended
def test_a_rule_of_one_day():
    declare_rule(since=CHANGE, until=CHANGE)
    assert [failing(f"{day}T12:00:00Z") for day in ("2027-02-28", "2027-03-01", "2027-03-02")] == [False, True, False]


# Deadlines


def referral(request, profile):
    """A child who fears return is referred at once."""
    return request.facts.protection_signal_at if request.facts.fear_of_return == "yes" else None


def declare_referral(**dates):
    deadline(
        "asylum_referral", 0, title=TITLE, reads=["protection_signal_at", "fear_of_return"], sources=["PP"], **dates
    )(referral)


@amended
def test_a_deadline_changes_on_a_day():
    end_deadline("asylum_referral", until=EVE)
    declare_referral(since=CHANGE, version="2027")
    assert [each.id for each in deadline_versions("asylum_referral")] == ["asylum_referral", "asylum_referral.2027"]
    facts = {"fear_of_return": "yes", "protection_signal_at": "2027-02-28T10:00:00Z"}
    due = [
        {each.code: each.due_at for each in decide_by_its_day(request_on(as_of, facts=facts)).deadlines}
        for as_of in ("2027-02-28T12:00:00Z", "2027-03-01T12:00:00Z")
    ]
    assert [each["asylum_referral"].day for each in due] == [1, 28]


@amended
@pytest.mark.parametrize(
    ("until", "dates"),
    [
        (None, {"since": CHANGE, "version": "2027"}),
        (CHANGE, {"since": CHANGE, "version": "2027"}),
        (EVE, {"since": CHANGE}),
    ],
    ids=["the first goes on", "one common day", "the same id"],
)
def test_two_versions_of_a_deadline_share_no_day(until, dates):
    end_deadline("asylum_referral", until=until)
    with pytest.raises(ValueError, match="asylum_referral has two versions in force on one day"):
        declare_referral(**dates)


# Profiles


def amend_mexico(days, *, since=CHANGE):
    add_profile(PROFILES["MEX"].amend(since=since, known_on=EVE, remedy_days=Sourced(days, "LFPA 85", verified=True)))


@amended
def test_a_profile_changes_on_a_day():
    amend_mexico(40)
    assert [profile_for("MEX", on=day).remedy_days for day in (DAYS[0], EVE, CHANGE, DAYS[-1])] == [28, 28, 40, 40]
    assert profile_for("MEX").remedy_days == PROFILES["MEX"].remedy_days == 40
    assert profile_for("MEX", on=EVE).sourced["remedy_days"].value == 28
    assert profile_for("USA", on=CHANGE).remedy_days == 30
    values = explain("decide_bid", country="MEX", on=EVE)
    assert values == explain("decide_bid", country="MEX", on=DAYS[0])


@amended
def test_the_first_version_counts_for_all_earlier_days():
    first = PROFILE_VERSIONS.pop("MEX")[0]
    add_profile(first.amend(since=CHANGE, known_on=EVE))
    assert profile_for("MEX", on=DAYS[0]).since == CHANGE


@amended
def test_versions_may_be_added_in_any_order_but_not_on_one_day():
    amend_mexico(40)
    amend_mexico(20, since=date(2021, 1, 11))
    assert [version.remedy_days for version in PROFILE_VERSIONS["MEX"]] == [28, 20, 40]
    with pytest.raises(ValueError, match="MEX has two profiles since 2027-03-01"):
        amend_mexico(50)


@amended
def test_a_stored_decision_is_judged_again_by_the_law_of_its_day():
    facts = {"remedy": "window_open", "bid_notified_at": "2027-02-20T10:00:00Z", "child_views": "disagrees"}
    request = request_on("2027-02-28T12:00:00-06:00", facts=facts)
    before = decide_by_its_day(request)
    stored = request_to_json(request)
    amend_mexico(40)
    declare_rule(since=CHANGE)
    end_rule("G20-1", until=EVE)
    assert decide_by_its_day(parse_request(stored)) == before
    assert decide_by_its_day(request_on("2027-03-01T12:00:00-06:00", facts=facts)) != before


def test_nothing_is_left_over_from_amended_law():
    with amended_law():
        declare_rule(since=CHANGE)
        declare_rule("G20-98")
        end_deadline("asylum_referral", until=EVE)
        declare_referral(since=CHANGE, version="2027")
        amend_mexico(40)
    assert not {"G20-98", "G20-99"} & set(RULES)
    assert rules_in_force("close_case", on=CHANGE) == RULES_BY_ACTION["close_case"]
    assert DEADLINES["asylum_referral"].until is None
    assert PROFILE_VERSIONS["MEX"] == (PROFILES["MEX"],)
    assert profile_for("MEX", on=CHANGE).remedy_days == 28


@pytest.mark.parametrize("timeline", [RULE_TIMELINE, DEADLINE_TIMELINE])
def test_law_without_changes_is_arranged_once(timeline):
    assert timeline.on(DAYS[0]) is timeline.on(DAYS[-1])


def test_decide_by_its_day_is_decide_with_the_profile_of_the_day():
    request = request_on("2026-03-10T10:00:00-06:00", action="appoint_guardian", country="GTM")
    assert decide_by_its_day(request) == decide(request, profile_for("GTM", on=date(2026, 3, 10)))
