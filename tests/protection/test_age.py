"""An age in doubt: who doubts, what guarantees the person has, when a finding of adulthood counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.cases.models import Case, Task
from amparo.cases.selectors import visible_case, whole_file
from amparo.ledger import clock
from amparo.ledger.days import local_day
from amparo.ledger.problems import RoleMayNot
from amparo.protection.age_procedures import list_procedures
from amparo.registry.age import BirthRange
from amparo.registry.models import Card
from amparo.registry.projection import child_birth
from tests.callers import signed_in
from tests.factories import Team, child, do, person, reading_as, refused, team
from tests.filled import Filled
from tests.protection.determined import days, screened
from tests.protection.helpers import facts, wrong

DOUBT: dict[str, Any] = {
    "doubted_by": "migration", "grounds": ["no_document", "appearance"], "doubt_reasons": "Dijo dos edades",
    "child_states": "Cumplí dieciséis en mayo",
}  # fmt: skip
GUARANTEES: dict[str, Any] = {
    "understood": "yes", "language": "spa", "present": ["guardian"], "support_name": "Lic. Can",
    "child_views": "Que pregunten en mi escuela",
}  # fmt: skip
STEPS: list[dict[str, Any]] = [
    {"method": "records", "result": "not_found"},
    {"method": "testimony", "result": "inconclusive", "youngest_years": 16, "oldest_years": 20},
    {"method": "multidisciplinary", "result": "shows_adult", "youngest_years": 18, "oldest_years": 21},
]
ADULT: dict[str, Any] = {
    "age_status": "adult_confirmed", "procedures": ["testimony", "multidisciplinary"], "evidence": "Dos dictámenes",
    "benefit_of_doubt": True, "authority": "court", "reasons": "Coinciden", "age_low_years": 18, "age_high_years": 21,
    "notified": True, "notified_to": ["child", "guardian"], "remedy_explained": "Amparo, quince días",
}  # fmt: skip


def procedure(us: Team, case: Case, **changes: Any) -> None:
    """Write the whole procedure, with changes."""
    do("record_age_procedure", case.id, us.officer, **DOUBT | GUARANTEES | {"steps": STEPS} | changes)


def found_adult(us: Team, **changes: Any) -> Case:
    """Return a person whom a whole procedure found to be an adult."""
    case = child(us)
    procedure(us, case)
    do("record_age_determination", case.id, us.officer, **ADULT | changes)
    return case


def status(us: Team, case: Case) -> str:
    return facts(case, us.officer).age_status


class TestDoubt:
    def test_begins_with_who_doubts_and_why(self) -> None:
        us = team()
        case = child(us)
        assert wrong("record_age_procedure", case.id, us.officer, steps=STEPS) == {
            "doubted_by", "grounds", "doubt_reasons",
        }  # fmt: skip
        assert wrong("record_age_procedure", case.id, us.officer) == {"grounds"}

    def test_person_is_a_child_while_it_lasts(self) -> None:
        us = team()
        case = child(us)
        do("record_age_procedure", case.id, us.officer, **DOUBT)
        assert status(us, case) == "age_disputed"
        do("screen", case.id, us.officer)
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="decide_age", done_at=None).count() == 1
        do("record_age_procedure", case.id, us.officer, steps=STEPS)
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="decide_age").count() == 1

    def test_steps_add_up_and_nothing_is_lost(self) -> None:
        us = team()
        case = child(us)
        do("record_age_procedure", case.id, us.officer, **DOUBT, steps=STEPS[:1])
        do("record_age_procedure", case.id, us.officer, grounds=["accounts_differ"], steps=STEPS[1:])
        with reading_as(us.officer):
            (found,) = list_procedures(whole_file(visible_case(case.id, by=us.officer)))
        assert [step["method"] for step in found.steps] == ["records", "testimony", "multidisciplinary"]
        assert (found.answers["grounds"], found.answers["doubted_by"]) == (["accounts_differ"], "migration")

    @pytest.mark.parametrize(
        ("given", "paths"),
        [
            ({"steps": [{"method": "medical_non_invasive"}]}, {"steps.0.method"}),
            ({"steps": [{"method": "medical_non_invasive"}], "consent": "refused"}, {"steps.0.method"}),
            ({"steps": [{"method": "records", "youngest_years": 20, "oldest_years": 17}]}, {"steps.0.youngest_years"}),
            ({"steps": [{"method": "consular_confirmation", "result": "shows_child"}]}, {"steps.0.result"}),
        ],
    )
    def test_steps_that_are_refused(self, given: dict[str, Any], paths: set[str]) -> None:
        us = team()
        assert wrong("record_age_procedure", child(us).id, us.officer, **DOUBT | given) == paths

    def test_consulate_is_asked_only_of_who_fears_nothing(self) -> None:
        us = team()
        asked = DOUBT | {"steps": [{"method": "consular_confirmation", "result": "shows_child"}]}
        safe = screened(us)
        do("record_international_protection", safe.id, us.officer, asylum="informed_no_claim")
        do("record_age_procedure", safe.id, us.officer, **asked)
        do("record_international_protection", safe.id, us.officer, asylum="pending")
        assert wrong("record_age_procedure", safe.id, us.officer, **asked) == {"steps.0.result"}
        do("record_age_procedure", safe.id, us.officer, steps=[{"method": "consular_confirmation",
                                                                "result": "not_asked"}])  # fmt: skip

    def test_examination_with_consent(self) -> None:
        us = team()
        case = child(us)
        do("record_age_procedure", case.id, us.officer, **DOUBT, consent="granted")
        do("record_age_procedure", case.id, us.officer, steps=[{"method": "medical_non_invasive"}])

    def test_prosecutors_may_not_state_age(self) -> None:
        us = team()
        case, prosecutor = child(us), actor_of(person("prosecutor"))
        with pytest.raises(RoleMayNot):
            do("record_age_procedure", case.id, prosecutor, **DOUBT)
        with pytest.raises(RoleMayNot):
            do("record_age_determination", case.id, prosecutor, **ADULT)


class TestAdulthood:
    @pytest.mark.parametrize(
        "missing",
        ["procedures", "evidence", "benefit_of_doubt", "authority", "reasons", "notified", "notified_to",
         "remedy_explained", "age_low_years"],
    )  # fmt: skip
    def test_needs_every_part_of_the_decision(self, missing: str) -> None:
        us = team()
        case = child(us)
        procedure(us, case)
        given = {name: value for name, value in ADULT.items() if name != missing}
        assert wrong("record_age_determination", case.id, us.officer, **given) == {missing}

    @pytest.mark.parametrize(
        "changes",
        [
            {"grounds": ["appearance"]},
            {"child_states": None},
            {"understood": "no"},
            {"language": None},
            {"child_views": None},
            {"present": ["trusted_person"]},
            {"steps": [*STEPS[1:], STEPS[0]]},
            {"steps": STEPS[:2]},
            {"steps": [STEPS[0], {"method": "bone_dental_exam", "result": "shows_adult"}]},
        ],
    )
    def test_needs_every_guarantee_of_the_procedure(self, changes: dict[str, Any]) -> None:
        us = team()
        case = child(us)
        procedure(us, case, **changes)
        assert wrong("record_age_determination", case.id, us.officer, **ADULT) == {"age_status"}

    def test_needs_a_procedure(self) -> None:
        us = team()
        assert wrong("record_age_determination", child(us).id, us.officer, **ADULT) == {"age_status"}

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"age_low_years": 17}, "age_low_years"),
            ({"age_low_years": 22}, "age_low_years"),
            ({"notified_to": ["guardian"]}, "notified_to"),
            ({"is_final": True}, "is_final"),
            ({"procedures": ["bone_dental_exam"]}, "procedures.0"),
        ],
    )
    def test_what_is_refused(self, changes: dict[str, Any], path: str) -> None:
        us = team()
        case = child(us)
        procedure(us, case)
        assert wrong("record_age_determination", case.id, us.officer, **ADULT | changes) == {path}

    def test_papers_alone_can_show_it(self) -> None:
        us = team()
        case = child(us)
        procedure(us, case, steps=[{"method": "civil_registry", "result": "shows_adult"}])
        born = (local_day(clock.now()) - timedelta(days=19 * 366)).isoformat()
        given = ADULT | {"birth_date": born, "age_low_years": None, "procedures": ["civil_registry"]}
        do("record_age_determination", case.id, us.officer, **given)

    def test_counts_once_nobody_can_contest_it(self) -> None:
        us = team()
        case = found_adult(us)
        assert status(us, case) == "age_disputed"
        do("screen", case.id, us.officer)
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="correct_age", done_at=None).exists()
            assert not Task.objects.filter(case=case, code="decide_age", done_at=None).exists()
        with days(400):
            assert status(us, case) == "adult_confirmed"
            assert refused("screen", case.id, us.officer) == {"subject_is_adult"}

    @pytest.mark.parametrize(
        ("remedy", "expected"),
        [
            ("filed", "age_disputed"),
            ("upheld", "adult_confirmed"),
            ("waived_with_counsel", "adult_confirmed"),
            ("overturned", "child_presumed"),
        ],
    )
    def test_remedy_decides(self, remedy: str, expected: str) -> None:
        us = team()
        case = found_adult(us)
        do("record_remedy", case.id, us.officer, remedy=remedy)
        assert status(us, case) == expected

    def test_new_doubt_makes_the_person_a_child_again(self) -> None:
        us = team()
        case = found_adult(us)
        do("record_remedy", case.id, us.officer, remedy="upheld")
        do("record_age_procedure", case.id, us.officer, **DOUBT)
        assert status(us, case) == "age_disputed"

    def test_decision_that_was_final_before_corrects_the_age(self) -> None:
        us = team()
        long_ago = (local_day(clock.now()) - timedelta(days=400)).isoformat()
        case = found_adult(us, is_final=True, notified_on=long_ago)
        assert (status(us, case), facts(case, us.officer).age_estimate_years) == ("adult_confirmed", 18)


class TestChild:
    def test_lowest_age_counts_and_the_earlier_stays(self) -> None:
        us = team()
        case = child(us, age_or_birth={"age_years": 19})
        procedure(us, case)
        given = {"age_status": "child_confirmed", "age_low_years": 16, "age_high_years": 19}
        do("record_age_determination", case.id, us.officer, **given)
        known = facts(case, us.officer)
        assert (known.age_status, known.age_estimate_years) == ("child_confirmed", 16)
        with reading_as(us.officer):
            assert Card.objects.get(case=case).age_estimate == 16
            file = whole_file(visible_case(case.id, by=us.officer))
        assert file.last("register")["age_or_birth"] == {"age_years": 19}  # type: ignore[index]

    def test_shown_birth_counts_from_its_day(self) -> None:
        us = team()
        case = child(us)
        do("record_age_determination", case.id, us.officer, age_status="child_confirmed", birth_date="2020-05-04")
        with reading_as(us.officer):
            birth = child_birth(whole_file(visible_case(case.id, by=us.officer)))
        assert birth == BirthRange(*[birth.first] * 2)
        assert str(birth.first) == "2020-05-04"

    @pytest.mark.parametrize("outcome", ["child_confirmed", "child_presumed"])
    def test_age_of_an_adult_is_no_childs(self, outcome: str) -> None:
        us = team()
        given = {"age_status": outcome, "age_low_years": 18}
        assert wrong("record_age_determination", child(us).id, us.officer, **given) == {"age_low_years"}

    @pytest.mark.usefixtures("open_house")
    def test_identity_keeps_the_determined_age(self) -> None:
        us = team()
        case = child(us, age_or_birth={"age_years": 19})
        do("record_identity", case.id, us.officer, age_or_birth={"age_years": 19})
        do("record_age_determination", case.id, us.officer, age_status="child_confirmed", age_low_years=16)
        client = signed_in(Person.objects.get(id=us.officer.id))
        page = client.get(f"/cases/{case.id}/do/record_identity/").content.decode()
        assert Filled(page).answers["age_or_birth.age_years"] == ["16"]
        assert wrong("record_identity", case.id, us.officer, age_or_birth={"age_years": 19}) == {"age_or_birth"}
        do("record_identity", case.id, us.officer, age_or_birth={"age_years": 16}, nationalities=["GTM"])

    def test_disputed_age_decides_nothing(self) -> None:
        us = team()
        case = child(us)
        do("record_age_determination", case.id, us.officer, age_status="age_disputed")
        assert status(us, case) == "age_disputed"
        do("screen", case.id, us.officer)
