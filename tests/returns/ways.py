"""Steps of a return and after it for a child, through real acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from amparo.cases.models import Case
from amparo.directory.models import InstitutionAgreement
from amparo.ledger import clock
from amparo.ledger.ids import new_id
from tests.factories import Team, do
from tests.protection.determined import (
    FAMILY,
    STAY,
    assessed,
    heard,
    nothing_changed,
    notified,
    panel_wrote,
    signed,
)
from tests.protection.helpers import institution

GUATEMALA = ZoneInfo("America/Guatemala")
TWO_SOURCES = [{"name": "Junta Municipal"}, {"name": "Defensoría"}]
CONFIRMED = {"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]}
GROUNDS = {"reason_codes": ["family_unity", "views_of_child"]}
GOAL = {"axis": "education_health_development", "activity": "school_return", "goal": "Volver a la escuela"}


def morning(days: int, hour: int = 10) -> datetime:
    """Return an hour in Guatemala, so many days from now."""
    there = clock.now().astimezone(GUATEMALA) + timedelta(days=days)
    return there.replace(hour=hour, minute=0, second=0, microsecond=0)


def decided_for(us: Team, solution: str, *, origin: str = "GTM", **four: Any) -> Case:
    """Return a child with a final determination for this solution, fully informed."""
    case = assessed(us, **four)
    do("record_identity", case.id, us.officer, nationalities=[origin], country_origin=origin, statelessness="none")
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    safe_place(us, case)
    home_there(us, case)
    chosen = {"solution": solution, "reasons": "Es lo que quiere"}
    panel_wrote(us, case, FAMILY if solution == STAY["solution"] else STAY, chosen)
    heard(us, case, "decide_bid")
    do("decide_bid", case.id, us.officer, solution=solution, reason_codes=["safety", "views_of_child"])
    notified(us, case)
    do("record_remedy", case.id, us.officer, remedy="waived_with_counsel")
    return case


def safe_place(us: Team, case: Case) -> None:
    place = {"origin_risk": "safe", "origin_risk_scope": "municipality", "municipality": "Jutiapa"}
    do("record_origin_risk", case.id, us.officer, **place, sources=TWO_SOURCES)


def home_there(us: Team, case: Case) -> None:
    home = {"home_country": "GTM", "caregiver": "Marta Paz", "caregiver_willing_able": "yes"}
    do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])
    do("record_home_assessment", case.id, us.officer, home_assessment="positive", **home)
    do("record_origin_care", case.id, us.officer, origin_care="confirmed", authority="PGN")


def reintegration_agreed(us: Team, case: Case) -> None:
    answers = {"child_opinion": "Quiero estudiar", "goals": [GOAL]}
    do("record_reintegration_plan", case.id, us.officer, state="agreed_with_child", **answers)


def planned(us: Team, case: Case, at: datetime, **changes: Any) -> None:
    """Write a whole plan that arrives at `at`."""
    left = at - timedelta(hours=6)
    stage = {"from_place": "Tapachula", "to_place": "Jutiapa", "transport": "bus",
             "departs_at": left.isoformat(), "arrives_at": at.isoformat()}  # fmt: skip
    given = {"mode": "assisted_voluntary", "arrives_at": at.isoformat(), "destination": "Jutiapa, El Centro",
             "stages": [stage], "receivers": [{"role": "caregiver", "name": "Marta Paz"}]}  # fmt: skip
    do("record_return_plan", case.id, us.officer, **given | changes)


def approvable(us: Team, at: datetime, solution: str = "voluntary_return_family", **four: Any) -> Case:
    """Return a child whose return may lawfully be approved."""
    case = decided_for(us, solution, **four)
    reintegration_agreed(us, case)
    heard(us, case, "approve_return_plan", "execute_return")
    signed("record_stay_check", case, us, stay_order="no", where_checked="Juzgados de distrito")
    planned(us, case, at)
    return case


def approved(us: Team, at: datetime, **given: Any) -> Case:
    """Return a child whose return was approved."""
    case = approvable(us, at, **given)
    signed("approve_return_plan", case, us, **GROUNDS)
    return case


def file_sent(us: Team, case: Case, country: str = "GTM", **given: Any) -> None:
    """Share the minimum file with the protection authority of origin."""
    today = clock.now().date()
    checked = {"verified_at": clock.now(), "verified_by": new_id(), "undertaking_until": today + timedelta(days=30)}
    made = institution("protection", country, **checked)
    InstitutionAgreement.objects.create(
        institution=made, kind="bilateral", title="Convenio", valid_from=today - timedelta(days=9)
    )
    consent = {"purposes": ["origin"], "decision": "granted", "given_by": "child", "own_words": "Sí, díganles"}
    do("record_consent", case.id, us.officer, **consent)
    sent = {"purpose": "return_planning", "fields": ["identity", "family"]} | given
    do("share_with_origin", case.id, us.officer, institution=str(made.id), **sent)


def reception_agreed(us: Team, case: Case, at: datetime, **changes: Any) -> None:
    given = {"origin_reception": "confirmed", "authority": "PGN", "officer": "Lic. Ana Sis", "place": "Tecún Umán",
             "received_at": at.isoformat(), "receiver_kind": "caregiver", "receiver": "Marta Paz, DPI 1",
             "receiver_vetted": "yes", "vetted_by": "PGN, 3 de mayo"}  # fmt: skip
    do("record_reception_accepted", case.id, us.officer, **given | changes)


def found_fit(us: Team, case: Case) -> None:
    exam = {"examined_by": "Dra. Luz Can, 12345", "examined_at": clock.now().isoformat()}
    do("record_fitness_to_travel", case.id, us.officer, fit_to_travel="yes", **exam)


def document_issued(us: Team, case: Case, days: int = 90) -> None:
    until = (clock.now() + timedelta(days=days)).date().isoformat()
    do("record_travel_document", case.id, us.officer, step="issued", kind="safe_conduct", expires_on=until)


def escorted(us: Team, case: Case) -> None:
    do("record_escort", case.id, us.officer, escort="assigned", people=[{"name": "Rosa Díaz", "trained": True}])


def ready_to_leave(us: Team, at: datetime, **given: Any) -> Case:
    """Return a child who may lawfully depart now, to arrive at `at`."""
    case = approved(us, at, **given)
    prepared_to_leave(us, case, at)
    return case


def prepared_to_leave(us: Team, case: Case, at: datetime) -> None:
    """Record every preparation of the journey besides the approval."""
    reception_agreed(us, case, at)
    document_issued(us, case)
    found_fit(us, case)
    escorted(us, case)
    file_sent(us, case)
    nothing_changed(us, case)


def handed_over(us: Team, case: Case) -> None:
    """Record the complete hand-over from the escort to the receiver."""
    people = {"handed_over_by": "Rosa Díaz, escolta", "received_by": "Lic. Ana Sis, PGN"}
    things = {"health_state": "good", "belongings": "Una mochila", "documents": "Salvoconducto"}
    do("record_handover", case.id, us.officer, **people, **things)


def received(us: Team, case: Case, **changes: Any) -> None:
    """Record the hand-over, the matched identity and the private interview."""
    handed_over(us, case)
    checked = {"identity_matched": "yes", "matched_by": ["photo"], "in_private": True, "interviewed_by": "Ana Sis"}
    do(
        "record_reception",
        case.id,
        us.officer,
        **checked | {"fear_of_return": "no", "claimant_is_receiver": "yes"} | changes,
    )


def home_again(us: Team, at: datetime | None = None) -> Case:
    """Return a child who returned and lives with her grandmother."""
    case = ready_to_leave(us, at or morning(1))
    do("execute_return", case.id, us.officer, **CONFIRMED)
    received(us, case)
    given = {"confirmations": ["receiver_accepted"], "release_to_caregiver": True}
    do("receive_return", case.id, us.officer, **given)
    return case


def followed_up(us: Team, case: Case, day: int, **given: Any) -> UUID:
    """Record the follow-up of a day, held now; return its id."""
    answers = {
        "mode": "visit",
        "outcome": "complete",
        "lives_with": "planned",
        "school": "attends",
        "wellbeing": "well",
    }
    done = do("record_followup", case.id, us.officer, day=str(day), **answers | given)
    assert done.entry is not None
    return done.entry.id
