"""Every action of the law is reached by some history that starts from an empty case."""

from __future__ import annotations

from amparo.cases.models import Case
from amparo.law import ACTIONS
from tests.cases.test_perform import chain_of
from tests.factories import Team, actor, child, do, team
from tests.protection.determined import nothing_changed
from tests.protection.helpers import provider
from tests.protection.test_care import MEASURE, OPTIONS
from tests.protection.test_sharing import partner
from tests.returns.test_ending import came_of_age_and_closed
from tests.returns.test_reunification import ready_to_reunify
from tests.returns.ways import handed_over, home_again
from tests.tracing.test_tracing import OPEN
from tests.tracing.test_tracing import consents as agrees

SAFE = {"private_space": True, "support_person": "present", "same_sex_offered": True}
MOVED = {"confirmations": ["receiver_accepted", "child_informed", "safe_transport"]}


def done_in(case: Case) -> set[str]:
    """Return the actions that were done, not refused, in a case."""
    return {event.act for event in chain_of(case) if event.coded["outcome"] == "done" and event.act in ACTIONS}


def looked_after(us: Team) -> Case:
    """Return a child met at the border: heard, placed, referred, with a traced family."""
    from tests.consular.test_consular import consulate, willing

    case = willing(us)
    do("interview", case.id, us.officer, interview_subject="general", account="Lo que contó", **SAFE)
    do("notify_consulate", case.id, us.officer, institution=consulate(), fields=["identity"])
    do("record_measure_request", case.id, us.officer, **MEASURE)
    do("record_care_options", case.id, us.officer, **OPTIONS)
    do("place_in_care", case.id, us.officer, provider=str(provider(placement_type="foster_family").id))
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    agrees(us, case, "tracing", "family_contact", "agency")
    do("open_tracing", case.id, us.officer, **OPEN)
    do("record_contact_risk", case.id, us.officer, contact_safe="yes", reasons="Se evaluó")
    do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])
    do("contact_family", case.id, us.officer, with_whom="Marielos", fields=["identity", "family"])
    help_with = {"purpose": "service_referral", "fields": ["identity", "health"], "service": "medical"}
    do("share_with_agency", case.id, us.officer, institution=partner(), **help_with)
    do("record_safe_placement_request", case.id, us.officer, requested_of="Refugio especializado")
    free = {"institution": partner("prosecutor"), "confirmations": ["not_criminalised"]}
    do("refer_trafficking", case.id, us.officer, **free)
    do("refer_asylum", case.id, us.officer, institution=partner("refugee"), wants_asylum="yes")
    return case


def freed(us: Team) -> Case:
    """Return a child whom migration detained and handed over to protection."""
    border = actor("border_officer")
    case = child(us, border)
    handed_over(us, case)
    do("transfer_custody", case.id, border, to_custody="protection_authority", **MOVED)
    return case


def with_family(us: Team) -> Case:
    case = ready_to_reunify(us)
    nothing_changed(us, case)
    do("reunify", case.id, us.officer, confirmations=["preference_reasoned"])
    return case


def test_every_action_is_reached() -> None:
    us = team()
    lives = (looked_after(us), freed(us), home_again(us), with_family(us), came_of_age_and_closed(us))
    reached = set().union(*(done_in(case) for case in lives))
    assert reached == set(ACTIONS) - {"publish_statistics"}
