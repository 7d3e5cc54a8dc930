"""Risk and status: who may lower what, and with which signature."""

from typing import Any

import pytest

from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.models import Case, Deadline, Task, TraffickingStatement
from amparo.ledger.actor import Actor
from amparo.ledger.reader import acting_as
from tests.factories import actor, child, do, reading_as, team
from tests.protection.helpers import answers, facts, wrong

STRONG = answers("trafficking.observed.01", answer="present")
LOWERED = {"trafficking": "no_indicators", "decided_by": "protection", "reason": "Se aclaró con su abuela"}


def signed(case: Case, by: Actor, act: str, given: dict[str, Any]) -> str:
    """Return the id of a signature on this input."""
    with acting_as(by.id):
        return str(
            give_approval(case, act, parse_input(ACTS[act], given), kind="signature", reason="De acuerdo", by=by).id
        )


class TestFamily:
    def test_latest_assessment_counts(self) -> None:
        us = team()
        case = child(us)
        assert facts(case, us.officer).family_implicated == "unknown"
        do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="Relato de la niña")
        assert facts(case, us.officer).family_implicated == "yes"
        assert wrong("record_family_risk", case.id, us.officer, family_implicated="no") == {"evidence"}


class TestTrafficking:
    def test_lowering_signs_needs_a_second_signature(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, answers=STRONG)
        assert wrong("record_trafficking_status", case.id, us.officer, **LOWERED) == {"signature"}
        signature = signed(case, us.supervisor, "record_trafficking_status", LOWERED)
        do("record_trafficking_status", case.id, us.officer, **LOWERED, signature=signature)
        assert facts(case, us.officer).trafficking == "no_indicators"

    def test_signer_must_be_trained(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, answers=STRONG)
        novice = actor("protection_supervisor", us.agency, trained=False)
        signature = signed(case, novice, "record_trafficking_status", LOWERED)
        given = LOWERED | {"signature": signature}
        assert wrong("record_trafficking_status", case.id, us.officer, **given) == {"signature"}

    def test_confirmed_status_is_undone_by_an_outside_authority_alone(self) -> None:
        us = team()
        case = child(us)
        confirmed = {"trafficking": "confirmed", "decided_by": "prosecutor", "decision_reference": "CI-9"}
        do("record_trafficking_status", case.id, us.officer, **confirmed)
        assert wrong("record_trafficking_status", case.id, us.officer, trafficking="presumed") == {"decided_by"}

    def test_new_signs_after_a_decision_raise_the_status(self) -> None:
        us = team()
        case = child(us)
        given = {"decided_by": "national_mechanism", "decision_reference": "12/2026", "reason": "Sin elementos"}
        do("record_trafficking_status", case.id, us.officer, trafficking="ruled_out", **given)
        do("screen", case.id, us.officer, answers=answers("trafficking.observed.02", answer="present"))
        assert facts(case, us.officer).trafficking == "ruled_out"
        do("screen", case.id, us.officer, answers=STRONG)
        assert facts(case, us.officer).trafficking == "indicators"

    @pytest.mark.parametrize("status", ["confirmed", "ruled_out"])
    def test_status_decided_by_an_outside_authority(self, status: str) -> None:
        us = team()
        given = {"trafficking": status, "decided_by": "protection", "reason": "Motivo"}
        assert wrong("record_trafficking_status", child(us).id, us.officer, **given) == {"decided_by"}
        given |= {"decided_by": "prosecutor"}
        assert wrong("record_trafficking_status", child(us).id, us.officer, **given) == {"decision_reference"}

    def test_status_needs_content_and_reasons(self) -> None:
        us = team()
        case = child(us)
        assert wrong("record_trafficking_status", case.id, us.officer) == {"trafficking"}
        assert wrong("record_trafficking_status", case.id, us.officer, trafficking="no_indicators") == {"reason"}

    def test_safeguards_and_signal(self) -> None:
        us = team()
        case = child(us)
        given = {"trafficking": "confirmed", "decided_by": "prosecutor", "decision_reference": "CI-9"}
        do("record_trafficking_status", case.id, us.officer, **given, trafficking_safeguards="yes")
        found = facts(case, us.officer)
        assert (found.trafficking, found.trafficking_safeguards) == ("confirmed", "yes")
        assert found.protection_signal_at is not None
        with reading_as(us.officer):
            assert TraffickingStatement.objects.filter(case=case).values("entry").distinct().count() == 1


class TestInternationalProtection:
    def test_asylum_states_and_wish(self) -> None:
        us = team()
        case = child(us)
        do("record_international_protection", case.id, us.officer, asylum="wish_expressed")
        found = facts(case, us.officer)
        assert found.asylum == "wish_expressed"
        assert found.protection_signal_at is not None
        with reading_as(us.officer):
            assert Deadline.objects.filter(case=case, code="asylum_referral", closed_at=None).exists()
        assert wrong("record_international_protection", case.id, us.officer, asylum="none") == {"asylum"}

    def test_fear_is_lowered_only_with_a_reason(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, fear_of_return="yes", persecution_agent="state", feared_countries=["HND"])
        lower = {"fear_of_return": "no", "persecution_agent": "none", "feared_countries": []}
        assert wrong("record_international_protection", case.id, us.officer, **lower) == set(lower)
        do(
            "record_international_protection",
            case.id,
            us.officer,
            **lower,
            reason="Lo dijo otra persona, ella lo niega",
        )
        found = facts(case, us.officer)
        assert _count_open(case, us.officer, "review_lowered_protection") == 1, "a supervisor looks at it"
        assert (found.fear_of_return, found.persecution_agent, found.feared_countries) == ("no", "none", frozenset())
        assert found.protection_signal_at is not None

    def test_raising_fear_needs_no_reason(self) -> None:
        us = team()
        case = child(us)
        do("record_international_protection", case.id, us.officer, fear_of_return="yes", reported_by="consulate")
        assert facts(case, us.officer).fear_of_return == "yes"


def _count_open(case: Case, by: Actor, code: str) -> int:
    with reading_as(by):
        return Task.objects.filter(case=case, code=code, done_at=None).count()


def test_that_a_danger_is_over_is_said_by_who_stated_it_or_who_answers_for_the_child() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    do("record_danger", case.id, us.officer, immediate_danger="yes")
    assert wrong("record_danger", case.id, border, immediate_danger="no") == {"immediate_danger"}
    assert _count_open(case, us.officer, "immediate_danger") == 1
    do("record_danger", case.id, border, immediate_danger="yes")
    assert wrong("record_danger", case.id, border, immediate_danger="no") == {"immediate_danger"}, "the first stands"
    do("record_danger", case.id, us.officer, immediate_danger="no")
    assert _count_open(case, us.officer, "immediate_danger") == 0
    do("record_danger", case.id, border, immediate_danger="yes")
    do("record_danger", case.id, border, immediate_danger="no")
    assert _count_open(case, us.officer, "immediate_danger") == 0


def test_a_claim_that_no_longer_protects_is_put_before_a_supervisor() -> None:
    us = team()
    case = child(us)
    do("record_international_protection", case.id, us.officer, asylum="pending", reason="Lo pidió")
    assert _count_open(case, us.officer, "review_lowered_protection") == 0
    do("record_international_protection", case.id, us.officer, asylum="withdrawn_valid", reason="Desistió",
       decision_reference="x", reported_by="officer")  # fmt: skip
    assert _count_open(case, us.officer, "review_lowered_protection") == 1
