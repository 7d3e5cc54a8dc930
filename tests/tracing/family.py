"""A child's way to the family, step by step, through real acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from amparo.cases.models import Case
from amparo.ledger import clock
from tests.factories import Team, do
from tests.protection.determined import screened
from tests.tracing.test_tracing import OPEN, consents

WHO = "Marielos Pérez"
CANARY_OF_CHILD = "Canelo, y dormía en mi cama"


def question(agreement: str = "yes", **said: Any) -> dict[str, Any]:
    """One question put to both; the answers as the agreement needs them."""
    both = {"child_answer": CANARY_OF_CHILD, "claimant_answer": "Canelo"} if agreement != "not_asked" else {}
    return {"topic": "pet", "agreement": agreement} | both | said


def questions(*agreements: str, **said: Any) -> dict[str, Any]:
    """A set of mirrored questions with the mother, with these agreements."""
    given = {"claimant": WHO, "relation": "mother", "identified_by": "DPI y carné de salud", "in_private": True}
    return given | {"asked_by": "Psic. Ruiz", "mirrored": [question(one) for one in agreements]} | said


def wanted(us: Team) -> Case:
    """A child who wants search and contact, whose family is not implicated, and who claims nothing."""
    case = screened(us)
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    consents(us, case, "tracing", "family_contact")
    do("open_tracing", case.id, us.officer, **OPEN, sought=[{"name": WHO, "relation": "mother"}])
    return case


def safe(us: Team, case: Case, answer: str = "yes") -> None:
    """The risk of contact was weighed."""
    do("record_contact_risk", case.id, us.officer, contact_safe=answer, reasons="Se evaluó")


def verified(us: Team, case: Case) -> None:
    """Kinship was verified with four of five mirrored questions."""
    do("record_mirror_questions", case.id, us.officer, **questions("yes", "yes", "yes", "yes", "no"))
    given = {"relationship_verified": "yes", "method": ["mirror_questions"], "relative": WHO}
    do("record_relationship_check", case.id, us.officer, **given, text="Confundió el año")


def contacted(us: Team) -> Case:
    """The family was contacted, kinship not yet verified: contact may go on, supervised."""
    case = wanted(us)
    safe(us, case)
    given = {"with_whom": WHO, "fields": ["identity", "family"], "confirmations": ["supervised_contact"]}
    do("contact_family", case.id, us.officer, **given)
    return case


def session(state: str = "held", **said: Any) -> dict[str, Any]:
    """A contact that went well, or that is planned."""
    given: dict[str, Any] = {"state": state, "with_whom": WHO, "how": "call", "supervised_by": "Psic. Ruiz"}
    if state == "planned":
        given["planned_for"] = (clock.now() + timedelta(days=1)).isoformat()
    if state == "held":
        given |= {"minutes": 10, "child_stopped": False, "felt_after": "well", "go_on": "yes"}
    return given | said


def message(direction: str = "from_child", **said: Any) -> dict[str, Any]:
    """A message that was read and may pass."""
    given = {"direction": direction, "with_whom": WHO, "text": "Te quiero, mamá", "decision": "pass_on"}
    return given | {"read_by": "Trab. Soc. Paz", "tells_not_where": True} | said


HELD = {"decision": "hold", "hold_reason": "Nombra un pueblo"}


def met_again(us: Team) -> Case:
    """A child whose mother was verified and assessed; they talked, contact was stopped once, a message is held."""
    case = contacted(us)
    verified(us, case)
    home = {"home_assessment": "positive", "home_country": "MEX", "caregiver": WHO, "child_says": "La extraño"}
    do("record_home_assessment", case.id, us.officer, **home)
    do("record_contact_session", case.id, us.officer, **session(child_stopped=True))
    do("record_family_message", case.id, us.officer, **message("from_family", **HELD))
    return case
