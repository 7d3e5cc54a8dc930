"""What the rules keep together: the promises of the specification on the unknown, on return and on custody."""

import copy
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.law import ACTIONS, FACTS, RULES, decide_by_its_day, parse_request
from amparo.law.sets import DETENTION, ENFORCEMENT
from tests.law.examples import deep, requests

EXPOSURE = tuple(code for code, action in ACTIONS.items() if action.kind == "exposure")
PROTECTIVE = tuple(code for code, action in ACTIONS.items() if action.kind == "protective")
RETURNING = ("share_with_origin", "notify_consulate", "approve_return_plan", "execute_return")
UNKNOWN = {
    name: None if spec.nullable else "unknown"
    for name, spec in FACTS.items()
    if spec.nullable or "unknown" in spec.allowed
}
NOT_DONE_YET = {("screen", "registered_at"), ("refer_asylum", "informed_at")}
"""Null instants that say that a required step was not taken, which is known, not unknown."""
SUPERVISED = {"by_org_kind": "protection", "reason": "Revisado con la supervisión"}


def decided(value):
    request = parse_request(value)
    return decide_by_its_day(request)


def allowed(value):
    return decided(value).allowed


def changed(value, where, **fields):
    """A copy of the request with other facts or parameters."""
    other = copy.deepcopy(value)
    other[where] = other.get(where, {}) | fields
    return other


def made_unknown(value, name):
    """The request with one fact unknown; birth date and estimate of the age go together."""
    fields = {name: UNKNOWN[name]}
    if name in {"birth_date", "age_estimate_years"}:
        fields = {"birth_date": None, "age_estimate_years": None}
    return changed(value, "facts", **fields)


def assert_not_vacuous(seen, share):
    total = sum(seen.values())
    assert min(seen[True], seen[False]) >= total * share, f"allowed and refused: {seen}"


def test_unknown_never_opens_an_exposure():
    seen = Counter()

    @deep(250)
    @given(requests(EXPOSURE, most_changes=2))
    def check(value):
        was_allowed = allowed(value)
        seen[was_allowed] += 1
        if not was_allowed:
            for name in UNKNOWN:
                assert not allowed(made_unknown(value, name)), name

    check()
    assert_not_vacuous(seen, 0.15)


def test_unknown_never_closes_a_protection():
    seen = Counter()

    @deep(250)
    @given(requests(PROTECTIVE, most_changes=3))
    def check(value):
        was_allowed = allowed(value)
        seen[was_allowed] += 1
        if not was_allowed:
            return
        for name in UNKNOWN:
            decision = decided(made_unknown(value, name))
            codes = {each.code for each in decision.blocks} - {"family_separation_without_basis"}
            is_exception = name == "immediate_danger" or (value["action"], name) in NOT_DONE_YET
            assert not codes or is_exception, (name, codes)

    check()
    assert_not_vacuous(seen, 0.15)


DANGERS = [{"asylum": state} for state in ("wish_expressed", "pending", "appeal_pending")]
DANGERS += [{"fear_of_return": state} for state in ("yes", "unknown")]


@pytest.mark.parametrize("danger", DANGERS, ids=str)
def test_nothing_reaches_origin_under_claim_or_fear(danger):
    seen = Counter()

    @deep(80)
    @given(requests(RETURNING, most_changes=2), st.booleans(), st.sampled_from(["yes", "no"]))
    def check(value, is_overridden, in_danger):
        seen[allowed(value)] += 1
        value = changed(value, "facts", immediate_danger=in_danger, **danger)
        assert not allowed(changed(value, "params", override=SUPERVISED) if is_overridden else value)

    check()
    assert_not_vacuous(seen, 0.1)


def test_executed_return_could_be_approved():
    seen = Counter()

    @deep(250)
    @given(requests(("execute_return",), most_changes=2))
    def check(value):
        was_allowed = allowed(value)
        seen[was_allowed] += 1
        if was_allowed:
            approval = changed(
                value, "params", actor_org_kind="protection", second_approver=True, reason_codes=["safety"]
            )
            assert allowed(approval | {"action": "approve_return_plan"})

    check()
    assert_not_vacuous(seen, 0.15)


def test_every_return_rule_on_facts_guards_approval_too():
    for rule in RULES.values():
        if rule.gate == "G16" and rule.needs == "facts" and rule.id != "G16-17":
            assert {"approve_return_plan", "execute_return"} <= set(rule.guards)


@pytest.mark.parametrize("to_custody", sorted(ENFORCEMENT))
@pytest.mark.parametrize("action", ["transfer_custody", "transfer_to_adult_services"])
def test_nothing_leads_to_enforcement_custody(action, to_custody):
    seen = Counter()

    @deep(60)
    @given(requests((action,), most_changes=2), st.booleans())
    def check(value, is_overridden):
        seen[allowed(value)] += 1
        value = changed(value, "params", to_custody=to_custody, **({"override": SUPERVISED} if is_overridden else {}))
        assert not allowed(changed(value, "facts", immediate_danger="yes"))
        assert not allowed(value)

    check()
    assert_not_vacuous(seen, 0.1)


@pytest.mark.parametrize("placement", sorted(DETENTION))
def test_no_placement_is_detention(placement):
    seen = Counter()

    @deep(60)
    @given(requests(("place_in_care",), most_changes=2), st.sampled_from(["yes", "no", "unknown"]))
    def check(value, danger):
        seen[allowed(value)] += 1
        value = changed(value, "params", placement_type=placement, override=SUPERVISED)
        assert not allowed(changed(value, "facts", immediate_danger=danger))

    check()
    assert_not_vacuous(seen, 0.1)


def test_adding_a_profile_never_opens_an_action():
    seen = Counter()

    @deep(300)
    @given(requests(most_changes=2), st.sampled_from(FACTS["profiles"].allowed))
    def check(value, profile):
        was_allowed = allowed(value)
        seen[was_allowed] += 1
        if not was_allowed:
            profiles = {*value.get("facts", {}).get("profiles", []), profile}
            assert not allowed(changed(value, "facts", profiles=sorted(profiles)))

    check()
    assert_not_vacuous(seen, 0.15)
