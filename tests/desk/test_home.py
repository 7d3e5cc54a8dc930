"""The home of each role begins with its own day."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases.emergency import TASK as LOOK_TASK
from amparo.cases.involvement import involve_by_referral, involve_person
from amparo.cases.models import Case, Draft, Reading, Task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.registry.models import Card
from tests.callers import signed_in, with_token
from tests.desk.test_work import leave_task_for
from tests.factories import Team, actor_of, child, do, person, reading_as, team, today, unique
from tests.filled import Filled
from tests.protection.helpers import provider
from tests.protection.test_care import ready
from tests.returns.ways import approved, morning

pytestmark = pytest.mark.usefixtures("open_house")
HANDED_OVER = {
    "health_state": "good", "belongings": "Mochila", "documents": "Acta",
    "handed_over_by": "Turno", "received_by": "Guardia",
}  # fmt: skip
TO_PROTECTION = {
    "to_custody": "protection_authority",
    "confirmations": ["receiver_accepted", "child_informed", "safe_transport"],
}


def given_name(case: Case) -> str:
    with case_transaction(case.id):
        return Card.objects.get(case=case).name.split()[0]


def home_of(who: Person) -> str:
    return signed_in(who).get("/").content.decode()


def sections(page: str) -> list[str]:
    """The names of the sections, in the order in which they stand."""
    return re.findall(r'<section aria-labelledby="(\w+)"', page)


def counted(page: str, name: str) -> str:
    """The number beside the heading of a section, a blank without one."""
    found = re.search(rf'id="{name}">(.*?)</h2>', page, re.DOTALL)
    assert found, name
    count = re.search(r'<span class="am-count">(\d+)</span>', found[1])
    return count[1] if count else ""


def part(page: str, name: str) -> str:
    """One section of a home."""
    return page.partition(f'<section aria-labelledby="{name}"')[2].partition("</section>")[0]


def lists_opened_by(page: str) -> dict[str, str]:
    """The list that each heading of a home opens."""
    found = re.findall(r'<h2[^>]*id="(\w+)">\s*<a class="govuk-link" href="([^"]+)"', page)
    return {name: href.replace("&amp;", "&") for name, href in found}


@pytest.mark.parametrize(
    ("role", "first"),
    {
        "border_officer": "children",
        "police_officer": "children",
        "care_provider": "children",
        "guardian": "children",
        "legal_representative": "children",
        "refugee_officer": "sent",
        "prosecutor": "sent",
        "labour_inspector": "sent",
        "health_worker": "sent",
        "consul": "sent",
        "partner_ngo": "sent",
        "tracing_officer": "matches",
        "protection_officer": "late",
        "protection_supervisor": "late",
        "statistician": "children_by_age",
        "auditor": "looks",
    }.items(),
)
def test_a_home_begins_with_what_the_role_does_all_day(role: str, first: str) -> None:
    assert sections(home_of(person(role)))[0] == first


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_home_says_something_and_no_two_sections_are_called_alike(role: str) -> None:
    page = home_of(person(role))
    assert page.count("<h2") >= 2
    assert len(set(sections(page))) == len(sections(page))


@pytest.mark.parametrize(("role", "custody"), [("border_officer", "migration"), ("police_officer", "police")])
def test_a_child_is_with_who_registered_them_until_they_are_handed_over(role: str, custody: str) -> None:
    us, who = team(), person(role)
    by = actor_of(who)
    assert "Nadie está a su cargo ahora." in home_of(who)
    case = child(us, by)
    page = home_of(who)
    assert counted(page, "children") == "1"
    assert case.number in page
    assert "Registrar a una niña, niño o adolescente" in page
    assert "Debe hacerse ya" in page, "the clock of the child runs for who has them"
    assert case.number in signed_in(who).get(f"/cases/?custody={custody}").content.decode()
    do("record_handover", case.id, by, **HANDED_OVER)
    do("transfer_custody", case.id, by, **TO_PROTECTION)
    after = home_of(who)
    assert counted(after, "children") == "0"
    handed = part(after, "handed_over")
    assert counted(after, "handed_over") == "1"
    assert case.number in handed
    assert "Entrega: Autoridad de protección, Guardia" in handed
    assert 'href="/handed-over/"' in handed
    for q in (case.number, case_name := given_name(case)):
        found = signed_in(who).get("/handed-over/", {"q": q}).content.decode()
        assert case.number in found, q
        assert "Guardia" in found, (q, "to whom")
    assert case.number not in signed_in(who).get("/handed-over/", {"q": f"{case_name}z"}).content.decode()


def test_the_list_of_cases_is_filtered_by_who_has_custody() -> None:
    us = team()
    with_border, with_us = child(us, actor_of(person("border_officer"))), child(us)
    client = with_token(person("protection_officer", us.agency))
    for custody, found in (("migration", with_border), ("protection_authority", with_us)):
        listed = client.get(f"/api/v1/cases?custody={custody}").json()["items"]
        assert [one["id"] for one in listed] == [str(found.id)]
    assert client.get("/api/v1/cases?custody=jail").status_code == 422


def test_to_whom_some_groups_were_sent_no_filter_tells_who_has_custody() -> None:
    """It is not among what was sent."""
    us, helper = team(), person("partner_ngo")
    case = child(us)
    with case_transaction(case.id):
        involve_by_referral(
            case, helper.agency_id, "referral", at=clock.now(), groups=["identity"], compartments=frozenset()
        )
    client = with_token(helper)
    assert [one["id"] for one in client.get("/api/v1/cases").json()["items"]] == [str(case.id)]
    assert client.get("/api/v1/cases?custody=protection_authority").json()["items"] == []


def test_who_cares_for_children_reads_who_is_here_and_what_is_free() -> None:
    us, carer = team(), person("care_provider")
    house = provider(name=unique("Casa Jacaranda"), agency=carer.agency, places=5)
    case = ready(us)
    do("place_in_care", case.id, us.officer, provider=str(house.id))
    page = home_of(carer)
    assert counted(page, "children") == "1"
    assert case.number in page
    assert f"{house.name}" in page
    assert "4 de 5 lugares libres" in page
    assert counted(page, "places") == "4"
    assert case.number in part(page, "reviews")
    assert case.number not in part(page, "late") + part(page, "coming")
    listed = signed_in(carer).get(lists_opened_by(page)["places"]).content.decode()
    assert house.name in listed
    reviews = with_token(carer).get("/api/v1/deadlines?reviews=1").json()["items"]
    assert {one["code"] for one in reviews} == {"placement_review"}


def test_an_absence_is_told_in_two_taps_and_its_alert_follows() -> None:
    us, carer = team(), person("care_provider")
    case = ready(us)
    do("place_in_care", case.id, us.officer, provider=str(provider(agency=carer.agency).id))
    [href] = re.findall(r'am-tasks__second" href="([^"]+)">No está', part(home_of(carer), "children"))
    client = signed_in(carer)
    typed = Filled(client.get(href.replace("&amp;", "&")).content.decode()).answers
    answer = client.post(f"/cases/{case.id}/do/record_alert/", typed | {"do": "act"})
    assert answer.status_code == 302, answer.content.decode()
    with case_transaction(case.id):
        task = Task.objects.get(case=case, code="alert", done_at=None)
    assert (task.detail["kind"], bool(task.due_at and task.due_at <= clock.now())) == ("absconded", True)


def test_what_was_sent_comes_first_and_is_counted() -> None:
    us, helper = team(), person("health_worker")
    case: Case = child(us)
    leave_task_for(actor_of(helper), "answer_referral", case, hours=5)
    leave_task_for(actor_of(helper), "manual", case, hours=5, text="Otra cosa")
    page = home_of(helper)
    assert (counted(page, "sent"), counted(page, "coming")) == ("1", "1")


def test_a_long_section_is_folded_with_its_true_count() -> None:
    us = team()
    who, case = person("protection_officer", us.agency), child(us)
    for number in range(12):
        leave_task_for(actor_of(who), "manual", case, hours=number - 50, text=f"Atrasada {number:02}")
    page = home_of(who)
    assert "Ver 6 más" in page
    assert page.index("Atrasada 05") < page.index("Ver 6 más") < page.index("Atrasada 06")
    assert int(counted(page, "late")) >= 12


def test_a_child_whom_police_or_migration_hold_stands_before_older_deadlines() -> None:
    us, border = team(), person("border_officer")
    who = person("protection_supervisor", us.agency)
    older = child(us)
    with clock.at(clock.now() + timedelta(days=300)):
        held = child(us, actor_of(border))
    with clock.at(clock.now() + timedelta(days=310)):
        page = home_of(who)
    late = page[page.index('id="late"') :]
    assert late.index(held.number) < late.index(older.number)


def test_a_new_case_is_assigned_where_its_task_leads() -> None:
    us = team()
    case = child(us, actor_of(person("border_officer")))
    page = home_of(person("protection_supervisor", us.agency))
    assert f'href="/cases/{case.id}/do/record_assignment/"' in page


class TestTasks:
    """The whole list of one's tasks."""

    def test_it_is_filtered_searched_and_told_by_the_api(self) -> None:
        us, name = team(), unique("Xiadani")
        who = person("protection_officer", us.agency)
        case = child(us, names={"given": name})
        leave_task_for(actor_of(who), "manual", case, hours=-3, text="Llamar a la abuela")
        leave_task_for(actor_of(who), "manual", child(us), hours=900, text="Pedir el acta")
        pages, api = signed_in(who), with_token(who)
        first = pages.get("/tasks/").content.decode()
        assert first.index("Llamar a la abuela") < first.index("Pedir el acta")
        for query, told in (("?overdue=1", "Llamar a la abuela"), (f"?q={name}", "Llamar a la abuela")):
            page = pages.get(f"/tasks/{query}").content.decode()
            assert told in page
            assert "Pedir el acta" not in page
        [listed] = api.get(f"/api/v1/tasks?q={name}&overdue=1").json()["items"]
        assert (listed["case"], listed["text"]) == (str(case.id), "Llamar a la abuela")

    def test_nobody_lists_the_tasks_of_others(self) -> None:
        us = team()
        case = child(us)
        leave_task_for(us.officer, "manual", case, hours=1, text="Sólo para ella")
        other = person("protection_officer", us.agency)
        assert "Sólo para ella" not in signed_in(other).get("/tasks/").content.decode()
        assert signed_in(person("auditor")).get("/tasks/").status_code == 404

    def test_a_download_is_logged_as_a_reading_of_each_case(self) -> None:
        us = team()
        who, case = person("protection_officer", us.agency), child(us)
        leave_task_for(actor_of(who), "manual", case, hours=1, text="Una")
        answer = signed_in(who).get("/tasks/?format=csv")
        assert "Una" in answer.content.decode()
        with reading_as(us.supervisor):
            assert Reading.objects.filter(case=case, what="download", person=who.id).count() == 1


