"""Steps towards a determination for a child, through real acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.models import Case
from amparo.cases.perform import Outcome
from amparo.law.sets import BIA_FACTORS
from amparo.ledger import clock
from amparo.ledger.reader import acting_as
from tests.factories import Team, child, do
from tests.protection.helpers import ASKED_AT_14, OBSERVED, answers, inform, roll

PANEL: list[dict[str, Any]] = [
    {"name": "Rosa Díaz", "org_kind": "protection", "discipline": "law", "role": "chair", "vote": "in_favour"},
    {"name": "Luis Mora", "org_kind": "protection", "discipline": "psychology", "role": "member", "vote": "in_favour"},
    {"name": "Ana Ruiz", "org_kind": "health", "discipline": "medicine", "role": "member", "vote": "in_favour"},
    {"name": "Juan Sol", "org_kind": "migration", "discipline": "migration", "role": "voice"},
]
SIGNED = [{"member": member["name"], "signed_on": "2026-05-04"} for member in PANEL[:3]]
STAY = {"solution": "local_integration_residence", "reasons": "Aquí va a la escuela"}
FAMILY = {"solution": "family_reunification_country", "reasons": "Su tía la quiere y puede"}
RETURN = {"solution": "voluntary_return_family", "reasons": "Su abuela la espera"}
ALL_FOUR = ["risk", "health", "family", "asylum"]


def signed(code: str, case: Case, us: Team, /, **given: Any) -> Outcome:
    """Perform an act of the officer that the supervisor signed."""
    with acting_as(us.supervisor.id):
        approval = give_approval(
            case, code, parse_input(ACTS[code], given), kind="signature", reason="De acuerdo", by=us.supervisor
        )
    return do(code, case.id, us.officer, **given, signature=str(approval.id))


def rated(**changes: Any) -> list[dict[str, Any]]:
    """Return low ratings of all nine factors, with `changes` by factor."""
    return [
        {"factor": factor, "risk_level": "low", "evidence": "Lo que dijo y se observó"} | changes.get(factor, {})
        for factor in sorted(BIA_FACTORS)
    ]


def weighed() -> list[dict[str, str]]:
    """Return reasons on all nine factors."""
    return [{"factor": factor, "reason": "Pesa a favor de que se quede"} for factor in sorted(BIA_FACTORS)]


def screened(us: Team, **four: Any) -> Case:
    """Return a child alone, informed, who fears nothing and was screened completely."""
    case = child(us, **four)
    inform(case, us.officer)
    do("record_interpreter", case.id, us.officer, needs_interpreter="no", best_language="spa")
    asked = answers(*ASKED_AT_14, *OBSERVED)
    none = {"fear_of_return": "no", "persecution_agent": "none", "companion_risk": "no"}
    do("screen", case.id, us.officer, private_space=True, language="spa", band="12_17", answers=asked, **none)
    do("complete_screening", case.id, us.officer)
    return case


def represented(us: Team, case: Case) -> None:
    """Appoint an interim guardian of the roll and a lawyer."""
    guardian, lawyer = str(roll("guardian").id), str(roll("lawyer").id)
    basis = {"legal_basis": "statute", "legal_basis_reason": "Ley General, artículo 4"}
    do("appoint_guardian", case.id, us.officer, guardian=guardian, guardian_kind="interim", **basis)
    do("record_legal_representation", case.id, us.officer, step="appointed", lawyer=lawyer)


def heard(us: Team, case: Case, *actions: str, child_views: str = "agrees") -> None:
    """Record the child's views on these actions."""
    given = {"actions": list(actions), "child_views": child_views, "own_words": "Quiero quedarme con mi tía"}
    do("record_views", case.id, us.officer, **given)


def assessed(us: Team, **four: Any) -> Case:
    """Return a child whose assessment is complete."""
    case = screened(us, **four)
    represented(us, case)
    heard(us, case, "complete_bia", "decide_bid")
    do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
    do("complete_bia", case.id, us.officer)
    return case


def panel_wrote(us: Team, case: Case, *options: dict[str, str]) -> None:
    """Convene the panel, compare, give reasons and sign."""
    given = {"members": PANEL, "options": list(options or (STAY, FAMILY)), "reasons": weighed()}
    do("record_bid", case.id, us.officer, step="convened", child_words="Quiero ir a la escuela aquí", **given)
    do("record_bid", case.id, us.officer, signatures=SIGNED)
    signed("record_individual_decision", case, us, collective_measure="no", reason="Se resuelve sólo su caso")


def decided(us: Team, solution: dict[str, str] = STAY, **four: Any) -> Case:
    """Return a child whose best interests were determined."""
    case = assessed(us, **four)
    panel_wrote(us, case, STAY, FAMILY)
    do("decide_bid", case.id, us.officer, solution=solution["solution"], reason_codes=["safety", "views_of_child"])
    return case


def notified(us: Team, case: Case, **given: Any) -> None:
    """Notify the child of the determination, with its remedies."""
    do("record_bid_notified", case.id, us.officer, **{"to": ["child", "guardian"], "remedies_explained": True} | given)


def nothing_changed(us: Team, case: Case) -> None:
    """Record the signed check that nothing changed."""
    signed("record_circumstances_checked", case, us, checked=ALL_FOUR, how="Se habló con ella y con su tutora")


def days(count: float) -> Any:
    """Let the clock be so many days later within the block."""
    return clock.at(clock.now() + timedelta(days=count))


def entry_of(outcome: Outcome) -> UUID:
    """Return the id of the entry of an outcome."""
    assert outcome.entry is not None
    return outcome.entry.id
