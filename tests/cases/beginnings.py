"""Where random histories begin: how far a case has come through real acts, and which acts come next there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amparo.cases.models import Case
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.registry.files import store_file
from tests.consular.test_consular import willing
from tests.factories import Team, actor, child, do, reading_as, team
from tests.protection.determined import STAY, heard, panel_wrote, rated, represented, screened, signed
from tests.protection.determined import assessed as assessed_whole
from tests.protection.helpers import provider
from tests.protection.test_care import ready as ready_to_place
from tests.protection.test_sharing import partner
from tests.registry.test_files import picture
from tests.returns.test_ending import DUPLICATE, EVIDENCE, transition, young_person
from tests.returns.test_reunification import ready_to_reunify
from tests.returns.ways import approvable, decided_for, handed_over, morning, ready_to_leave, received
from tests.tracing.family import contacted
from tests.tracing.test_tracing import OPEN
from tests.tracing.test_tracing import consents as agrees


@dataclass(frozen=True)
class People(Team):
    """Those who answer for the case, and an officer of the border who sees it only where they met the child."""

    border: Actor


@dataclass(frozen=True)
class Beginning:
    """How the case comes there, and what comes next, in this order."""

    case_of: Callable[[People], Case]
    then: tuple[str, ...]


def people() -> People:
    """New people for one history."""
    us = team()
    return People(us.agency, us.officer, us.supervisor, actor("border_officer"))


def with_files(us: People) -> Case:
    """A child of whom files were uploaded that are on no record yet."""
    case = child(us)
    with reading_as(us.officer):
        for _ in range(12):
            store_file(case, content=picture(), kind="other", by=us.officer)
    return case


def met_at_the_border(us: People) -> Case:
    """A child whom migration has, the record of handing over being whole."""
    case = child(us, us.border)
    handed_over(us, case)
    return case


def listened_to(us: People) -> Case:
    """A child who is represented, fears nothing, and agrees to search, help, and notice to consulate and origin."""
    case = willing(us)
    represented(us, case)
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    do("record_safe_placement_request", case.id, us.officer, requested_of="Refugio especializado")
    agrees(us, case, "tracing", "family_contact", "agency", "origin")
    return case


def family_found(us: People) -> Case:
    """A child whose family was searched for and verified, and may safely be called."""
    case = listened_to(us)
    do("open_tracing", case.id, us.officer, **OPEN)
    do("record_contact_risk", case.id, us.officer, contact_safe="yes", reasons="Se evaluó")
    do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])
    return case


def placed(us: People) -> Case:
    """A child in a licensed place of care."""
    case = ready_to_place(us)
    do("place_in_care", case.id, us.officer, provider=str(provider().id))
    return case


def alarming(us: People) -> Case:
    """A child with two open alarms and a referral that nobody answered yet."""
    case = screened(us)
    do("record_alert", case.id, us.officer, kind="threat", text="La buscan")
    do("record_alert", case.id, us.officer, kind="absconded", text="No volvió")
    do("refer_asylum", case.id, us.officer, institution=partner("refugee"))
    return case


def closed(us: People) -> Case:
    """A case that was closed, being another's duplicate."""
    case = screened(us)
    do("record_closure_evidence", case.id, us.officer, **DUPLICATE, **EVIDENCE)
    signed("close_case", case, us, **DUPLICATE)
    return case


def assessed_in_part(us: People) -> Case:
    """A child whose assessment only waits to be completed."""
    case = screened(us)
    represented(us, case)
    heard(us, case, "complete_bia")
    do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
    return case


def weighed(us: People) -> Case:
    """A child on whom the panel wrote, and nobody decided."""
    case = assessed_whole(us)
    panel_wrote(us, case)
    return case


def came_back(us: People) -> Case:
    """A child who came home past every program, and waits to be received."""
    case = screened(us)
    do("record_identity", case.id, us.officer, country_origin="GTM")
    received(us, case)
    return case


def of_age(us: People) -> Case:
    """Somebody who came of age, and agrees as an adult to pass on."""
    case = young_person(us, turns_18_in=-3)
    represented(us, case)
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    today = local_day(case.opened_at).isoformat()
    transition(us, case, "agreed", own_words="Quiero ser enfermera")
    transition(us, case, "handed_over", documents_given="Acta", adult_consent="yes", consent_on=today)
    return case


_CLOSING = ("record_closure_evidence", "close_case", "record_reopening")
_AFTER_ARRIVAL = ("record_followup", "record_reintegration_plan", "record_followup")
_SETTLING = ("record_local_solution_started", "record_bid_notified", "record_solution_step")

BEGINNINGS: dict[str, Beginning] = {
    "registered": Beginning(
        child, ("record_information_given", "record_interpreter", "screen", "complete_screening", "appoint_guardian")
    ),
    "with files": Beginning(with_files, 3 * ("record_file", "record_photograph")),
    "met at the border": Beginning(met_at_the_border, ("transfer_custody", "record_handover", "transfer_custody")),
    "screened": Beginning(screened, ("complete_screening", *_CLOSING, *_CLOSING)),
    "listened to": Beginning(
        listened_to, ("notify_consulate", "record_consular_step", "interview", "open_tracing", "share_with_agency")
    ),
    "agreeing": Beginning(
        listened_to, ("share_with_origin", "refer_trafficking", "record_referral_step", "open_tracing", "refer_asylum")
    ),
    "family found": Beginning(family_found, ("contact_family", "record_tracing_step", "contact_family")),
    "family met": Beginning(
        contacted,
        ("record_mirror_questions", "record_contact_session", "record_family_message", "record_genetic_test",
         "record_contact_session"),
    ),
    "placed": Beginning(placed, ("record_placement_review", "place_in_care", "record_placement_review")),
    "alarming": Beginning(alarming, ("record_alert_closed", "record_referral_step", "record_alert_closed")),
    "closed": Beginning(closed, ("record_reopening", *_CLOSING, *_CLOSING)),
    "assessed in part": Beginning(assessed_in_part, ("complete_bia", "record_bid")),
    "weighed": Beginning(weighed, ("decide_bid", *_SETTLING, "record_remedy")),
    "settled here": Beginning(lambda us: decided_for(us, STAY["solution"]), (*_SETTLING, *_AFTER_ARRIVAL)),
    "settled abroad": Beginning(lambda us: decided_for(us, "resettlement"), (*_SETTLING, *_AFTER_ARRIVAL)),
    "reunifiable": Beginning(ready_to_reunify, ("reunify", *_AFTER_ARRIVAL)),
    "approvable": Beginning(lambda us: approvable(us, morning(1)), ("approve_return_plan", "record_remedy")),
    "leaving": Beginning(
        lambda us: ready_to_leave(us, morning(1)),
        ("execute_return", "record_travel_stage", "record_handover", "record_reception", "receive_return"),
    ),
    "come back": Beginning(came_back, ("receive_return", *_AFTER_ARRIVAL)),
    "of age": Beginning(of_age, ("transfer_to_adult_services",)),
}  # fmt: skip