def test_a_task_on_a_case_out_of_sight_is_downloaded_without_it() -> None:
    """It had no row in the log of readings that the reader may write, and the download broke."""
    us, who = team(), person("partner_ngo")
    case = child(us)
    leave_task_for(actor_of(who), "manual", case, hours=1, text="Dar seguimiento")
    answer = signed_in(who).get("/tasks/?format=csv")
    assert answer.status_code == 200
    assert case.number not in answer.content.decode()


def test_overdue_is_counted_beyond_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    us = team()
    who = person("protection_officer", us.agency)
    for _ in range(4):
        child(us)
    with clock.at(clock.now() + timedelta(days=400)):
        whole = int(counted(home_of(who), "late"))
        monkeypatch.setattr("amparo.desk.home_sections.MOST", 2)
        assert int(counted(home_of(who), "late")) == whole >= 4


def test_a_supervisor_reads_who_has_what_and_each_count_leads_to_its_list() -> None:
    us = team()
    boss = person("protection_supervisor", us.agency)
    cases = [child(us) for _ in range(3)]
    child(team())
    do("record_assignment", cases[0].id, us.supervisor, officer=str(us.officer.id))
    page = home_of(boss)
    assert counted(page, "caseload") == "3"
    client = with_token(boss)
    for query, found in (("unassigned=1", cases[1:]), (f"officer={us.officer.id}", cases[:1])):
        assert f'href="/cases/?{query}&amp;open_only=1"' in page
        listed = client.get(f"/api/v1/cases?{query}&open_only=1").json()["items"]
        assert {one["id"] for one in listed} == {str(case.id) for case in found}
    free = person("protection_officer", us.agency)
    assert free.name in home_of(boss), "who has nobody yet could take one"
    assert "caseload" not in sections(home_of(free))


