"""The case as a checklist: every clock leads to who ends it, and what is done leaves *now*."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases.act import ACTS
from amparo.cases.case_kinds import build_frame
from amparo.cases.checklist import Checklist, acts_that_meet, deadline_href, read_checklist
from amparo.cases.components import list_helpful_acts
from amparo.cases.models import Case
from amparo.cases.obstacles import REMOVED_BY_RECORDS
from amparo.cases.param_providers import CONFIRMATIONS, PROVIDERS
from amparo.cases.rights import role_includes_act
from amparo.cases.selectors import file_for
from amparo.law import RULES
from amparo.law.deadlines import DEADLINES, EMERGENCY_DEADLINE
from amparo.ledger.actor import Actor
from tests.callers import signed_in
from tests.factories import actor, agency, child, do, leave_task, person, reading_as, team, today
from tests.house.database import involve
from tests.protection.determined import screened

DUE = {due.code: due for due in (*DEADLINES.values(), EMERGENCY_DEADLINE)}


def sections(page: str) -> dict[str, str]:
    """What stands under each heading of the page of a case."""
    return dict(re.findall(r'<section[^>]*aria-labelledby="(\w+)">(.*?)</section>', page, re.DOTALL))


def person_of(who: Actor) -> Person:
    return Person.objects.get(id=who.id)


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def checklist_of(case: Case, by: Actor) -> Checklist:
    file = file_for(case, by=by)
    return read_checklist(case, file, build_frame(case, file, by=by), by)


def now_of(case: Case, by: Actor) -> dict[str, str]:
    """The codes of the acts that *now* asks for, and where each line leads."""
    with reading_as(by):
        return {row["act"]: row["href"] for row in checklist_of(case, by).now}


@pytest.mark.parametrize("code", sorted(DUE))
def test_every_deadline_is_ended_by_an_act_that_somebody_may_do(code: str) -> None:
    acts = acts_that_meet(code)
    assert acts, "a clock that nobody can stop"
    for act in acts:
        assert act.sets & DUE[code].reads.facts, f"{act.code} changes nothing that the deadline reads"
        assert any(role_includes_act(role, act) for role in ROLES)


def test_acts_meet_deadlines_that_exist() -> None:
    assert {due for act in ACTS.values() for due in act.meets} <= set(DUE)


def test_what_records_prove_is_known_to_the_law() -> None:
    assert {name for act in ACTS.values() for name in act.proves} <= {*PROVIDERS, *CONFIRMATIONS}


def test_what_a_record_removes_leads_to_that_record() -> None:
    """The hand-over of a child lacked its record, and nothing on the page led there."""
    officer = actor("protection_officer")
    for rule in RULES.values():
        if rule.code in REMOVED_BY_RECORDS:
            assert list_helpful_acts(rule.id, UUID(int=1), officer), rule.code


@pytest.mark.usefixtures("open_house")
class TestChecklist:
    """What the page of a case says to do, to whom."""

    def test_a_clock_leads_to_the_act_that_ends_it_and_leaves_with_it(self) -> None:
        us = team()
        case = child(us)
        assert now_of(case, us.officer)["screen"] == f"/cases/{case.id}/do/screen/"
        before = signed_in(person_of(us.officer)).get(f"/cases/{case.id}/").content.decode()
        assert f'href="/cases/{case.id}/do/screen/"' in sections(before)["now"]
        assert "Tamizaje inicial" in words_of(sections(before)["now"])
        screened_case = screened(us)
        assert "screen" not in now_of(screened_case, us.officer)
        after = signed_in(person_of(us.officer)).get(f"/cases/{screened_case.id}/").content.decode()
        assert "Tamizaje inicial" not in words_of(sections(after)["now"])
        assert str(ACTS["complete_screening"].title) in words_of(sections(after)["done"])

    def test_a_clock_of_others_says_who_and_how_to_call_them(self) -> None:
        us = team()
        case = child(us)
        lawyer = person("legal_representative", agency("ngo"))
        involve(lawyer, case)
        mine = words_of(sections(signed_in(lawyer).get(f"/cases/{case.id}/").content.decode())["waiting"])
        assert "Tamizaje inicial" in mine
        assert us.agency.name in mine or "Guardia" in mine
        border = actor("border_officer", agency("migration"))
        met = child(us, border)
        page = sections(signed_in(person_of(border)).get(f"/cases/{met.id}/").content.decode())
        assert "transfer_custody" in now_of(met, border), "the hand-over, before its hours are over"
        assert "Expediente nuevo" in words_of(page["waiting"])
        assert us.agency.name in words_of(page["waiting"])

    def test_what_must_come_first_is_where_the_clock_leads(self) -> None:
        """A determination is asked for while the child was not heard: the line leads to hearing them."""
        us = team()
        case = screened(us)
        with reading_as(us.officer):
            checklist = checklist_of(case, us.officer)
            states = {state["code"]: state["state"] for state in checklist.states}
        for row in checklist.now:
            target = row["href"].rstrip("/").rsplit("/", 1)[-1]
            assert states.get(target, "ready") == "ready", "what the list says can be done can be done"

    def test_tasks_of_mine_and_of_others_stand_apart(self) -> None:
        us, other = team(), agency("health")
        case = child(us)
        with reading_as(us.officer):
            leave_task(case, "manual", agency=us.agency.id, detail={"text": "Llamar a la tía"})
            leave_task(case, "manual", agency=other.id, detail={"text": "Preparar la vacuna"})
        page = sections(signed_in(person_of(us.officer)).get(f"/cases/{case.id}/").content.decode())
        assert "Llamar a la tía" in words_of(page["now"])
        assert "Preparar la vacuna" in words_of(page["waiting"])
        assert other.name in words_of(page["waiting"])

    def test_an_action_that_a_record_must_precede_is_not_offered_before_it(self) -> None:
        """Closing stood among what can be done, and the next page refused it for want of evidence."""
        us = team()
        case = screened(us)
        with reading_as(us.officer):
            before = checklist_of(case, us.officer)
        assert "close_case" not in {card["code"] for card in before.possible}
        blocked = {card["code"]: card for group in before.folded for card in group["cards"]}["close_case"]
        ways = [opens["href"] for block in blocked["blocks"] for opens in block["opens"]]
        assert f"/cases/{case.id}/do/record_closure_evidence/" in ways
        do("record_closure_evidence", case.id, us.officer, closure_reason="duplicate", kind="decision", evidence="Acta")
        with reading_as(us.officer):
            assert "close_case" in {card["code"] for card in checklist_of(case, us.officer).possible}

    def test_what_is_due_in_years_is_no_work_of_today(self) -> None:
        us = team()
        case = child(us, age_or_birth={"birth_date": f"{today().year - 9}-01-15"})
        with reading_as(us.officer):
            checklist = checklist_of(case, us.officer)
        assert "record_transition_plan" not in {row["act"] for row in checklist.now}
        assert "record_transition_plan" in {row["act"] for row in checklist.far}

    def test_the_clocks_of_the_head_lead_to_the_act(self) -> None:
        us = team()
        case = child(us)
        assert deadline_href("screening_initial", case.id, us.officer) == f"/cases/{case.id}/do/screen/"
        page = signed_in(person_of(us.officer)).get(f"/cases/{case.id}/timeline/").content.decode()
        assert f'href="/cases/{case.id}/do/screen/"' in page
