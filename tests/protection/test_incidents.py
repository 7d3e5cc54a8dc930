"""Incidents, breaches and alerts: always recorded, counted, and closed with a resolution."""

from datetime import timedelta

import pytest

from amparo.cases.models import GeneralStatement, ProtectionStatement, Task
from amparo.cases.selectors import file_for, visible_case
from amparo.ledger import clock
from amparo.protection.selectors.alerts import protective_alerts
from amparo.protection.selectors.incidents import breach_counts, incident_counts, open_alerts
from amparo.protection.selectors.screening import screening_sheet, screening_state
from amparo.ui.choices import SOURCES
from tests.factories import actor, child, do, reading_as, team
from tests.protection.helpers import answers, facts, wrong


class TestIncident:
    def test_incident_is_kept_with_protection_and_counted(self) -> None:
        us = team()
        case = child(us)
        before = clock.now()
        do("record_incident", case.id, us.officer, types=["robbery", "extortion"], phase="transit", country="MEX",
           author="police", report_consent="no", account="Les quitaron el dinero", from_on="2026-01-02")  # fmt: skip
        with reading_as(us.officer):
            assert ProtectionStatement.objects.filter(case=case, act="record_incident").exists()
            assert not GeneralStatement.objects.filter(case=case, act="record_incident").exists()
            counted = incident_counts(by=us.officer, since=before, until=clock.now() + timedelta(seconds=1))
        assert counted == {"robbery": 1, "extortion": 1}

    def test_dates_must_be_in_order(self) -> None:
        us = team()
        given = {"types": ["robbery"], "from_on": "2026-02-02", "until_on": "2026-02-01"}
        assert wrong("record_incident", child(us).id, us.officer, **given) == {""}


class TestBreach:
    def test_detention_changes_custody_and_leaves_a_task(self) -> None:
        us = team()
        case = child(us)
        since = clock.now() - timedelta(hours=5)
        do("record_breach", case.id, us.officer, kind="held_in_station", held_now="yes", holder="migration",
           since=since.isoformat(), by_whom="migration")  # fmt: skip
        found = facts(case, us.officer)
        assert (found.custody, found.open_safety_alerts) == ("migration", 1)
        assert found.custody_since == since.replace(microsecond=0)
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="breach").exists()
            counted = breach_counts(by=us.officer, since=since, until=clock.now() + timedelta(seconds=1))
            assert counted == {"held_in_station": 1}

    def test_detention_needs_a_holder(self) -> None:
        us = team()
        given = {"kind": "held_in_cell", "held_now": "yes"}
        assert wrong("record_breach", child(us).id, us.officer, **given) == {"holder"}

    @pytest.mark.parametrize("held_now", ["no", "unknown", None])
    def test_custody_changes_only_while_detained(self, held_now: str | None) -> None:
        us = team()
        case = child(us)
        do("record_breach", case.id, us.officer, kind="held_in_cell", held_now=held_now, holder="police")
        assert facts(case, us.officer).custody == "protection_authority"

    def test_everybody_who_sees_the_case_may_record_it(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        do("record_breach", case.id, border, kind="turned_back", account="Lo regresaron al puente")
        assert facts(case, us.officer).open_safety_alerts == 1


class TestAlert:
    def test_alert_is_raised_and_closed(self) -> None:
        us = team()
        case = child(us)
        alert = do("record_alert", case.id, us.officer, kind="threat", severity="act_now", text="Lo llamaron").entry
        assert alert is not None
        assert facts(case, us.officer).open_safety_alerts == 1
        close = {"entry": str(alert.id), "resolution": "measure_taken", "text": "Cambió de lugar"}
        with reading_as(us.officer):
            file = file_for(visible_case(case.id, by=us.officer), by=us.officer)
            assert [entry.id for entry in open_alerts(file)] == [alert.id]
            assert [(option.id, str(option.label)) for option in SOURCES["open_alert"](us.officer, case.id)] == [
                (alert.id, "Amenaza contra la niña, niño o adolescente")
            ]
            assert SOURCES["open_alert"](us.officer, None) == []
        do("record_alert_closed", case.id, us.officer, **close)
        assert facts(case, us.officer).open_safety_alerts == 0
        assert wrong("record_alert_closed", case.id, us.officer, **close) == {"entry"}

    @pytest.mark.parametrize(("severity", "hours"), [("act_now", 0), ("act_soon", 24), (None, 24), ("watch", None)])
    def test_due_time_follows_the_severity(self, severity: str | None, hours: int | None) -> None:
        us = team()
        case = child(us)
        raised = do("record_alert", case.id, us.officer, kind="other", severity=severity, text="Algo").entry
        assert raised is not None
        with reading_as(us.officer):
            due_at = Task.objects.get(case=case, code="alert").due_at
        assert due_at == (None if hours is None else raised.recorded_at + timedelta(hours=hours))

    def test_only_alerts_of_this_case_are_closed(self) -> None:
        us = team()
        case, other = child(us), child(us)
        danger = do("record_danger", case.id, us.officer, immediate_danger="no").entry
        alert = do("record_alert", other.id, us.officer, kind="other", severity="watch", text="Algo").entry
        for entry in (danger, alert):
            assert entry is not None
            given = {"entry": str(entry.id), "resolution": "unfounded", "text": "No"}
            assert wrong("record_alert_closed", case.id, us.officer, **given) == {"entry"}


class TestWords:
    def test_alerts_reveal_only_what_the_reader_may_know(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, trafficking="indicators", companion_risk="yes")
        found = facts(case, us.officer)
        officer = {str(alert.text) for alert in protective_alerts(found, "MEX", by=us.officer)}
        border = {str(alert.text) for alert in protective_alerts(found, "MEX", by=actor("border_officer"))}
        assert {
            "No compartir con el país de origen",
            "Posible víctima de trata",
            "No dejar con quien acompaña",
        } <= officer
        assert border == {"No compartir con el país de origen", "Sin tutora o tutor"}

    def test_screening_page_and_sheet(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        do(
            "screen",
            case.id,
            us.officer,
            answers=answers("trafficking.observed.01", "fear.observed.06", answer="present"),
        )
        with reading_as(us.officer):
            file = file_for(case, by=us.officer)
            state = screening_state(file, by=us.officer)
            sheet = screening_sheet(file, by=us.officer)
        assert state.score == "indicators"
        assert [answer.answer for answer in state.sections["trafficking"]] == ["present"]
        assert state.sections["trafficking"][0].by == us.officer.name
        assert "school" in state.unanswered
        assert {proposal.profile for proposal in state.proposals} == {"trafficking_victim", "asylum_seeker"}
        assert "Orientación de refugio" in sheet.referrals
        with reading_as(border):
            hidden = screening_state(file_for(case, by=border), by=border)
        assert hidden.score is None
        assert "trafficking" not in hidden.sections
        assert hidden.proposals == ()
