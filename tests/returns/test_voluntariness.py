"""Whether a return is voluntary: who wants it, how it was said, and that it can be withdrawn."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.cases.models import Case, Task
from amparo.cases.selectors import visible_case, whole_file
from amparo.returns.plan import latest_plan
from amparo.returns.voluntariness import describe_voluntariness
from tests.factories import Team, do, reading_as, refused, team
from tests.protection.determined import decided, heard, screened, signed
from tests.protection.helpers import facts, wrong
from tests.returns.ways import GROUNDS, approvable, approved, decided_for, morning

HOME = "voluntary_return_family"
WANTS: dict[str, Any] = {
    "whose": "child", "wish": "wants", "own_words": "Quiero volver con mi abuela", "freely_given": "yes",
    "information": ["determination", "alternatives", "home", "change_of_mind"], "understood": "yes",
    "language": "spa", "present": ["guardian"],
}  # fmt: skip
AGAINST = {"whose": "child", "wish": "does_not_want", "own_words": "Ya no quiero"}


def wish(us: Team, case: Case, **given: Any) -> None:
    do("record_return_wish", case.id, us.officer, **given)


def views(us: Team, case: Case) -> str:
    return facts(case, us.officer, "execute_return").child_views


def open_tasks(us: Team, case: Case) -> set[str]:
    with reading_as(us.officer):
        return set(Task.objects.filter(case=case, done_at=None).values_list("code", flat=True))


def state(us: Team, case: Case) -> str:
    with reading_as(us.officer):
        file = whole_file(visible_case(case.id, by=us.officer))
        plan = latest_plan(file)
        return describe_voluntariness(file, plan.answers if plan else {})


class TestWish:
    def test_never_comes_before_the_determination(self) -> None:
        us = team()
        for case in (screened(us), decided(us)):
            assert wrong("record_return_wish", case.id, us.officer, **WANTS) == {"wish"}
            wish(us, case, **AGAINST)

    @pytest.mark.parametrize(
        ("given", "paths"),
        [
            ({"whose": "child", "wish": "wants"},
             {"own_words", "freely_given", "information", "understood", "language"}),
            ({"whose": "child", "wish": "does_not_want"}, {"own_words"}),
            (WANTS | {"freely_given": "no"}, {"pressure"}),
            ({"whose": "parents", "wish": "withdrawn"}, {"wish"}),
        ],
    )  # fmt: skip
    def test_what_it_must_say(self, given: dict[str, Any], paths: set[str]) -> None:
        us = team()
        case = decided_for(us, HOME)
        assert wrong("record_return_wish", case.id, us.officer, **given) == paths

    def test_parents_and_guardian_have_their_own(self) -> None:
        us = team()
        case = decided_for(us, HOME)
        heard(us, case, "execute_return")
        for whose in ("parents", "guardian"):
            wish(us, case, whose=whose, wish="wants")
            wish(us, case, whose=whose, wish="withdrawn")
        assert views(us, case) == "agrees"
        assert "review_return_wish" not in open_tasks(us, case)

    @pytest.mark.parametrize(("code", "view"), [("withdrawn", "disagrees"), ("undecided", "ambivalent")])
    def test_withdrawn_stops_the_return_until_wanted_again(self, code: str, view: str) -> None:
        us = team()
        case = approved(us, morning(1))
        wish(us, case, **WANTS)
        assert views(us, case) == "agrees"
        wish(us, case, whose="child", wish=code, own_words="Ya no quiero")
        heard(us, case, "execute_return")
        assert views(us, case) == view
        assert "review_return_wish" in open_tasks(us, case)
        assert "No quiere volver" in state(us, case)
        assert "child_disagrees" in refused("execute_return", case.id, us.officer)
        wish(us, case, **WANTS)
        assert views(us, case) == "agrees"
        assert "review_return_wish" not in open_tasks(us, case)

    def test_wanting_replaces_no_view(self) -> None:
        us = team()
        case = decided_for(us, HOME)
        wish(us, case, **WANTS)
        assert views(us, case) == "not_heard"


class TestPlan:
    def test_voluntary_is_what_the_file_shows(self) -> None:
        us = team()
        case = approvable(us, morning(1))
        assert wrong("record_return_plan", case.id, us.officer, voluntary="voluntary") == {"voluntary"}
        for lacking in ({"freely_given": "unknown"}, {"understood": "no"}, {"information": ["home"]}):
            wish(us, case, **WANTS | lacking)
            assert wrong("record_return_plan", case.id, us.officer, voluntary="voluntary") == {"voluntary"}
        wish(us, case, **WANTS)
        do("record_return_plan", case.id, us.officer, voluntary="voluntary")
        assert state(us, case) == "Voluntario"
        signed("approve_return_plan", case, us, **GROUNDS)

    def test_without_the_wish_the_determination_is_named(self) -> None:
        us = team()
        case = decided_for(us, HOME)
        given = {"mode": "child_protection_transfer", "voluntary": "unable_to_say"}
        assert wrong("record_return_plan", case.id, us.officer, **given) == {"voluntariness_basis"}
        do("record_return_plan", case.id, us.officer, **given, voluntariness_basis="Tiene dos años: razón 3")
        early = screened(us)
        basis = given | {"voluntariness_basis": "Ninguna"}
        assert wrong("record_return_plan", early.id, us.officer, **basis) == {"voluntary"}

    def test_assisted_voluntary_is_not_for_the_unwilling(self) -> None:
        us = team()
        case = decided_for(us, HOME)
        given = {"voluntary": "not_voluntary", "voluntariness_basis": "Razón 3"}
        assisted = given | {"mode": "assisted_voluntary"}
        assert wrong("record_return_plan", case.id, us.officer, **assisted) == {"mode"}
        do("record_return_plan", case.id, us.officer, mode="assisted_voluntary")
        assert wrong("record_return_plan", case.id, us.officer, **given) == {"voluntary"}

    def test_change_voids_the_approval(self) -> None:
        us = team()
        case = approved(us, morning(1))
        wish(us, case, **WANTS)
        do("record_return_plan", case.id, us.officer, voluntary="voluntary")
        assert facts(case, us.officer).return_plan == "draft"

    def test_submitted_without_a_wish_leaves_a_task(self) -> None:
        us = team()
        case = approvable(us, morning(1))
        do("record_return_plan", case.id, us.officer, step="submitted")
        assert "note_return_wish" in open_tasks(us, case)
        assert state(us, case) == "No está anotada"
        wish(us, case, **WANTS)
        assert "note_return_wish" not in open_tasks(us, case)