@pytest.mark.parametrize(
    "role", ["border_officer", "care_provider", "guardian", "health_worker", "protection_supervisor", "tracing_officer"]
)
def test_every_section_with_children_opens_a_list(role: str) -> None:
    who = person(role)
    us = (
        team()
        if who.agency is None or role != "protection_supervisor"
        else Team(who.agency, actor_of(who), actor_of(who))
    )
    case = child(us, actor_of(person("border_officer")) if role != "border_officer" else actor_of(who))
    with case_transaction(case.id):
        involve_person(case, who.id, "guardian", at=clock.now())
    for code in ("answer_referral", "manual", LOOK_TASK):
        leave_task_for(actor_of(who), code, case, hours=5)
        leave_task_for(actor_of(who), code, case, hours=-5)
    page = home_of(who)
    opened = lists_opened_by(page)
    told = {name for name in sections(page) if case.number in part(page, name)}
    assert told
    assert told - opened.keys() == set()
    for href in opened.values():
        assert signed_in(who).get(href).status_code == 200, href


class TestWhoseDeadlines:
    """What somebody must do, and what others must do for their children."""

    @pytest.mark.parametrize("role", ["guardian", "legal_representative", "care_provider", "tracing_officer"])
    def test_what_others_must_meet_is_told_apart_with_who(self, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for limit in ("LINES", "MOST"):  # a tracing officer sees the children of other tests too
            monkeypatch.setattr(f"amparo.desk.home_sections.{limit}", 100_000)
        us, who = team(), person(role)
        case = child(us)
        with case_transaction(case.id):
            involve_person(case, who.id, "guardian", at=clock.now())
        page = home_of(who)
        assert case.number in part(page, "others")
        assert us.agency.name in part(page, "others")
        theirs = part(page, "late") + part(page, "coming")
        assert (case.number in theirs) is (role == "tracing_officer")
        assert "Decidir sobre la búsqueda familiar" not in theirs or role == "tracing_officer"
        others = f"/api/v1/deadlines?whose=others&q={case.number}"
        listed = with_token(who).get(others).json()["items"]
        assert {one["agency"] for one in listed} == {str(us.agency.id)}
        assert "screening_initial" in {one["code"] for one in listed}
        mine = with_token(who).get(f"/api/v1/deadlines?whose=mine&q={case.number}").json()["items"]
        assert {one["code"] for one in mine} == ({"tracing_decision"} if role == "tracing_officer" else set())

    def test_the_clock_of_a_child_is_that_of_who_reads_it(self) -> None:
        us, border = team(), person("border_officer")
        case = child(us, actor_of(border))
        codes = {one["code"] for one in with_token(border).get("/api/v1/deadlines?whose=mine").json()["items"]}
        assert {"notify_protection", "custody_exit"} <= codes
        assert "bia_rapid" not in codes
        assert "Debe hacerse ya" in part(home_of(border), "children")
        assert case.number not in part(home_of(border), "late")

    def test_the_list_is_searched_filtered_and_logged(self) -> None:
        us, name = team(), unique("Xiadani")
        case, other = child(us, names={"given": name}), child(us)
        who = person("protection_officer", us.agency)
        with clock.at(clock.now() + timedelta(days=2)):
            page = signed_in(who).get(f"/deadlines/?q={name}&overdue=1&whose=mine").content.decode()
            assert case.number in page
            assert other.number not in page
            assert "bia" not in {one["code"] for one in with_token(who).get("/api/v1/deadlines").json()["items"]}
        assert case.number in signed_in(who).get("/deadlines/?format=csv").content.decode()
        with reading_as(us.supervisor):
            assert Reading.objects.filter(case=case, what="download", person=who.id).count() == 1
        assert signed_in(person("auditor")).get("/deadlines/").status_code == 404


class TestDrafts:
    """What waits for a signature, and what one began."""

    def test_signatures_and_safeguards_are_sections_and_lists(self) -> None:
        us = team()
        case = child(us)
        who, boss = person("protection_officer", us.agency), person("protection_supervisor", us.agency)
        for act, wants in (("close_case", "signature"), ("complete_bia", "override")):
            with reading_as(actor_of(who)):
                Draft.objects.create(case=case, act=act, person=who.id, agency=us.agency.id, typed={}, given={},
                                     wants=wants, saved_at=clock.now())  # fmt: skip
        page = home_of(boss)
        assert (counted(page, "to_sign"), counted(page, "to_lift")) == ("1", "1")
        client = with_token(boss)
        for query, acts in (("to_sign=1", {"close_case"}), ("to_lift=1", {"complete_bia"})):
            assert {one["act"] for one in client.get(f"/api/v1/drafts?{query}").json()["items"]} == acts
        assert counted(home_of(who), "begun") == "2"
        assert len(with_token(who).get(f"/api/v1/drafts?q={case.number}").json()["items"]) == 2
        stranger = person("protection_supervisor")
        assert with_token(stranger).get("/api/v1/drafts").json()["items"] == []
        assert case.number in signed_in(boss).get("/drafts/?format=csv").content.decode()
        with reading_as(us.supervisor):
            assert Reading.objects.filter(case=case, what="download", person=boss.id).count() == 1

    def test_looks_to_review_are_a_section_of_their_own(self) -> None:
        us = team()
        boss = person("protection_supervisor", us.agency)
        leave_task_for(actor_of(boss), LOOK_TASK, child(us), hours=5)
        page = home_of(boss)
        assert counted(page, "looks") == "1"
        assert [one["code"] for one in with_token(boss).get("/api/v1/tasks?looks=1").json()["items"]] == [LOOK_TASK]


def test_an_officer_reads_how_many_cases_are_theirs_and_opens_them() -> None:
    us = team()
    case, other = child(us), child(us)
    do("record_assignment", case.id, us.supervisor, officer=str(us.officer.id))
    who = Person.objects.get(id=us.officer.id)
    page = home_of(who)
    assert counted(page, "my_cases") == "1"
    listed = signed_in(who).get(lists_opened_by(page)["my_cases"]).content.decode()
    assert case.number in listed
    assert other.number not in listed


class TestDates:
    """What comes up by date, from what is on file."""

    @pytest.mark.parametrize("role", ["guardian", "legal_representative"])
    def test_guardians_and_lawyers_read_reviews_and_remedies(self, role: str) -> None:
        us, who = team(), person(role)
        case = ready(us)
        with case_transaction(case.id):
            involve_person(case, who.id, "guardian", at=clock.now())
        do("place_in_care", case.id, us.officer, provider=str(provider().id))
        soon, past = today() + timedelta(days=9), today() - timedelta(days=9)
        do("record_placement_review", case.id, us.officer, result="continues", next_on=past.isoformat())
        assert "dates" not in sections(home_of(who)), "what is past is no date ahead"
        do("record_placement_review", case.id, us.officer, result="continues", next_on=soon.isoformat())
        page = home_of(who)
        assert counted(page, "dates") == "1"
        assert "Revisión del cuidado" in part(page, "dates")
        assert case.number in part(page, "dates")

    def test_a_liaison_officer_reads_who_is_expected(self) -> None:
        us, who = team(), person("liaison_officer")
        assert "No hay llegadas previstas." in home_of(who)
        case = approved(us, morning(5))
        other = child(us)
        for one in (case, other):
            with case_transaction(one.id):
                involve_person(one, who.id, "guardian", at=clock.now())
        expected = part(home_of(who), "dates")
        assert "Llegada prevista" in expected
        assert case.number in expected
        assert other.number not in expected


def test_a_child_in_danger_stands_before_everything_else() -> None:
    """A missing child was the sixth line, below reviews and referrals without an answer."""
    us = team()
    case, other = child(us), child(us)
    do("record_alert", case.id, us.officer, kind="threat", text="Le siguen", severity="act_now")
    officer = Person.objects.get(id=us.officer.id)
    with clock.at(clock.now() + timedelta(days=4)):
        page = home_of(officer)
        assert sections(page)[0] == "danger"
        danger = page.partition('aria-labelledby="danger"')[2].partition("</section>")[0]
        assert f"/cases/{case.id}/do/record_alert_closed/" in danger
        assert other.number not in danger
        listed = signed_in(officer).get(f"/cases/{case.id}/").content.decode()
        assert listed.index("do/record_alert_closed/") < listed.index("do/screen/")
