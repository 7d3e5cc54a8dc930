"""One child with a complete case: screening, placement, determination, and a canary in each compartment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from amparo.cases import drafts
from amparo.cases.act import ACTS, parse_input
from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING, WHEREABOUTS, Compartment
from amparo.cases.emergency import open_case
from amparo.cases.models import Case
from amparo.cases.readings import log_reading
from amparo.cases.selectors import visible_case
from amparo.ledger import clock
from amparo.registry.files import store_file
from amparo.tracing.steps import imports as imports
from amparo.ui.exports import request_export
from amparo.ui.models import IdempotentResponse
from amparo.ui.resource import RESOURCES
from tests.factories import Team, actor, child, do, reading_as, refused, team, unique
from tests.protection.determined import STAY, decided, notified
from tests.protection.helpers import institution, provider
from tests.protection.test_care import MEASURE, OPTIONS
from tests.registry.test_files import picture
from tests.tracing.family import HELD, message, question, questions

CANARY: dict[Compartment, str] = {
    PROTECTION: "Xochicanarioprot",
    TRAFFICKING: "Xochicanariotrata",
    HEALTH: "Xochicanariosalud",
    WHEREABOUTS: "Xochicanariolugar",
}


@dataclass(frozen=True)
class Life:
    """The team, the child's case, and a companion's case."""

    us: Team
    case: Case
    companion: Case


def full_life(by: Any = None) -> Life:
    """Walk a child through everything that can be stated or done until the determination was notified."""
    us = team()
    companion = child(us)
    case = decided(us, STAY, companions=[str(companion.id)])
    notified(us, case)
    _placed(us, case)
    _told(us, case)
    _planned(us, case)
    _left_lying(us, case)
    return Life(us, case, companion)


def _told(us: Team, case: Case) -> None:
    officer = us.officer
    do("record_health", case.id, officer, allergies=CANARY[HEALTH], told_by=["child"])
    do("record_work", case.id, officer, worst_forms=["debt_bondage"], worst_forms_told=CANARY[TRAFFICKING])
    do("record_trafficking_status", case.id, officer, trafficking="indicators", reason=CANARY[TRAFFICKING])
    do(
        "record_family_risk",
        case.id,
        officer,
        family_implicated="yes",
        who=CANARY[PROTECTION],
        evidence=CANARY[PROTECTION],
    )
    do(
        "record_views",
        case.id,
        officer,
        actions=["place_in_care"],
        child_views="disagrees",
        own_words=CANARY[PROTECTION],
    )
    do(
        "record_urgent_needs",
        case.id,
        officer,
        needs=[{"need": "water_food", "state": "pending", "how": CANARY[HEALTH]}],
    )
    feared = {"fear_of_return": "yes", "persecution_agent": "state", "reason": CANARY[PROTECTION]}
    do("record_international_protection", case.id, officer, **feared)
    do("record_alert", case.id, officer, kind="other", text=CANARY[PROTECTION])
    said = questions(mirrored=[question(child_answer=CANARY[PROTECTION], claimant_answer=CANARY[PROTECTION])])
    do("record_mirror_questions", case.id, officer, **said | {"claimant": CANARY[PROTECTION]})
    do("record_family_message", case.id, officer, **message("from_family", text=CANARY[PROTECTION], **HELD))


def _planned(us: Team, case: Case) -> None:
    """What is written of a way home and of life after it, though the panel decided otherwise."""
    stage = {
        "from_place": CANARY[WHEREABOUTS],
        "to_place": CANARY[WHEREABOUTS],
        "departs_at": "2030-05-06T08:00:00-06:00",
    }
    receivers = [{"role": "caregiver", "name": CANARY[PROTECTION], "phone": "+502 5555 0000"}]
    plan = {"mode": "assisted_voluntary", "arrives_at": "2030-05-06T14:00:00-06:00", "medicine": CANARY[HEALTH]}
    do(
        "record_return_plan",
        case.id,
        us.officer,
        **plan,
        stages=[stage],
        receivers=receivers,
        destination=CANARY[PROTECTION],
    )
    goals = [{"axis": "social_family", "goal": CANARY[PROTECTION], "due_on": "2030-01-01"}]
    do("record_reintegration_plan", case.id, us.officer, state="draft", goals=goals, child_opinion=CANARY[PROTECTION])
    adult = [{"area": "housing", "goal": CANARY[PROTECTION]}]
    do("record_transition_plan", case.id, us.officer, state="draft", goals=adult, own_words=CANARY[PROTECTION])
    do(
        "record_solution_step",
        case.id,
        us.officer,
        solution="resettlement",
        step="requested",
        authority=CANARY[PROTECTION],
    )
    do(
        "record_travel_stage",
        case.id,
        us.officer,
        stage="child_absent",
        place=CANARY[WHEREABOUTS],
        note=CANARY[PROTECTION],
    )


def _placed(us: Team, case: Case) -> None:
    do("record_measure_request", case.id, us.officer, **MEASURE)
    do("record_care_options", case.id, us.officer, **OPTIONS)
    where = {"where": CANARY[WHEREABOUTS], "note": CANARY[WHEREABOUTS]}
    do("place_in_care", case.id, us.officer, provider=str(provider().id), fit_reason="Le queda bien", **where)


def _left_lying(us: Team, case: Case) -> None:
    """A refusal, a file, a draft that waits for a signature, a remembered answer, a reading, a look in an emergency."""
    refused("notify_consulate", case.id, us.officer, institution=str(institution("consulate", "GTM").id))
    refused("approve_return_plan", case.id, us.officer)
    with reading_as(us.officer):
        visible = visible_case(case.id, by=us.officer)
        log_reading(visible, "case", by=us.officer)
        typed = {"own_words": [CANARY[PROTECTION]]}
        views = {"actions": ["screen"], "child_views": "agrees", "own_words": CANARY[PROTECTION]}
        given = parse_input(ACTS["record_views"], views)
        reason = CANARY[PROTECTION]
        drafts.submit(visible, "record_views", typed, given, wants="signature", reason=reason, by=us.officer)
        stored = store_file(visible, content=picture(), kind="photograph", by=us.officer)
        request_export(RESOURCES["cases"], QueryDict("q=Ana"), "csv", expected=1, language="es", by=us.officer)
        imports.create_import(b"given,sex\nAna,f", by=us.officer)
        IdempotentResponse.objects.create(
            person=us.officer.id, key=unique("k"), body_hash="0" * 64, started_at=clock.now()
        )
    nurse = actor("health_worker")
    with reading_as(nurse):
        open_case(case.number, "Llegó inconsciente al hospital", 15, by=nurse)
    do("record_photograph", case.id, us.officer, file=str(stored.id), purpose="identification")
