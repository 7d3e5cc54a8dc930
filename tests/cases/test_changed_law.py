"""The law changes while cases are open: their deadlines follow it, and what was decided stays judged by its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from amparo.accounts.models import Person
from amparo.cases.act import ACTS, parse_input
from amparo.cases.models import Case, Deadline
from amparo.cases.perform import perform
from amparo.cases.problems import Refused
from amparo.cases.resync import CODE, ResyncReport, resync_deadlines
from amparo.law import PROFILES, RULES_VERSION, CountryProfile, Request, add_profile
from amparo.law.deadlines import Title, deadline
from amparo.law.profiles import Sourced
from amparo.law.rule import DENY, rule
from amparo.ledger import clock
from amparo.ledger.days import local_day
from amparo.ledger.reader import acting_as
from tests.callers import signed_in
from tests.factories import Team, child, do, reading_as, team
from tests.house.database import as_owner
from tests.house.test_commands import amparo
from tests.law.amended import amended_law, end_deadline
from tests.protection.determined import ASKED_AT_14
from tests.protection.helpers import answers, inform

pytestmark = pytest.mark.usefixtures("open_house")

GUARDIAN = "guardian_request"


@pytest.fixture
def us() -> Team:
    return team()


@pytest.fixture
def _amended() -> Iterator[None]:
    with amended_law():
        yield


def tomorrow() -> date:
    return local_day(clock.now()) + timedelta(days=1)


def allow_two_days_for_the_guardian(since: date) -> None:
    """A guardian is asked for within two days instead of one."""
    end_deadline(GUARDIAN, until=since - timedelta(days=1))
    deadline(
        GUARDIAN, 48, title=Title("Pedir tutela", "Ask for a guardian"), reads=["registered_at"], sources=["PP"],
        since=since, version="later",
    )(_registered)  # fmt: skip


def _registered(request: Request, profile: CountryProfile) -> datetime | None:
    """A guardian is asked for within two days."""
    return request.facts.registered_at


def require_a_guardian_to_screen(since: date) -> None:
    """Nobody is screened without a guardian."""
    rule(
        "G02-99", "guardian_required", DENY, guards=["screen"], reads=["guardian"], sources=["PP"], verified=False,
        since=since,
    )(_has_guardian)  # fmt: skip


def _has_guardian(request: Request, profile: CountryProfile) -> bool:
    """Nobody is screened without a guardian."""
    return request.facts.guardian == "appointed"


def due(case: Case, us: Team, code: str = GUARDIAN) -> timedelta:
    """How long after registration the deadline ends."""
    with reading_as(us.officer):
        return Deadline.objects.get(case=case, code=code, closed_at=None).due_at - case.opened_at


def resync(us: Team, *, dry_run: bool = False, batch: int = 100) -> ResyncReport:
    """As the node's keeper would; here over the cases of one officer alone."""
    with acting_as(us.officer.id):
        return list(resync_deadlines(dry_run=dry_run, batch=batch))[-1]


@pytest.mark.usefixtures("_amended")
def test_deadlines_of_open_cases_follow_a_changed_law(us: Team) -> None:
    cases = [child(us) for _ in range(3)]
    allow_two_days_for_the_guardian(tomorrow())
    assert resync(us).moved == {}, "until tomorrow the old law holds"
    with clock.at(clock.now() + timedelta(days=1)):
        would = resync(us, dry_run=True)
        assert {round(due(case, us) / timedelta(hours=1)) for case in cases} == {24}, "a dry run changes nothing"
        report = resync(us, batch=2)
        assert (report.cases, report.changed, report.moved[GUARDIAN]) == (3, 3, 3)
        assert would == report
        assert {round(due(case, us) / timedelta(hours=1)) for case in cases} == {48}
        assert resync(us).changed == 0


def screening() -> dict[str, Any]:
    none = {"fear_of_return": "no", "persecution_agent": "none", "companion_risk": "no"}
    return {"private_space": True, "language": "spa", "band": "12_17", "answers": answers(*ASKED_AT_14), **none}


@pytest.mark.usefixtures("_amended")
def test_what_was_decided_before_the_change_stays_judged_by_its_day(us: Team) -> None:
    case = child(us)
    inform(case, us.officer)
    do("record_interpreter", case.id, us.officer, needs_interpreter="no", best_language="spa")
    require_a_guardian_to_screen(tomorrow())
    then = do("screen", case.id, us.officer, **screening()).event
    assert then
    with clock.at(clock.now() + timedelta(days=1)):
        given = parse_input(ACTS["screen"], screening())
        with acting_as(us.officer.id), pytest.raises(Refused) as refusal:  # leaves no event judged by this invented law
            perform("screen", case.id, given, by=us.officer, dry_run=True)
        assert "guardian_required" in {block.code for block in refusal.value.decision.blocks}
        response = signed_in(Person.objects.get(id=us.officer.id)).get(f"/cases/{case.id}/why/{then.seq}/")
    assert response.status_code == 200, response.headers
    page = response.content.decode()
    assert "Lo permitió" in page
    assert "responde lo mismo" in page
    assert "la norma cambió desde entonces" not in page


def test_the_report_stays_on_the_nodes_own_chain(us: Team) -> None:
    child(us)
    with acting_as(us.officer.id):
        list(resync_deadlines())
    with as_owner() as owner:
        query = "select coded from ledger_event where chain is null and act = %s order by seq desc limit 1"
        [coded] = owner.execute(query, [CODE]).fetchone() or [None]
    assert coded["rules_version"] == RULES_VERSION
    assert coded["cases"] >= 1


def test_the_command_reports_in_words(us: Team) -> None:
    child(us)
    written = StringIO()
    with acting_as(us.officer.id):
        call_command("resync_deadlines", dry_run=True, stdout=written)
    assert "1 cases, 0 of them with changed deadlines" in written.getvalue()
    assert "nothing was changed" in written.getvalue()


def test_a_regional_node_has_nothing_to_bring_in_line() -> None:
    wrong = amparo("node", "resync", "--node", "REGION")
    assert wrong.returncode == 2
    assert "no children" in wrong.stderr


@pytest.mark.usefixtures("_amended")
def test_the_page_of_a_deadline_gives_the_hours_of_today(us: Team) -> None:
    hours = Sourced(98765, "PP", verified=False)
    add_profile(PROFILES["MEX"].amend(since=tomorrow(), known_on=tomorrow(), custody_exit_hours=hours))
    reader = signed_in(Person.objects.get(id=us.officer.id))
    assert "98765" not in reader.get("/norms/custody_exit/").content.decode()
    with clock.at(clock.now() + timedelta(days=1)):
        assert "98765" in signed_in(Person.objects.get(id=us.officer.id)).get("/norms/custody_exit/").content.decode()
