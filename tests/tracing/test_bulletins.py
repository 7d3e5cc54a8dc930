"""A search bulletin: the least that helps, to those who keep confidence, for thirty days at most."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from amparo.accounts.models import Agency
from amparo.cases.models import Case, GeneralStatement, Task
from amparo.cases.selectors import file_for, my_tasks
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.models import Event
from amparo.ledger.problems import NotVisible
from amparo.tracing.models.reports import Bulletin, BulletinRecipient
from amparo.tracing.reports.answers import unwithdrawn_bulletins
from amparo.tracing.selectors.bulletins import (
    bulletin_paper_data,
    bulletin_state,
    bulletins_of,
    readable_bulletin,
    received_bulletins,
)
from amparo.tracing.selectors.reports import possible_acts, visible_report
from amparo.ui.choices import list_options
from tests.factories import actor, agency, do, reading_as, team, today
from tests.house.database import as_owner
from tests.protection.helpers import institution, wrong
from tests.protection.test_sharing import partner
from tests.tracing.reports import ADDRESS, PHONE, bulletin, report, with_photograph

SAID = {"parts": ["names"], "last_seen_country": "GTM"}


def ends_in(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def police() -> tuple[Agency, Actor, str]:
    """A police force with people on this node, an officer, and its entry in the directory."""
    office = agency("police")
    return office, actor("police_officer", office), partner("police", agency=office)


def open_codes(case: Case, by: Any) -> list[str]:
    with reading_as(by):
        return sorted(Task.objects.filter(case=case, done_at=None).values_list("code", flat=True))


class TestIssuing:
    def test_it_says_exactly_what_was_chosen(self) -> None:
        us = team()
        one = report(us, names={"given": "Yeison", "first_surname": "Pineda"})
        Agency.objects.filter(id=us.agency.id).update(phone="+52 555 0100")
        issued = bulletin(one, us.officer, partner("police"), parts=["names", "age"])
        with reading_as(us.officer):
            content = Bulletin.objects.get(id=issued).content
        assert set(content) == {"names", "age", "last_seen", "contact"}
        assert content["names"] == "Yeison Pineda"
        assert content["contact"] == {"name": us.agency.name, "phone": "+52 555 0100"}
        assert content["last_seen"] == {"country": "GTM", "state": "Izabal", "on": "2026-01-05"}
        for never in (PHONE, ADDRESS, "Marielos", "Lunar", "Canelo", "male"):
            assert never not in json.dumps(content, ensure_ascii=False)

    @pytest.mark.parametrize("days", [0, 31, -1])
    def test_it_ends_within_thirty_days(self, days: int) -> None:
        us = team()
        one = report(us)
        given = SAID | {"expires_on": ends_in(days), "recipients": [partner("police")]}
        assert wrong("issue_bulletin", one.id, us.officer, **given) == {"expires_on"}

    @pytest.mark.parametrize("days", [1, 30])
    def test_the_first_and_the_last_day_are_possible(self, days: int) -> None:
        us = team()
        one = report(us)
        do("issue_bulletin", one.id, us.officer, **SAID, expires_on=ends_in(days), recipients=[partner("police")])

    def test_the_database_holds_the_limit_too(self) -> None:
        us = team()
        issued = bulletin(report(us), us.officer, partner("police"))
        with pytest.raises(psycopg.errors.CheckViolation), as_owner() as owner:
            owner.execute(
                "update tracing_bulletin set expires_at = issued_at + interval '32 days' where id = %s", [issued]
            )

    @pytest.mark.parametrize(
        ("columns", "why"),
        [
            pytest.param({"verified_at": None, "verified_by": None}, "recipients", id="not verified"),
            pytest.param({"undertaking_until": None}, "recipients", id="without an undertaking"),
            pytest.param({"active": False}, "recipients", id="no longer active"),
        ],
    )
    def test_recipients_keep_confidence(self, columns: dict[str, Any], why: str) -> None:
        us = team()
        one = report(us)
        given = SAID | {"expires_on": ends_in(5), "recipients": [partner("police", **columns)]}
        assert wrong("issue_bulletin", one.id, us.officer, **given) == {why}

    def test_recipients_are_named_once_and_are_in_the_directory(self) -> None:
        us = team()
        one, known = report(us), partner("police")
        for recipients in ([known, known], [str(uuid4())], [str(institution("police").id)]):
            given = SAID | {"expires_on": ends_in(5), "recipients": recipients}
            assert wrong("issue_bulletin", one.id, us.officer, **given) == {"recipients"}

    def test_the_searcher_agreed_to_it(self) -> None:
        us = team()
        one = report(us, consents=["search"])
        given = SAID | {"expires_on": ends_in(5), "recipients": [partner("police")]}
        assert wrong("issue_bulletin", one.id, us.officer, **given) == {"parts"}

    @pytest.mark.parametrize("parts", [["sex"], ["age", "nationalities"]])
    def test_it_must_recognise_somebody(self, parts: list[str]) -> None:
        us = team()
        one = report(us)
        given = {
            "last_seen_country": "GTM",
            "expires_on": ends_in(5),
            "recipients": [partner("police")],
            "parts": parts,
        }
        assert wrong("issue_bulletin", one.id, us.officer, **given) == {"parts"}

    @pytest.mark.parametrize("part", ["searcher_phone", "marks", "clothes", "route", "documents", "relatives"])
    def test_nothing_beyond_the_minimum_set_can_be_chosen(self, part: str) -> None:
        us = team()
        one = report(us)
        given = SAID | {"expires_on": ends_in(5), "recipients": [partner("police")], "parts": ["names", part]}
        assert wrong("issue_bulletin", one.id, us.officer, **given) == {"parts.1"}


class TestPhotograph:
    def test_only_if_it_was_authorised(self) -> None:
        us = team()
        one = report(us, consents=["search", "bulletin"])
        given = {
            "last_seen_country": "GTM", "expires_on": ends_in(5), "recipients": [partner("police")],
            "parts": ["names", "photograph"], "photograph": with_photograph(one, us.officer),
        }  # fmt: skip
        assert wrong("issue_bulletin", one.id, us.officer, **given) == {"photograph"}
        do("record_report_news", one.id, us.officer, learnt="Autorizó la foto", consents=["photograph"])
        issued = do("issue_bulletin", one.id, us.officer, **given).entry
        assert issued
        with reading_as(us.officer):
            assert bulletin_paper_data(Bulletin.objects.get(id=issued["bulletin"])).picture[:2] == b"\xff\xd8"

    def test_one_of_this_report_and_said_so(self) -> None:
        us = team()
        one, other = report(us), report(us)
        mine, theirs = with_photograph(one, us.officer), with_photograph(other, us.officer)
        given = {"last_seen_country": "GTM", "expires_on": ends_in(5), "recipients": [partner("police")]}
        for parts, photograph in ((["photograph"], theirs), (["names"], mine), (["names", "photograph"], None)):
            more = {"photograph": photograph} if photograph else {}
            assert wrong("issue_bulletin", one.id, us.officer, **given, parts=parts, **more) == {"photograph"}

    def test_consent_withdrawn_withdraws_those_that_show_it(self) -> None:
        us = team()
        one = report(us)
        photograph = with_photograph(one, us.officer)
        shows = bulletin(one, us.officer, partner("police"), parts=["names", "photograph"], photograph=photograph)
        plain = bulletin(one, us.officer, partner("police"))
        do("record_report_news", one.id, us.officer, learnt="Ya no", consents_withdrawn=["photograph"])
        with reading_as(us.officer):
            states = {str(b.id): (bulletin_state(b), b.reason) for b in Bulletin.objects.filter(case=one)}
        assert states == {shows: ("withdrawn", "consent_withdrawn"), plain: ("in_force", "")}
        do("record_report_news", one.id, us.officer, learnt="Nada", consents_withdrawn=["bulletin"])
        with reading_as(us.officer):
            assert {bulletin_state(b) for b in Bulletin.objects.filter(case=one)} == {"withdrawn"}

    def test_only_what_stands_is_offered_to_be_withdrawn(self) -> None:
        us = team()
        one = report(us)
        photograph = with_photograph(one, us.officer)

        def standing(*, offered: bool) -> frozenset[str]:
            with reading_as(us.officer):
                file = file_for(one, by=us.officer)
                kept = frozenset(str(b.id) for b in Bulletin.objects.filter(case=one, withdrawn_at=None))
            assert unwithdrawn_bulletins(file) == kept
            assert ("withdraw_bulletin" in {act.code for act in possible_acts(file, by=us.officer)}) is offered
            return kept

        assert standing(offered=False) == set()
        shows = bulletin(one, us.officer, partner("police"), parts=["names", "photograph"], photograph=photograph)
        first, second = (bulletin(one, us.officer, partner("police")) for _ in range(2))
        assert standing(offered=True) == {shows, first, second}
        do("record_report_news", one.id, us.officer, learnt="La foto no", consents_withdrawn=["photograph"])
        assert standing(offered=True) == {first, second}
        do("withdraw_bulletin", one.id, us.officer, bulletin=first, reason="no_longer_needed")
        assert standing(offered=True) == {second}
        do("withdraw_bulletin", one.id, us.officer, bulletin=second, reason="no_longer_needed")
        assert standing(offered=False) == set()
        bulletin(one, us.officer, partner("police"))
        do("record_report_news", one.id, us.officer, learnt="Ninguno", consents_withdrawn=["bulletin"])
        assert standing(offered=False) == set()

    def test_bulletins_to_choose_from_say_their_day_and_hour_where_the_reader_is(self) -> None:
        us = team()
        with clock.at(datetime(2027, 3, 10, 4, 15, tzinfo=UTC)):  # still the ninth in Mexico
            one = report(us)
            bulletin(one, us.officer, partner("police"))
            with reading_as(us.officer):
                (offered,) = list_options("bulletin", us.officer, one.id)
        assert offered.label == "9 Mar 2027 22:15"


class TestRecipients:
    def test_read_the_bulletin_and_nothing_else_of_the_report(self) -> None:
        us = team()
        one = report(us)
        office, officer, entry = police()
        other = partner("health")
        issued = bulletin(one, us.officer, entry, other)
        unsent = bulletin(one, us.officer, other)
        with reading_as(officer):
            assert [str(b.id) for b in received_bulletins(by=officer)] == [issued]
            (mine,) = received_bulletins(by=officer)[0].recipients.all()
            assert mine.agency == office.id, "who else received it is not theirs to know"
            assert BulletinRecipient.objects.filter(bulletin=issued).count() == 1
            assert not Bulletin.objects.filter(id=unsent).exists()
            assert not Case.objects.filter(id=one.id).exists()
            assert not Event.objects.filter(chain=one.id).exists()
            assert not GeneralStatement.objects.filter(case=one).exists()
            with pytest.raises(NotVisible):
                visible_report(one.id, by=officer)
            with pytest.raises(NotVisible):
                readable_bulletin(unsent, by=officer)  # type: ignore[arg-type]  # as its text

    def test_others_read_nothing(self) -> None:
        us = team()
        issued = bulletin(report(us), us.officer, police()[2])
        for stranger in (actor("police_officer"), actor("consul"), actor("guardian"), actor("auditor")):
            with reading_as(stranger):
                assert not received_bulletins(by=stranger).exists()
                with pytest.raises(NotVisible):
                    readable_bulletin(issued, by=stranger)  # type: ignore[arg-type]

    def test_find_a_task_and_end_it_by_acknowledging(self) -> None:
        us = team()
        one, other = report(us), partner("health")
        _, officer, entry = police()
        issued = bulletin(one, us.officer, entry, other)
        with reading_as(officer):
            assert [task.code for task in my_tasks(by=officer)] == ["bulletin_received"]
        do("record_bulletin_acknowledged", one.id, officer, bulletin=issued, received_by="Bruno Vela", means="on_node")
        with reading_as(officer):
            assert list(my_tasks(by=officer)) == []
        with reading_as(us.officer):
            (seen,) = bulletins_of(visible_report(one.id, by=us.officer), by=us.officer)
            said = {one.name: one.acknowledged_by for one in seen.recipients.all()}
        assert sorted(said.values()) == ["", "Bruno Vela"]
        assert open_codes(one, us.officer).count("bulletin_received") == 1, "the other has not acknowledged"

    def test_acknowledge_for_nobody_else(self) -> None:
        us = team()
        one, other = report(us), partner("health")
        _, officer, entry = police()
        issued = bulletin(one, us.officer, entry, other)
        given = {"bulletin": issued, "received_by": "Bruno Vela", "means": "email"}
        assert wrong("record_bulletin_acknowledged", one.id, officer, **given, institution=other) == {"institution"}
        do("record_bulletin_acknowledged", one.id, us.officer, **given, institution=other)
        assert wrong("record_bulletin_acknowledged", one.id, us.officer, **given) == {"bulletin"}

    @pytest.mark.parametrize("code", ["record_report_news", "record_report_file", "close_report", "withdraw_bulletin"])
    def test_do_nothing_else_on_the_report(self, code: str) -> None:
        from amparo.ledger.problems import RoleMayNot
        from tests.tracing.test_reports import EVERY_INPUT

        us, office = team(), agency("consulate")
        one = report(us)
        consul = actor("consul", office)
        bulletin(one, us.officer, partner("consulate", agency=office))
        with pytest.raises((NotVisible, RoleMayNot)):
            do(code, one.id, consul, **EVERY_INPUT(us)[code])

    def test_who_received_nothing_cannot_acknowledge(self) -> None:
        us = team()
        one = report(us)
        issued = bulletin(one, us.officer, police()[2])
        given = {"bulletin": issued, "received_by": "x", "means": "email"}
        for case in (one.id, uuid4()):
            with pytest.raises(NotVisible):
                do("record_bulletin_acknowledged", case, actor("police_officer"), **given)


class TestOver:
    def test_expired_it_says_so_and_is_not_printed(self) -> None:
        us, now = team(), datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
        with clock.at(now):
            one = report(us)
            issued = bulletin(one, us.officer, partner("police"))
        with reading_as(us.officer):
            found = Bulletin.objects.get(id=issued)
            with clock.at(found.expires_at - timedelta(minutes=1)):
                assert bulletin_state(found) == "in_force"
                assert bulletin_paper_data(found).number == one.number
            with clock.at(found.expires_at):
                assert bulletin_state(found) == "expired"
                with pytest.raises(NotVisible):
                    bulletin_paper_data(found)

    def test_withdrawn_each_recipient_is_told(self) -> None:
        us = team()
        one = report(us)
        _, officer, entry = police()
        other = partner("health")
        issued = bulletin(one, us.officer, entry, other)
        do("withdraw_bulletin", one.id, us.officer, bulletin=issued, reason="data_wrong")
        with reading_as(officer):
            assert [task.code for task in my_tasks(by=officer)] == ["bulletin_withdrawn"]
        with reading_as(us.officer):
            told = Task.objects.filter(case=one, code="bulletin_withdrawn", agency=us.agency.id)
            assert [task.detail["institution"] for task in told] == [other]
            assert not Task.objects.filter(case=one, code="bulletin_received", done_at=None).exists()
            with pytest.raises(NotVisible):
                bulletin_paper_data(Bulletin.objects.get(id=issued))
        do("record_bulletin_acknowledged", one.id, officer, bulletin=issued, received_by="Bruno", means="on_node")
        with reading_as(officer):
            assert list(my_tasks(by=officer)) == []
        again = {"bulletin": issued, "reason": "data_wrong"}
        assert wrong("withdraw_bulletin", one.id, us.officer, **again) == {"bulletin"}

    @pytest.mark.parametrize("code", ["close_report", "withdraw_report"])
    def test_a_report_that_ends_takes_its_bulletins_along(self, code: str) -> None:
        from tests.tracing.test_reports import EVERY_INPUT

        us = team()
        one = report(us)
        _, officer, entry = police()
        issued = bulletin(one, us.officer, entry)
        do(code, one.id, us.officer, **EVERY_INPUT(us)[code])
        with reading_as(officer):
            (mine,) = received_bulletins(by=officer)
            assert (str(mine.id), bulletin_state(mine), mine.reason) == (issued, "withdrawn", "report_ended")
            assert [task.code for task in my_tasks(by=officer)] == ["bulletin_withdrawn"]
        given = {"bulletin": issued, "received_by": "Bruno", "means": "on_node"}
        do("record_bulletin_acknowledged", one.id, officer, **given)
        assert "bulletin_withdrawn" not in open_codes(one, us.officer)

    def test_one_of_another_report_is_not_withdrawn_from_here(self) -> None:
        us = team()
        one, other = report(us), report(us)
        issued = bulletin(other, us.officer, partner("police"))
        given = {"bulletin": issued, "reason": "data_wrong"}
        assert wrong("withdraw_bulletin", one.id, us.officer, **given) == {"bulletin"}

    def test_to_renew_is_to_issue_anew(self) -> None:
        us = team()
        one, entry = report(us), partner("police")
        first, second = bulletin(one, us.officer, entry), bulletin(one, us.officer, entry)
        assert first != second
