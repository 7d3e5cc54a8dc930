"""What the pages of a case offer and say, from outside: no way that leads nowhere, nothing lost, nothing unsaid."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from amparo.accounts.models import Agency, Person
from amparo.cases import drafts, emergency, task_steps
from amparo.cases.act import ACTS, parse_input
from amparo.cases.models import Case, Deadline, Task
from amparo.cases.task_kinds import task_label
from amparo.ledger import clock
from amparo.ledger.events import events_of_chain, find_break
from tests.callers import post, signed_in, with_token
from tests.cases.test_emergency import look
from tests.cases.test_writing import Form, count, draft_of
from tests.factories import Team, actor, child, do, leave_task, person, reading_as, team
from tests.house.database import involve
from tests.protection.helpers import institution

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


@pytest.fixture
def case(us: Team) -> Case:
    return child(us)


def read(path: str, who: Any, language: str = "es") -> str:
    client = signed_in(Person.objects.get(id=who.id), language)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


@pytest.mark.parametrize("role", ["protection_officer", "border_officer", "guardian", "health_worker"])
def test_no_link_of_a_case_leads_nowhere(us: Team, case: Case, role: str) -> None:
    who = Person.objects.get(id=us.officer.id) if role == "protection_officer" else person(role)
    if who.id != us.officer.id:
        involve(who, case)
    client = signed_in(who)
    html = client.get(f"/cases/{case.id}/").content.decode()
    links = set(re.findall(r'href="(/cases/[^"#]+)"', html))
    assert links
    assert {link for link in links if client.get(link).status_code == 404} == set()
    assert ("Registrar a una hermana" in html) == (role != "guardian")


class TestHead:
    """The head of a case says every deadline that runs, and who answers, to whoever sees the case."""

    def test_no_deadline_that_runs_is_left_out(self, us: Team) -> None:
        case = child(us, actor("border_officer"))
        with reading_as(us.officer):
            running = Deadline.objects.filter(case=case, closed_at=None).count()
        html = read(f"/cases/{case.id}/child/", us.officer)
        assert running > 4
        assert html.count('class="am-deadline ') == running
        assert f"{running - 4} plazos más" in html or "Un plazo más" in html

    @pytest.mark.parametrize("role", ["border_officer", "guardian"])
    def test_who_answers_is_told_to_readers_of_another_agency(self, us: Team, case: Case, role: str) -> None:
        Agency.objects.filter(id=us.agency.id).update(phone="+52 800 111 2233")
        who = person(role)
        involve(who, case)
        html = read(f"/cases/{case.id}/", who)
        assert "sin asignar" not in html
        assert us.agency.name in html
        assert "tel:+52 800 111 2233" in html, "and whom to call for what is theirs to do"

    def test_nothing_is_said_of_who_answers_to_whom_the_case_was_handed_over(self, us: Team, case: Case) -> None:
        who = person("border_officer")
        involve(who, case, own_only=True)
        assert "sin asignar" not in read(f"/cases/{case.id}/", who)


class TestTasks:
    """A task says what it is about, wherever it is listed."""

    def test_an_overdue_deadline_and_a_warning_are_named(self) -> None:
        rows = [
            ("overdue", {"deadline": "screening_initial"}),
            ("law_warning", {"rule": "G16-2", "code": "protection_open"}),
        ]
        said = [task_label(SimpleNamespace(code=code, detail=detail)) for code, detail in rows]
        assert said[0] == "Plazo vencido: Tamizaje inicial"
        assert said[1] == "Espere resolución firme o informe"

    def test_it_leads_to_where_it_is_done(self, us: Team, case: Case) -> None:
        leave_task(case, "possible_duplicate", agency=us.agency.id)
        html = read(f"/cases/{case.id}/", us.officer)
        assert (
            f'<a class="govuk-link am-line__link" href="/cases/{case.id}/duplicates/">Posible duplicado: compare</a>'
            in html
        )


class TestMyWork:
    """A list that shows only some says so."""

    def test_more_children_than_are_shown(self, us: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("amparo.desk.home_sections.LINES", 1)
        mine = team()
        for _ in range(2):
            child(mine)
        html = read("/", mine.officer)
        shown = html.partition('<section aria-labelledby="coming"')[2].partition("</section>")[0]
        assert shown.count("am-tasks__row") == 1
        assert '<span class="am-count">2</span>' in shown
        assert '<a class="govuk-link" href="/deadlines/?whose=mine">Ver los plazos, uno por uno' in shown

    def test_overdue_ones_lead_to_the_overdue(self, us: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("amparo.desk.home_sections.LINES", 1)
        mine = team()
        for _ in range(2):
            child(mine)
        with clock.at(clock.now() + timedelta(days=400)):
            html = read("/", mine.officer)
        assert '<a class="govuk-link" href="/deadlines/?whose=mine&amp;overdue=1">Ver los plazos, uno por uno' in html


class TestForms:
    """A form takes what was written, and only that."""

    @pytest.mark.parametrize("code", ["screen", "record_education", "record_handover"])
    def test_a_blank_page_is_not_put_on_record(self, us: Team, case: Case, code: str) -> None:
        form = Form(case, code, us.officer)
        assert form.send().status_code == 422
        assert "No escribió nada: no hay qué guardar." in form.html
        assert count(case, code, us.officer) == 0

    def test_an_action_without_words_is_done(self, us: Team, case: Case) -> None:
        assert "No escribió nada" not in Form(case, "complete_screening", us.officer).send().content.decode()

    def test_a_child_without_a_known_name_is_registered_where_the_name_is_asked(self, us: Team) -> None:
        page = read("/cases/new/", us.officer)
        assert 'name="names.unknown"' in page.split("Añadir más, si se sabe")[0]

    def test_more_than_a_form_may_hold_is_refused_and_the_draft_stays(self, us: Team, case: Case) -> None:
        form = Form(case, "record_alert", us.officer)
        assert form.send("draft", text="Le buscan").status_code == 302
        many = {f"text.{n}": ["x" * 19_000] for n in range(30)}
        for sent in ({"text": ["x" * 200_000]}, many):
            for button in ("draft", "act", "keep", "signature"):
                answer = form.client.post(form.path, form.answers | sent | {"do": button})
                assert answer.status_code == 422, button
                assert "guardó" in answer.content.decode()
        draft = draft_of(us.officer, "record_alert", case)
        assert draft is not None
        assert draft.typed["text"] == ["Le buscan"]

    def test_a_button_that_the_form_does_not_have_does_nothing(self, us: Team, case: Case) -> None:
        form = Form(case, "record_alert", us.officer)
        answer = form.send("publish", kind="threat", severity="watch", text="Le buscan")
        assert answer.status_code == 422
        assert "use un botón de esta página" in form.html
        assert "Le buscan" in form.html, "what was typed is not lost"
        assert count(case, "record_alert", us.officer) == 0

    def test_only_consulates_are_offered_as_consulate(self, us: Team, case: Case) -> None:
        consulate, school = institution("consulate", "GTM"), institution("ngo", "MEX")
        for code in ("notify_consulate", "record_consular_step"):
            html = Form(case, code, us.officer).html
            assert str(consulate.id) in html
            assert str(school.id) not in html

    def test_nothing_to_choose_is_said(self, us: Team, case: Case) -> None:
        assert "Todavía no hay qué elegir." in Form(case, "record_alert_closed", us.officer).html
        assert "Todavía no hay qué elegir." not in Form(case, "record_alert", us.officer).html


class TestSignatures:
    """What is signed is what was read, once."""

    SAID = {"collective_measure": "no", "reason": "Se resuelve sólo su caso"}  # noqa: RUF012

    def asked(self, us: Team, case: Case, reason: str) -> Any:
        given = parse_input(ACTS["record_individual_decision"], self.SAID | {"reason": reason})
        with reading_as(us.officer):
            drafts.submit(
                case, "record_individual_decision", {}, given, wants="signature", reason="Para cerrar", by=us.officer
            )
            return drafts.find_draft(case, "record_individual_decision", by=us.officer)

    def test_what_changed_while_it_was_read_is_read_again(self, us: Team, case: Case) -> None:
        draft = self.asked(us, case, "Lo primero que pidió")
        client = signed_in(Person.objects.get(id=us.supervisor.id))
        path = f"/sign/{draft.id}/"
        read = re.search(r'name="read" value="(\w+)"', client.get(path).content.decode())
        assert read
        self.asked(us, case, "Lo que pidió después")
        answer = client.post(path, {"reason": "Lo leí con calma", "read": read[1]})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "lo cambió mientras usted leía" in html
        assert "Lo que pidió después" in html
        assert "Lo leí con calma" in html, "what was typed is not lost"
        again = re.search(r'name="read" value="(\w+)"', html)
        assert again
        assert client.post(path, {"reason": "Lo leí con calma", "read": again[1]}).status_code == 302

    def test_what_was_signed_waits_no_more(self, us: Team, case: Case) -> None:
        draft = self.asked(us, case, "Se resuelve sólo su caso")
        client = signed_in(Person.objects.get(id=us.supervisor.id))
        assert f"/sign/{draft.id}/" in client.get("/").content.decode()
        read = re.search(r'name="read" value="(\w+)"', client.get(f"/sign/{draft.id}/").content.decode())
        assert read
        client.post(f"/sign/{draft.id}/", {"reason": "Lo leí con calma", "read": read[1]})
        assert f"/sign/{draft.id}/" not in client.get("/").content.decode()
        self.asked(us, case, "Otra cosa, que nadie ha leído")
        assert f"/sign/{draft.id}/" in client.get("/").content.decode(), "another input is another signature"

    def test_who_lifts_a_safeguard_reads_which_one_and_its_norm(self, us: Team, case: Case) -> None:
        given = parse_input(ACTS["approve_return_plan"], {})
        with reading_as(us.officer):
            drafts.submit(
                case, "approve_return_plan", {}, given, wants="override", reason="El vuelo sale hoy", by=us.officer
            )
            draft = drafts.find_draft(case, "approve_return_plan", by=us.officer)
        assert draft
        html = signed_in(Person.objects.get(id=us.supervisor.id)).get(f"/sign/{draft.id}/").content.decode()
        assert "Leer y levantar" in html
        assert "Lo que la norma opone ahora" in html
        assert "/norms/" in html
        records = self.asked(us, case, "Se resuelve sólo su caso")
        html = signed_in(Person.objects.get(id=us.supervisor.id)).get(f"/sign/{records.id}/").content.decode()
        assert "Lo que la norma opone ahora" not in html, "the law judges no record"

    def test_why_it_is_asked_for_is_not_lost_by_another_mistake(self, us: Team, case: Case) -> None:
        form = Form(case, "record_individual_decision", us.officer)
        form.answers |= {"ask-reason": ["Hace falta para la audiencia"]}
        assert form.send("signature").status_code == 422
        assert "Hace falta para la audiencia" in form.html


def test_an_emergency_look_is_offered_nothing_to_write(us: Team, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency, "RESPONSE_SECONDS", 0.0)
    other = actor("protection_officer")
    look(case, other)
    pages = [read(f"/cases/{case.id}/{place}", other) for place in ("", "child/", "protection/", "files/")]
    assert [page for page in pages if "/do/" in page or 'type="file"' in page or "sin asignar" in page] == []
    client = signed_in(Person.objects.get(id=other.id))
    answer = client.get(f"/cases/{case.id}/do/record_alert/")
    assert answer.status_code == 403
    assert "No puede hacer ni anotar nada en este expediente" in answer.content.decode()
    assert 'id="writing"' not in answer.content.decode()


def test_registering_says_whose_sister_or_brother_it_is(us: Team, case: Case) -> None:
    html = read(f"/cases/new/?siblings={case.id}", us.officer)
    assert "Hermana o hermano de:" in html
    assert case.number in html
    assert case.number not in read(f"/cases/new/?siblings={case.id}", actor("protection_officer")), "nor to a stranger"
    assert "Hermana o hermano de:" not in read("/cases/new/?siblings=x", us.officer)


def test_what_is_chosen_from_the_case_has_the_day_it_had_here(us: Team, case: Case) -> None:
    evening = datetime(2026, 3, 4, 3, tzinfo=UTC)  # nine at night, the day before, where the node is
    with clock.at(evening):
        case = child(us)
        do("record_alert", case.id, us.officer, kind="threat", severity="watch", text="Le buscan en la escuela")
    assert " · 3 Mar 2026</option>" in Form(case, "record_alert_closed", us.officer).html


def test_another_agency_s_task_is_seen_and_not_ticked_off() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    with reading_as(us.officer):
        task_steps.add_task(case, "Llamar al albergue", None, by=us.officer)
        task = Task.objects.get(case=case, code="manual")
    done = f"/cases/{case.id}/tasks/{task.id}/done/"
    theirs, ours = (signed_in(Person.objects.get(id=one.id)) for one in (border, us.officer))
    page = theirs.get(f"/cases/{case.id}/").content.decode()
    assert "Llamar al albergue" in page
    assert done not in page
    assert theirs.post(done).status_code == 404
    assert done in ours.get(f"/cases/{case.id}/").content.decode()
    assert ours.post(done).status_code == 302


def test_who_registered_a_child_does_not_close_the_task_of_protection() -> None:
    """The border closed «asigne a alguien», and nobody at protection saw that the child had arrived."""
    us, border = team(), actor("border_officer")
    case = child(us, border)
    with reading_as(us.supervisor):
        task = Task.objects.get(case=case, code="new_case")
    done = f"/cases/{case.id}/tasks/{task.id}/done"
    for one in (border, us.officer, us.supervisor):
        who = Person.objects.get(id=one.id)
        assert f"{done}/" not in read(f"/cases/{case.id}/", one)
        assert signed_in(who).post(f"{done}/").status_code == 404, one.role
        assert post(with_token(who), done, {}).status_code == 404, one.role
    do("record_assignment", case.id, us.supervisor, officer=str(us.officer.id))
    with reading_as(us.supervisor):
        assert Task.objects.get(id=task.id).done_at is not None


def test_a_task_closed_by_hand_stays_in_the_timeline() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    with reading_as(us.officer):
        task_steps.add_task(case, "Llamar al albergue", None, by=us.officer)
        about = {"detail": {"text": "Le duele"}, "compartments": ["general", "health"]}
        leave_task(case, "urgent_needs", agency=us.agency.id, **about)
        tasks = list(Task.objects.filter(case=case, done_at=None, agency=us.agency.id).exclude(code="new_case"))
    mine = with_token(Person.objects.get(id=us.officer.id))
    for task in tasks:
        answer = post(mine, f"/cases/{case.id}/tasks/{task.id}/done", {})
        assert (answer.status_code, answer.json()["state"]) == (200, "done")
        assert post(mine, f"/cases/{case.id}/tasks/{task.id}/done", {}).status_code == 404, "once"
    html = read(f"/cases/{case.id}/timeline/", us.officer)
    assert html.count("Tarea hecha") == len(tasks) == 2
    assert "Tarea: Llamar al albergue" in html
    assert "Le duele" in html
    theirs = read(f"/cases/{case.id}/timeline/", border)
    assert "Tarea: Llamar al albergue" in theirs
    assert us.officer.name in theirs
    assert "Le duele" not in theirs, "what only others may know of"
    with reading_as(us.officer):
        assert find_break(list(events_of_chain(case.id).order_by("seq"))) is None
