"""Second signatures and overrides: whose, on what, for how long, how often."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval, hash_input
from amparo.cases.models import Case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, NotVisible, RoleMayNot
from amparo.ledger.reader import acting_as
from tests.factories import Team, actor, child, do, person, team
from tests.house.database import involve

ACT = "record_individual_decision"
GIVEN = {"collective_measure": "no", "reason": "Se resuelve sólo su caso"}


def approve(case: Case, by: Actor, /, kind: str = "signature", act: str = ACT, **given: Any) -> str:
    with acting_as(by.id):
        parsed = parse_input(ACTS[act], given or GIVEN)
        return str(give_approval(case, act, parsed, kind=kind, reason="Lo leí todo con calma", by=by).id)


def wrong(us: Team, case: Case, by: Actor | None = None, /, **given: Any) -> str:
    """What is said of the signature; fails if it was good."""
    with pytest.raises(BadInput) as problem:
        do(ACT, case.id, by or us.officer, **GIVEN | given)
    assert [error.path for error in problem.value.errors] in (["signature"], ["override"])
    return str(problem.value.errors[0].message)


@pytest.fixture
def us() -> Team:
    return team()


@pytest.fixture
def case(us: Team) -> Case:
    return child(us)


def test_signed_by_the_supervisor(us: Team, case: Case) -> None:
    do(ACT, case.id, us.officer, **GIVEN, signature=approve(case, us.supervisor))


def test_signed_by_an_officer_when_the_supervisor_acts(us: Team, case: Case) -> None:
    do(ACT, case.id, us.supervisor, **GIVEN, signature=approve(case, us.officer))


def test_it_is_used_once(us: Team, case: Case) -> None:
    signature = approve(case, us.supervisor)
    do(ACT, case.id, us.officer, **GIVEN, signature=signature)
    assert "ya se usó" in wrong(us, case, signature=signature)


def test_it_is_bound_to_the_very_input(us: Team, case: Case) -> None:
    assert "otra cosa" in wrong(us, case, signature=approve(case, us.supervisor), reason="Otro motivo")


def test_it_is_bound_to_the_act(us: Team, case: Case) -> None:
    signature = approve(case, us.supervisor, act="record_family_risk", family_implicated="no", evidence="x")
    assert "otra cosa" in wrong(us, case, signature=signature)


def test_it_is_bound_to_the_case(us: Team, case: Case) -> None:
    assert "no existe" in wrong(us, case, signature=approve(child(us), us.supervisor))


def test_it_is_not_bound_to_when_it_occurred(us: Team, case: Case) -> None:
    at = clock.now().isoformat()
    signature = approve(case, us.supervisor)
    do(ACT, case.id, us.officer, **GIVEN, signature=signature, occurred_at=at)
    parsed = parse_input(ACTS[ACT], GIVEN)
    assert hash_input(parsed) == hash_input(parse_input(ACTS[ACT], GIVEN | {"occurred_at": at, "signature": signature}))


def test_ones_own_is_refused(us: Team, case: Case) -> None:
    assert "otra persona" in wrong(us, case, us.supervisor, signature=approve(case, us.supervisor))


def test_one_of_the_two_is_a_supervisor(us: Team, case: Case) -> None:
    second = actor("protection_officer", us.agency)
    assert "supervisión" in wrong(us, case, signature=approve(case, second))


def test_it_lasts_a_day(us: Team, case: Case) -> None:
    now = clock.now()
    with clock.at(now):
        first, second = approve(case, us.supervisor), approve(case, us.supervisor)
    with clock.at(now + timedelta(hours=24, seconds=-1)):
        do(ACT, case.id, us.officer, **GIVEN, signature=first)
    with clock.at(now + timedelta(hours=24)):
        assert "24 horas" in wrong(us, case, signature=second)


def test_an_override_is_no_signature(us: Team, case: Case) -> None:
    assert "no existe" in wrong(us, case, signature=approve(case, us.supervisor, kind="override"))


def test_a_refused_act_does_not_use_it_up(us: Team, case: Case) -> None:
    signature = approve(case, us.supervisor)
    with clock.at(clock.now() + timedelta(minutes=1)):
        wrong(us, case, signature=signature, reason="Otro motivo")
    do(ACT, case.id, us.officer, **GIVEN, signature=signature)


def test_a_dry_run_does_not_use_it_up(us: Team, case: Case) -> None:
    from amparo.cases.perform import perform

    signature = approve(case, us.supervisor)
    with acting_as(us.officer.id):
        perform(ACT, case.id, parse_input(ACTS[ACT], GIVEN | {"signature": signature}), by=us.officer, dry_run=True)
    do(ACT, case.id, us.officer, **GIVEN, signature=signature)


@pytest.mark.parametrize("role", ["border_officer", "guardian", "tracing_officer", "liaison_officer", "consul"])
@pytest.mark.parametrize("kind", ["signature", "override"])
def test_who_sees_the_case_but_may_not_sign(case: Case, role: str, kind: str) -> None:
    from amparo.accounts.selectors import actor_of

    who = person(role)
    involve(who, case)
    with pytest.raises(RoleMayNot):
        approve(case, actor_of(who), kind=kind)


def test_supervisors_alone_lift(us: Team, case: Case) -> None:
    with pytest.raises(RoleMayNot):
        approve(case, us.officer, kind="override")
    assert approve(case, us.supervisor, kind="override")


def test_another_agency_cannot_even_see(case: Case) -> None:
    with pytest.raises(NotVisible):
        approve(case, team().supervisor)


def test_an_override_lifts_what_holds_and_is_told_in_the_request(us: Team, case: Case) -> None:
    override = approve(case, us.supervisor, kind="override", act="screen", fear_of_return="no")
    outcome = do("screen", case.id, us.officer, fear_of_return="no", override=override)
    told = outcome.judgements[-1].request.params.override
    assert told is not None
    assert (told.by_org_kind, told.reason) == ("protection", "Lo leí todo con calma")
