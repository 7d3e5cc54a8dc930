"""A child is reported missing who has no case here: who sees the report, what runs, what may be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amparo.accounts.roles import ROLES
from amparo.cases.access import listed_cases
from amparo.cases.act import ACTS
from amparo.cases.models import Case, Deadline, GeneralStatement, ProtectionStatement, Task
from amparo.cases.rights import role_includes_act as may_role
from amparo.cases.selectors import event_json, event_page, file_for, my_tasks, visible_case
from amparo.config.commands import audit
from amparo.ledger import clock
from amparo.ledger.events import find_break
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, NotVisible, RoleMayNot
from amparo.registry.models import Card, StoredFile
from amparo.registry.selectors import case_count, case_list
from amparo.tracing.models.reports import Bulletin, BulletinRecipient, ReportCard
from amparo.tracing.reports.answers import current_consents, latest_answer, report_state, sought_birth, sought_names
from amparo.tracing.reports.family_information import permitted_information
from amparo.tracing.reports.protocol import next_review_at
from amparo.tracing.selectors.reports import ReportFilters, possible_acts, report_count, report_list, visible_report
from amparo.ui.choices import list_options
from tests.factories import Team, actor, child, do, reading_as, team, unique
from tests.house.test_commands import amparo
from tests.ledger.test_events import as_auditor  # noqa: F401  a fixture
from tests.protection.helpers import institution, wrong
from tests.protection.test_sharing import partner
from tests.tracing.reports import ADDRESS, PHONE, bulletin, report, told, with_photograph

ALERT = {"protocols": ["amber"], "others": "Fiscalía", "alerted_by": "Rosa Méndez"}
TELL = {"told": "search_goes_on", "means": "telephone"}
WITHDRAW = {"withdrawn_by": "protection", "reason": "searcher_danger", "text": "La abuela contó que la golpea"}
CLOSE = {"outcome": "returned_by_self", "text": "Llamó a su tía"}


def tasks_of(case: Case, by: Any) -> dict[str, Any]:
    with reading_as(by):
        return {task.code: task for task in Task.objects.filter(case=case, done_at=None)}


def file_of(case: Case, by: Any) -> Any:
    with reading_as(by):
        return file_for(visible_report(case.id, by=by), by=by)


class TestWhoSeesIt:
    def test_reporter_the_authority_and_every_tracing_officer(self) -> None:
        us, consul, searcher = team(), actor("consul"), actor("tracing_officer")
        one = report(us, consul)
        colleague = actor("consul", _agency_of(consul))
        for reader in (consul, colleague, us.officer, us.supervisor, searcher):
            with reading_as(reader):
                assert visible_report(one.id, by=reader).id == one.id
                wanted = ReportFilters(q=one.number)  # a tracing officer's list is the whole country's
                assert [row.id for row in report_list(by=reader, filters=wanted).rows] == [one.id]

    @pytest.mark.parametrize("role", sorted(set(ROLES) - {"tracing_officer"}))
    def test_nobody_else(self, role: str) -> None:
        one, stranger = report(team(), actor("consul")), actor(role)
        with reading_as(stranger):
            assert not Case.objects.filter(id=one.id).exists()
            assert report_count(by=stranger) == 0
            with pytest.raises(NotVisible):
                visible_report(one.id, by=stranger)

    def test_the_contact_of_the_searcher_lies_with_protection(self) -> None:
        us, consul = team(), actor("consul")
        one = report(us, consul)
        with reading_as(us.officer):
            assert GeneralStatement.objects.get(case=one).body["searcher_name"] == "Marielos Pineda"
            assert ProtectionStatement.objects.get(case=one).body == {
                "searcher_phone": PHONE,
                "searcher_address": ADDRESS,
            }
        colleague = actor("consul", _agency_of(consul))
        with reading_as(colleague):
            assert not ProtectionStatement.objects.filter(case=one).exists()
            assert PHONE not in str([event_json(shown) for shown in event_page(one, by=colleague).events])
        assert file_of(one, consul).latest("searcher_phone") == PHONE, "their own words are theirs to read"


def _agency_of(who: Any) -> Any:
    from amparo.accounts.models import Agency

    return Agency.objects.get(id=who.agency)


class TestApartFromChildren:
    def test_no_read_of_children_shows_a_report(self) -> None:
        us = team()
        mine, one = child(us), report(us)
        with reading_as(us.officer):
            with pytest.raises(NotVisible):
                visible_case(one.id, by=us.officer)
            assert [row.id for row in case_list(by=us.officer, counted=True).rows] == [mine.id]
            assert case_count(by=us.officer) == 1
            assert {row["case"] for row in listed_cases(by=us.officer)} == {mine.id}
            assert not Card.objects.filter(case=one).exists()
            assert {option.id for option in list_options("case", us.officer, None)} == {mine.id}

    def test_no_read_of_reports_shows_a_child(self) -> None:
        us = team()
        mine, one = child(us), report(us)
        with reading_as(us.officer):
            with pytest.raises(NotVisible):
                visible_report(mine.id, by=us.officer)
            assert [row.id for row in report_list(by=us.officer).rows] == [one.id]
            assert not ReportCard.objects.filter(case=mine).exists()
            assert {option.id for option in list_options("report", us.officer, None)} == {one.id}

    @pytest.mark.parametrize("code", sorted(code for code, act in ACTS.items() if "child" not in act.case_kinds))
    def test_no_act_on_reports_is_done_on_a_child(self, code: str) -> None:
        us = team()
        mine = child(us)
        given = EVERY_INPUT(us)[code]
        with pytest.raises(NotVisible):
            do(code, mine.id, us.officer, **given)
        with reading_as(us.officer):
            assert Event.objects.filter(chain=mine.id).count() == 1

    @pytest.mark.parametrize("code", ["record_alert", "record_danger", "record_identity", "screen", "record_breach"])
    def test_no_act_on_children_is_done_on_a_report(self, code: str) -> None:
        us = team()
        one = report(us)
        given = {
            "record_alert": {"kind": "threat", "text": "x"},
            "record_danger": {"immediate_danger": "yes"},
            "record_breach": {"kind": "turned_back", "what": "x"},
        }
        with pytest.raises((NotVisible, BadInput)) as problem:
            do(code, one.id, us.officer, **given.get(code, {}))
        if code != "record_breach":
            assert problem.type is NotVisible
        with reading_as(us.officer):
            assert Event.objects.filter(chain=one.id).count() == 1

    def test_a_report_is_named_as_nobodys_sister(self) -> None:
        us = team()
        one = report(us)
        found = wrong(
            "register", None, us.officer, **{
                "names": {"given": unique("Ana")}, "sex": "female", "age_or_birth": {"age_years": 9},
                "with_whom": "unaccompanied", "siblings": [str(one.id)], "protection_agency": str(us.agency.id),
            }
        )  # fmt: skip
        assert found == {"siblings"}

    def test_no_deadline_of_the_law_runs(self) -> None:
        us = team()
        one, mine = report(us), child(us)
        do("record_report_news", one.id, us.officer, learnt="Nada")
        with reading_as(us.officer):
            assert not Deadline.objects.filter(case=one).exists()
            assert Deadline.objects.filter(case=mine).exists()

    def test_a_child_of_the_same_name_changes_nothing(self) -> None:
        us, other = team(), team()
        names = {"given": unique("Yeison"), "first_surname": unique("Pineda")}
        child(other, names=names, sex="male", age_or_birth={"age_years": 9})
        one, consul = report(us, names=names), actor("consul")
        again = do("report_missing", None, consul, **told(us, names=names)).case
        for case, reader in ((one, us.officer), (again, consul)):
            assert set(tasks_of(case, reader)) <= {"report_alert", "report_family_told", "report_review", "new_report"}
        with reading_as(other.officer):
            assert not Task.objects.filter(code="possible_duplicate").exists()


def EVERY_INPUT(us: Team) -> dict[str, dict[str, Any]]:
    """A possible input of every act on reports."""
    nowhere = str(us.agency.id)
    return {
        "report_missing": told(us),
        "record_report_news": {"learnt": "Se le vio"},
        "record_report_review": {"tried": "Se llamó", "next_steps": "Volver a llamar"},
        "record_report_alert": ALERT,
        "record_family_told": TELL,
        "record_report_file": {"file": nowhere, "kind": "photograph"},
        "withdraw_report": WITHDRAW,
        "close_report": CLOSE,
        "reopen_report": {"reason": "new_trace", "text": "Una llamada"},
        "issue_bulletin": {
            "parts": ["names"],
            "last_seen_country": "GTM",
            "expires_on": (clock.now() + timedelta(days=5)).date().isoformat(),
            "recipients": [partner("police")],
        },
        "record_bulletin_acknowledged": {"bulletin": nowhere, "received_by": "Ana", "means": "email"},
        "withdraw_bulletin": {"bulletin": nowhere, "reason": "data_wrong"},
    }


class TestRoles:
    REPORTERS = frozenset({
        "consul", "liaison_officer", "partner_ngo", "protection_officer", "protection_supervisor", "tracing_officer",
    })  # fmt: skip
    SEARCHERS = frozenset({"protection_officer", "protection_supervisor", "tracing_officer"})

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_who_may_report_and_who_searches(self, role: str) -> None:
        for code, act in ACTS.items():
            if "report" not in act.case_kinds:
                continue
            who = self.SEARCHERS
            if code in ("report_missing", "record_report_news", "record_report_file", "record_search"):
                who = self.REPORTERS
            if code == "record_bulletin_acknowledged":
                who = self.SEARCHERS | {r.code for r in ROLES.values() if r.by_agency and r.sees_cases}
            assert may_role(role, act) is (role in who), code

    @pytest.mark.parametrize("role", sorted(REPORTERS))
    def test_they_report(self, role: str) -> None:
        us = team()
        one = report(us, actor(role))
        assert one.kind == "report"

    def test_others_do_not(self) -> None:
        with pytest.raises(RoleMayNot):
            report(team(), actor("border_officer"))


class TestOpening:
    @pytest.mark.parametrize(
        ("change", "path"),
        [
            pytest.param({"consents": ["bulletin"]}, "consents", id="without consent to the search"),
            pytest.param({"urgency_reasons": None}, "urgency_reasons", id="urgent without a reason"),
            pytest.param({"last_news_on": "2199-01-01"}, "last_news_on", id="news of tomorrow"),
            pytest.param({"age_or_birth": {"birth_date": "2198-01-01"}}, "age_or_birth.birth_date", id="not born yet"),
            pytest.param({"searcher": "stranger"}, "searcher", id="no such searcher"),
            pytest.param({"whereabouts": "x"}, "whereabouts", id="a question nobody asked"),
        ],
    )
    def test_what_cannot_be(self, change: dict[str, Any], path: str) -> None:
        us = team()
        given = {name: value for name, value in told(us, **change).items() if value is not None}
        assert path in wrong("report_missing", None, us.officer, **given)

    def test_all_that_cannot_be_is_said_at_once(self) -> None:
        us = team()
        given = told(us, consents=[], last_news_on="2199-01-01", age_or_birth={"birth_date": "2198-01-01"})
        del given["urgency_reasons"]
        said = {"consents", "last_news_on", "age_or_birth.birth_date", "urgency_reasons"}
        assert wrong("report_missing", None, us.officer, **given) == said

    def test_it_is_opened_once(self) -> None:
        us = team()
        one = report(us)
        assert wrong("report_missing", one.id, us.officer, **told(us)) == {""}

    def test_the_card(self) -> None:
        us = team()
        names = {"given": "Yéison José", "first_surname": "Núñez"}
        one = report(us, names=names)
        with reading_as(us.officer):
            card = ReportCard.objects.get(case=one)
        assert (card.name, card.search) == ("Yéison José Núñez", "yeison jose nunez")
        assert (card.urgency, card.state, card.sex, card.age_estimate) == ("high", "open", "male", 9)
        assert (card.agency, str(card.last_news_at), card.number) == (us.agency.id, "2026-01-05", one.number)

    def test_the_default_authority_answers_and_is_told(self) -> None:
        us, consul = team(), actor("consul")
        one = report(us, consul)
        task = tasks_of(one, us.supervisor)["new_report"]
        assert (task.agency, task.role) == (us.agency.id, "protection_supervisor")
        with reading_as(us.supervisor):
            assert one.id in {row.case_id for row in my_tasks(by=us.supervisor)}


class TestWhatIsKnown:
    def test_later_statements_win_and_earlier_ones_stay(self) -> None:
        us = team()
        one = report(us, names={"given": "Jeison", "first_surname": "Pineda"})
        do(
            "record_report_news", one.id, us.officer, learnt="La tía dijo cómo se escribe",
            names={"given": "Yeison"}, age_or_birth={"birth_date": "2016-05-04"}, last_news_on="2026-02-01",
        )  # fmt: skip
        file = file_of(one, us.officer)
        assert sought_names(file) == {"given": "Yeison", "first_surname": "Pineda"}
        assert str(sought_birth(file).first) == "2016-05-04"
        assert latest_answer(file, "pet") == "Canelo"
        assert file.last("report_missing")["names"]["given"] == "Jeison"
        with reading_as(us.officer):
            card = ReportCard.objects.get(case=one)
        assert (card.name, str(card.last_news_at)) == ("Yeison Pineda", "2026-02-01")

    def test_consents_are_given_and_withdrawn(self) -> None:
        us = team()
        one = report(us, consents=["search"])
        do("record_report_news", one.id, us.officer, learnt="Aceptó", consents=["bulletin", "sharing"])
        do("record_report_news", one.id, us.officer, learnt="Ya no", consents_withdrawn=["sharing"])
        assert current_consents(file_of(one, us.officer)) == {"search", "bulletin"}

    def test_a_photograph(self) -> None:
        us = team()
        one = report(us)
        photograph = with_photograph(one, us.officer)
        with reading_as(us.supervisor):
            assert [str(option.id) for option in list_options("report_photograph", us.supervisor, one.id)] == [
                photograph
            ]
        other = report(us)
        assert wrong("record_report_file", other.id, us.officer, file=photograph, kind="photograph") == {"file"}


class TestClocks:
    NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)

    def hours(self, case: Case, by: Any, since: datetime) -> dict[str, float]:
        return {
            code: (task.due_at - since).total_seconds() / 3600
            for code, task in tasks_of(case, by).items()
            if task.due_at
        }

    @pytest.mark.parametrize(
        ("urgency", "expected"),
        [
            pytest.param("high", {"report_alert": 1, "report_family_told": 24, "report_review": 72}, id="high"),
            pytest.param("normal", {"report_alert": 24, "report_family_told": 24, "report_review": 720}, id="normal"),
        ],
    )
    def test_what_begins_with_the_report(self, urgency: str, expected: dict[str, float]) -> None:
        us = team()
        with clock.at(self.NOW):
            one = report(us, urgency=urgency)
        assert self.hours(one, us.officer, self.NOW) == expected

    def test_each_ends_with_its_act(self) -> None:
        us = team()
        one = report(us)
        do("record_report_alert", one.id, us.officer, **ALERT)
        assert set(tasks_of(one, us.officer)) == {"report_family_told", "report_review"}
        do("record_family_told", one.id, us.officer, **TELL)
        assert set(tasks_of(one, us.officer)) == {"report_review"}

    @pytest.mark.parametrize(
        ("days", "hours"),
        [
            pytest.param(3, 72, id="in the first days"),
            pytest.param(29, 72, id="on the last of them"),
            pytest.param(30, 720, id="after thirty days"),
        ],
    )
    def test_a_review_sets_the_next(self, days: int, hours: int) -> None:
        us = team()
        with clock.at(self.NOW):
            one = report(us)
        then = self.NOW + timedelta(days=days)
        with clock.at(then):
            do("record_report_review", one.id, us.officer, tried="Se llamó", next_steps="Otra vez")
        assert self.hours(one, us.officer, then)["report_review"] == hours
        assert next_review_at(urgency="high", since=self.NOW, at=then) == then + timedelta(hours=hours)

    def test_a_search_that_becomes_urgent(self) -> None:
        us = team()
        with clock.at(self.NOW):
            one = report(us, urgency="normal")
            do("record_report_news", one.id, us.officer, learnt="Necesita insulina", urgency="high",
               urgency_reasons=["health"])  # fmt: skip
        found = self.hours(one, us.officer, self.NOW)
        assert (found["report_alert"], found["report_review"]) == (1, 72)
        with reading_as(us.officer):
            assert Task.objects.filter(case=one, code="report_alert", done_at=None).count() == 1


class TestAlert:
    def test_needs_consent_to_sharing_and_somebody_alerted(self) -> None:
        us = team()
        one = report(us, consents=["search"])
        assert wrong("record_report_alert", one.id, us.officer, **ALERT) == {"protocols"}
        do("record_report_news", one.id, us.officer, learnt="Aceptó", consents=["sharing"])
        nobody = {name: value for name, value in ALERT.items() if name != "others"}
        assert wrong("record_report_alert", one.id, us.officer, **nobody) == {"institutions"}
        police = str(institution("police").id)
        assert wrong("record_report_alert", one.id, us.officer, **nobody, institutions=[police] * 2) == {"institutions"}
        do("record_report_alert", one.id, us.officer, **nobody, institutions=[police])


class TestToldTheFamily:
    @pytest.mark.parametrize("said", ["search_goes_on", "asked_for_more", "ended"])
    def test_what_may_always_be_said(self, said: str) -> None:
        us = team()
        one = report(us)
        do("record_family_told", one.id, us.officer, told=said, means="telephone")

    @pytest.mark.parametrize("said", ["found_no_contact", "contact_possible"])
    def test_nothing_of_finding_before_somebody_confirmed_it(self, said: str) -> None:
        us = team()
        one = report(us)
        assert said not in permitted_information(file_of(one, us.officer))
        assert wrong("record_family_told", one.id, us.officer, told=said, means="telephone") == {"told"}
        do("close_report", one.id, us.officer, outcome="found_alive", text="Está en protección")
        assert wrong("record_family_told", one.id, us.officer, told=said, means="telephone") == {"told"}


class TestEnding:
    @pytest.mark.parametrize(
        ("code", "given", "state"),
        [
            pytest.param("withdraw_report", WITHDRAW, "withdrawn", id="withdrawn"),
            pytest.param("close_report", CLOSE, "closed", id="closed"),
        ],
    )
    def test_nothing_runs_any_more(self, code: str, given: dict[str, Any], state: str) -> None:
        us = team()
        one = report(us)
        do(code, one.id, us.officer, **given)
        assert report_state(file_of(one, us.officer)) == state
        assert set(tasks_of(one, us.officer)) <= {"report_family_told"}
        over = set(EVERY_INPUT(us)) - {
            "report_missing",
            "reopen_report",
            "record_family_told",
            "record_bulletin_acknowledged",
        }
        for other in sorted(over):
            assert wrong(other, one.id, us.officer, **EVERY_INPUT(us)[other]) == {""}, other
        with reading_as(us.officer):
            assert ReportCard.objects.get(case=one).state == state
            names = {act.code for act in possible_acts(file_for(one, by=us.officer), by=us.officer)}
        assert "reopen_report" in names
        assert not names & over

    def test_a_family_of_a_withdrawn_report_is_told_nothing(self) -> None:
        us = team()
        one = report(us)
        do("withdraw_report", one.id, us.officer, **WITHDRAW)
        assert tasks_of(one, us.officer) == {}
        assert wrong("record_family_told", one.id, us.officer, **TELL) == {""}

    def test_why_it_was_withdrawn_is_sealed_and_reserved(self) -> None:
        us, consul = team(), actor("consul")
        one = report(us, consul)
        outcome = do("withdraw_report", one.id, us.officer, **WITHDRAW)
        assert outcome.event
        assert outcome.event.coded == {"outcome": "done", "withdrawn_by": "protection"}
        assert file_of(one, consul).latest("reason") is None
        with reading_as(consul):
            assert "searcher_danger" not in str([event_json(shown) for shown in event_page(one, by=consul).events])
            assert "golpea" not in str([event_json(shown) for shown in event_page(one, by=consul).events])

    @pytest.mark.parametrize("reason", ["searcher_danger", "searcher_not_family", "child_objects", "other"])
    def test_a_danger_is_explained(self, reason: str) -> None:
        us = team()
        one = report(us)
        given = {"withdrawn_by": "protection", "reason": reason}
        assert wrong("withdraw_report", one.id, us.officer, **given) == {"text"}

    def test_it_goes_on_in_another_report(self) -> None:
        us = team()
        one, other, hidden, mine = report(us), report(us), report(team()), child(us)
        into = {"outcome": "other_report", "text": "Es el mismo"}
        assert wrong("close_report", one.id, us.officer, **into) == {"other_report"}
        for no in (one, hidden, mine):
            assert wrong("close_report", one.id, us.officer, **into, other_report=str(no.id)) == {"other_report"}
        do("close_report", one.id, us.officer, **into, other_report=str(other.id))

    def test_reopened_its_clocks_begin_anew(self) -> None:
        us = team()
        one = report(us)
        again = {"reason": "new_trace", "text": "Una llamada"}
        assert wrong("reopen_report", one.id, us.officer, **again) == {""}
        do("close_report", one.id, us.officer, **CLOSE)
        do("reopen_report", one.id, us.officer, **again)
        assert set(tasks_of(one, us.officer)) == {"report_alert", "report_family_told", "report_review"}
        with reading_as(us.officer):
            assert Task.objects.filter(case=one, code="report_family_told", done_at=None).count() == 1
        do("record_report_news", one.id, us.officer, learnt="Se le vio")


class TestList:
    def test_search_and_filters(self) -> None:
        us, now = team(), datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
        with clock.at(now - timedelta(days=40)):
            old = report(us, names={"given": "Belén", "first_surname": "Ixcoy"}, urgency="normal")
        with clock.at(now):
            new = report(us, names={"given": "Óscar"})
            do("close_report", new.id, us.officer, **CLOSE)
            found = {
                "everything": self.ids(us),
                "name": self.ids(us, q="belen IXC"),
                "number": self.ids(us, q=new.number),
                "state": self.ids(us, state="closed"),
                "urgency": self.ids(us, urgency="normal"),
                "week": self.ids(us, age="week"),
                "quarter": self.ids(us, age="quarter"),
                "month": self.ids(us, age="month"),
            }
        assert found == {
            "everything": [new.id, old.id], "name": [old.id], "number": [new.id], "state": [new.id],
            "urgency": [old.id], "week": [new.id], "quarter": [old.id], "month": [],
        }  # fmt: skip

    def ids(self, us: Team, **filters: Any) -> list[Any]:
        with reading_as(us.officer):
            return [row.id for row in report_list(by=us.officer, filters=ReportFilters(**filters)).rows]

    def test_ages_of_a_search_leave_no_day_out(self) -> None:
        us, now = team(), datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
        for days in (0, 7, 8, 30, 31, 90, 91):
            with clock.at(now - timedelta(days=days)):
                report(us, last_news_on="2025-11-01")
        with clock.at(now):
            assert {age: len(self.ids(us, age=age)) for age in ("week", "month", "quarter", "longer")} == {
                "week": 2, "month": 2, "quarter": 2, "longer": 1,
            }  # fmt: skip

    def test_pages(self) -> None:
        us = team()
        every = [report(us).id for _ in range(3)]
        with reading_as(us.officer):
            first = report_list(by=us.officer, limit=2)
            second = report_list(by=us.officer, limit=2, cursor=first.next or "")
            with pytest.raises(BadInput):
                report_list(by=us.officer, cursor="x")
        assert [row.id for row in first.rows + second.rows] == every[::-1]
        assert (first.total, second.next) == (3, None)


def test_the_chain_of_a_report_is_verified_as_any_other() -> None:
    us = team()
    one = report(us)
    do("record_report_news", one.id, us.officer, learnt="Se le vio")
    with reading_as(us.officer):
        ends = Case.objects.get(id=one.id)
        links = list(Event.objects.filter(chain=one.id).order_by("seq"))
    assert [event.act for event in links] == ["report_missing", "record_report_news"]
    assert find_break(links, ends_with=ends.last_hash, last_seq=ends.last_seq) is None
    links[0].coded = links[0].coded | {"urgency": "normal"}
    broken = find_break(links, ends_with=ends.last_hash, last_seq=ends.last_seq)
    assert broken
    assert broken.seq == 1


@pytest.mark.xdist_group("chain")
def test_a_report_is_erased_with_its_bulletins_and_its_chain_stays_whole(as_auditor: None, capsys: Any) -> None:  # noqa: F811
    us = team()
    one = report(us)
    with_photograph(one, us.officer)
    bulletin(one, us.officer, partner("police"))
    gone = amparo(
        "case",
        "erase",
        one.number,
        "--reason",
        "Lo pidió la madre",
        "--ordered-by",
        "Juzgado 3",
        typed=f"{one.number}\n",
    )
    assert gone.returncode == 0, gone.stderr
    for table in (ReportCard, Bulletin, BulletinRecipient, StoredFile, GeneralStatement):
        assert not table.objects.filter(case=one).exists(), table
    assert audit.run_on_snapshot(lambda: audit.verify(one.number)) == 0, capsys.readouterr().err
