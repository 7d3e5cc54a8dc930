"""The pipeline: what an act leaves behind, and what a refusal does not."""

import pytest

from amparo.core import events
from amparo.core.models import Case, Deadline, Event, GeneralStatement
from amparo.core.problems import NotVisible, RoleMayNot
from tests.factories import FOUR_ANSWERS, actor, child, do, reading_as, team


def test_registering_leaves_case_statement_event_and_deadlines() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer):
        assert Case.objects.get(id=case.id).version == 1
        assert [s.act for s in GeneralStatement.objects.filter(case=case)] == ["register"]
        chain = list(Event.objects.filter(case=case.id))
        assert events.first_break(chain, ends_with=case.last_hash) is None
        assert "screening_initial" in set(Deadline.objects.filter(case=case).values_list("code", flat=True))


def test_nobody_else_sees_the_case() -> None:
    case = child(team())
    stranger = actor("protection_officer")
    with reading_as(stranger):
        assert not Case.objects.filter(id=case.id).exists()
    with pytest.raises(NotVisible):
        do("record_identity", case.id, stranger, nationalities=["GTM"])


def test_roles_without_actions_may_not_register() -> None:
    with pytest.raises(RoleMayNot):
        do("register", None, actor("guardian"), **FOUR_ANSWERS)
