"""What the single form tells of work and health protects like a screening: it raises, and never lowers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import child, do, refused, team
from tests.protection.helpers import facts, provider
from tests.protection.test_care import MEASURE, OPTIONS


@pytest.mark.parametrize(
    ("given", "profiles"),
    [
        ({"work_state": "now"}, {"labour_exploitation"}),
        ({"jobs": [{"sector": "street_trade", "now": True}]}, {"labour_exploitation"}),
        ({"work_state": "now", "jobs": [{"sector": "seasonal_crops"}]}, {"seasonal_agricultural"}),
        ({"work_state": "now", "jobs": [{"sector": "farming", "seasonal": True}]}, {"seasonal_agricultural"}),
        ({"work_state": "before", "jobs": [{"sector": "domestic_work"}]}, {"domestic_work"}),
        ({"work_state": "now", "jobs": [{"sector": "mining", "hazards": ["underground_water"]}]},
         {"worst_forms_child_labour"}),
        ({"work_state": "now", "jobs": [{"sector": "fishing", "night": True}]}, {"worst_forms_child_labour"}),
        ({"work_state": "before"}, set()),
        ({"work_state": "never"}, set()),
        ({"work_state": "before", "jobs": [{"sector": "other", "hazards": ["none"]}]}, set()),
    ],
)  # fmt: skip
def test_a_working_child_has_a_profile(given: dict[str, Any], profiles: set[str]) -> None:
    us = team()
    case = child(us, with_whom="accompanied")
    do("record_work", case.id, us.officer, **given)
    assert facts(case, us.officer).profiles == profiles


@pytest.mark.parametrize("sign", ["sold", "cannot_leave", "debt_bondage", "threats"])
def test_a_sign_of_the_worst_forms_is_an_indicator_of_trafficking(sign: str) -> None:
    us = team()
    case = child(us)
    do("record_work", case.id, us.officer, worst_forms=["none"])
    assert facts(case, us.officer).trafficking == "not_screened"
    do("record_work", case.id, us.officer, worst_forms=[sign])
    known = facts(case, us.officer)
    assert known.trafficking == "indicators"
    assert known.protection_signal_at is not None
    do("record_work", case.id, us.officer, worst_forms=["none"])
    assert facts(case, us.officer).trafficking == "indicators"


def test_a_graver_status_stays() -> None:
    us = team()
    case = child(us)
    decision = {"decided_by": "prosecutor", "decision_reference": "Carpeta 12", "reason": "Resolución"}
    do("record_trafficking_status", case.id, us.officer, trafficking="confirmed", **decision)
    do("record_work", case.id, us.officer, worst_forms=["sold"])
    assert facts(case, us.officer).trafficking == "confirmed"


@pytest.mark.parametrize(
    ("given", "profile"),
    [
        ({"walking": "a_lot"}, "disability"),
        ({"hearing": "cannot"}, "disability"),
        ({"pregnant": "yes"}, "pregnant"),
        ({"illnesses": ["epilepsy"]}, "serious_illness"),
        ({"distress": ["self_harm"]}, "mental_distress"),
    ],
)
def test_the_section_on_health_supports_profiles(given: dict[str, Any], profile: str) -> None:
    us = team()
    case = child(us)
    do("record_health", case.id, us.officer, seeing="some", pregnant="no", illnesses=["none"], distress=["sleep"])
    assert facts(case, us.officer).profiles == {"uasc_unaccompanied"}
    do("record_health", case.id, us.officer, **given)
    assert facts(case, us.officer).profiles == {"uasc_unaccompanied", profile}


def test_a_withdrawn_profile_comes_back_with_a_new_answer() -> None:
    us = team()
    case = child(us)
    do("record_health", case.id, us.officer, walking="a_lot")
    withdrawn = [{"profile": "disability", "reason": "Era una torcedura, ya camina bien"}]
    do("screen", case.id, us.officer, profiles_withdrawn=withdrawn)
    assert "disability" not in facts(case, us.officer).profiles
    do("record_health", case.id, us.officer, walking="cannot")
    assert "disability" in facts(case, us.officer).profiles


def test_a_place_without_access_does_not_suit_who_cannot_walk() -> None:
    us = team()
    case = child(us)
    do("record_measure_request", case.id, us.officer, **MEASURE)
    do("record_care_options", case.id, us.officer, **OPTIONS)
    do("record_health", case.id, us.officer, walking="cannot")
    closed, open_to_all = provider(accessible=False), provider()
    assert refused("place_in_care", case.id, us.officer, provider=str(closed.id)) == {"placement_unsuitable"}
    do("place_in_care", case.id, us.officer, provider=str(open_to_all.id))
