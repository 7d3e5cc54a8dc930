"""The way home and after it, as pages tell it: what stands in the way, the day on a phone, the first year, the end."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.accounts.models import Agency, Person
from amparo.cases.act import ACTS
from amparo.cases.file import CaseFile
from amparo.cases.models import Case, Draft, Task
from amparo.cases.selectors import file_for
from amparo.ledger import clock
from amparo.registry.models import StoredFile
from amparo.returns.selectors import first_year_followups, is_late
from amparo.ui.forms.shape import shapes_of
from tests.callers import signed_in
from tests.cases.test_writing import Form, count, last
from tests.factories import Team, actor, child, do, person, reading_as, team, today
from tests.filled import Filled
from tests.house.database import involve
from tests.protection.determined import days, screened, signed
from tests.registry.test_files import picture
from tests.returns.test_ending import DUPLICATE, EVIDENCE, transition, young_person
from tests.returns.ways import (
    CONFIRMED,
    GOAL,
    GROUNDS,
    approvable,
    decided_for,
    escorted,
    followed_up,
    home_again,
    morning,
    planned,
    prepared_to_leave,
    ready_to_leave,
    received,
)

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


@pytest.fixture(scope="module")
def leaving(us: Team, django_db_blocker: Any) -> Case:
    """A child who may leave now; nobody changes anything here."""
    with django_db_blocker.unblock():
        return ready_to_leave(us, morning(1))


def client_of(who: Any) -> Client:
    return signed_in(Person.objects.get(id=who.id))


def page(case: Case, slug: str, who: Any) -> str:
    response = client_of(who).get(f"/cases/{case.id}/{slug}/")
    assert response.status_code == 200
    return str(response.content.decode())


def file_of(case: Case, who: Any) -> CaseFile:
    with reading_as(who):
        return file_for(case, by=who)


class TestReturnPlace:
    def test_without_a_plan_it_says_how_one_begins(self, us: Team) -> None:
        html = page(screened(us), "return", us.officer)
        assert "Comenzar el plan" in html
        assert "Preparativos" not in html

    def test_the_plan_as_it_stands_in_the_time_of_the_destination(self, us: Team, leaving: Case) -> None:
        html = page(leaving, "return", us.officer)
        for words in (
            "Aprobado",
            "Tapachula → Jutiapa",
            "10:00",
            "UTC-06:00",
            "Marta Paz",
            "Rosa Díaz",
            us.supervisor.name,
        ):
            assert words in html
        assert "Nada en el expediente impide «Ejecutar el retorno»" in html
        assert html.count(">falta<") == 0

    def test_what_is_missing_leads_to_where_it_is_written(self, us: Team) -> None:
        case = approvable(us, morning(1))
        html = page(case, "return", us.officer)
        assert "Nada en el expediente impide «Aprobar el plan de retorno»" in html
        assert "para «Ejecutar el retorno»" in html
        before = html.count(">falta<")
        assert f'href="/cases/{case.id}/do/record_escort/"' in html
        escorted(us, case)
        assert page(case, "return", us.officer).count(">falta<") == before - 1

    def test_an_hour_that_nobody_accepted_stands_in_the_way(self, us: Team) -> None:
        case = ready_to_leave(us, morning(1))
        planned(us, case, morning(1, hour=20))
        signed("approve_return_plan", case, us, **GROUNDS)
        assert "Ninguna" not in page(case, "return", us.officer)
        assert "Falta una cosa para «Ejecutar el retorno»" in page(case, "return", us.officer)

    def test_who_may_not_read_a_part_is_told_so(self, leaving: Case) -> None:
        liaison = person("liaison_officer")
        involve(liaison, leaving)
        html = page(leaving, "return", liaison)
        assert "Marta Paz" not in html
        assert "Tapachula" not in html
        assert "do/record_escort/" not in html, "not their act"

    def test_a_longer_plan_is_not_more_questions_to_the_database(self, us: Team) -> None:
        def questions(*names: str) -> int:
            case = child(us)
            planned(us, case, morning(3), receivers=[{"role": "other", "name": name} for name in names])
            for name in names:
                do("record_reintegration_plan", case.id, us.officer, state="draft", goals=[GOAL | {"goal": name}])
            client = client_of(us.officer)
            with CaptureQueriesContext(connection) as asked:
                for slug in ("return", "after", "journey"):
                    assert client.get(f"/cases/{case.id}/{slug}/").status_code == 200
            return len(asked)

        assert questions("Ana", "Luz", "Eva", "Noé") == questions("Ana")


class TestWriting:
    def test_only_what_changed_is_sent_and_an_hour_left_alone_is_not_a_change(self, us: Team) -> None:
        case = approvable(us, morning(3))
        signed("approve_return_plan", case, us, **GROUNDS)
        form = Form(case, "record_return_plan", us.officer)
        assert form.answers["destination"] == ["Jutiapa, El Centro"]
        assert form.answers["stages.0.to_place"] == ["Jutiapa"]
        assert form.send().status_code == 422
        assert "No cambió nada" in form.html
        assert form.send(luggage="Una mochila").status_code == 302
        assert last(case, "record_return_plan", us.officer).body == {"luggage": "Una mochila", "revised": False}

    def test_a_change_of_the_journey_is_said_to_undo_the_approval(self, us: Team) -> None:
        case = approvable(us, morning(3))
        signed("approve_return_plan", case, us, **GROUNDS)
        form = Form(case, "record_return_plan", us.officer)
        assert form.send(destination="Jalapa").status_code == 409
        assert "aprobarlo otra vez" in form.html
        assert form.send(do="anyway", destination="Jalapa").status_code == 302
        assert last(case, "record_return_plan", us.officer)["revised"] is True

    def test_who_cancels_an_approved_plan_says_why_and_is_not_told_to_sign_it_again(self, us: Team) -> None:
        case = approvable(us, morning(3))
        signed("approve_return_plan", case, us, **GROUNDS)
        form = Form(case, "record_return_plan", us.officer)
        assert form.send(step="cancelled").status_code == 422
        assert "aprobarlo otra vez" not in form.html
        assert form.send(step="cancelled", step_reason="La abuela enfermó").status_code == 302
        assert "La abuela enfermó" in page(case, "return", us.officer)

    def test_a_cancelled_plan_is_gone_on_with(self, us: Team) -> None:
        case = child(us)
        planned(us, case, morning(3))
        do("record_return_plan", case.id, us.officer, step="cancelled", step_reason="Ya no quiere")
        html = page(case, "return", us.officer)
        assert "Ya no quiere" in html
        form = Form(case, "record_return_plan", us.officer)
        assert form.answers["destination"] == ["Jutiapa, El Centro"]

    def test_of_all_children_only_family_is_offered_to_travel_along(self, us: Team) -> None:
        stranger = child(us)
        sister = child(us)
        case = child(us, siblings=[str(sister.id)])
        html = Form(case, "record_return_plan", us.officer).html
        assert str(sister.id) in html
        assert str(stranger.id) not in html

    def test_another_receiver_is_not_mixed_up_with_the_first(self, us: Team) -> None:
        case = child(us)
        given = {"origin_reception": "requested", "receiver_kind": "caregiver", "receiver": "Marta Paz",
                 "receiver_vetted": "yes", "vetted_by": "PGN"}  # fmt: skip
        do("record_reception_accepted", case.id, us.officer, **given)
        do("record_reception_accepted", case.id, us.officer, receiver_kind="authority_care")
        form = Form(case, "record_reception_accepted", us.officer)
        assert form.answers["receiver"] == [""]
        assert "receiver_vetted" not in form.answers

    def test_a_goal_is_added_to_the_reintegration_plan(self, us: Team) -> None:
        case = child(us)
        do("record_reintegration_plan", case.id, us.officer, state="draft", goals=[GOAL], child_opinion="Sí")
        form = Form(case, "record_reintegration_plan", us.officer)
        assert form.send(goals__1__axis="social_family", goals__1__goal="Hablar con su abuela").status_code == 302
        body = last(case, "record_reintegration_plan", us.officer).body
        assert [one["goal"] for one in body["goals"]] == [GOAL["goal"], "Hablar con su abuela"]
        assert body.keys() == {"state", "goals"}

    def test_consent_is_never_filled_in_for_an_adult(self, us: Team) -> None:
        case = young_person(us, turns_18_in=-3)
        consent = {"adult_consent": "yes", "consent_on": today().isoformat()}
        transition(us, case, "draft", own_words="Quiero estudiar", **consent)
        form = Form(case, "record_transition_plan", us.officer)
        assert form.answers["own_words"] == ["Quiero estudiar"]
        assert "adult_consent" not in form.answers

    def test_the_follow_up_that_is_due_is_proposed(self, us: Team) -> None:
        case = home_again(us)
        with days(29):
            assert Form(case, "record_followup", us.officer).answers["day"] == ["7"]
            followed_up(us, case, 7)
            assert Form(case, "record_followup", us.officer).answers["day"] == ["30"]

    def test_a_follow_up_that_is_too_early_says_from_when_it_may_be_held(self, us: Team) -> None:
        form = Form(home_again(us), "record_followup", us.officer)
        assert form.send(day="30", mode="visit", outcome="complete").status_code == 422
        assert re.search(r"se puede hacer desde el \d+ \w+ \d{4}", form.html)


class Phone:
    """Somebody on the way, with a phone."""

    def __init__(self, case: Case, who: Any) -> None:
        self.client, self.path = client_of(who), f"/cases/{case.id}/journey/"
        self.html = self.client.get(self.path).content.decode()

    def key(self) -> str:
        found = re.search(r'name="once" value="(\w{32})', self.html)
        assert found
        return found[1]

    def send(self, form: str = "", **typed: Any) -> Any:
        answers = {name.replace("__", "."): value for name, value in typed.items()}
        response = self.client.post(self.path, {"once": self.key(), "form": form, "stage": form, **answers})
        self.html = (response if response.status_code != 302 else self.client.get(self.path)).content.decode()
        return response


HANDED_OVER = {"health_state": "good", "belongings": "Mochila", "documents": "Salvoconducto",
               "receiver": "Lic. Ana Sis",
               "handed_over_by": "Rosa Díaz", "credential": "PGN 12"}  # fmt: skip


class TestDayOfTheJourney:
    def on_the_way(self, us: Team) -> tuple[Case, Phone]:
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        return case, Phone(case, us.officer)

    def test_leaving_with_a_finger(self, us: Team) -> None:
        case = ready_to_leave(us, morning(1))
        phone = Phone(case, us.officer)
        assert phone.send("execute_return", confirmations=["child_informed"]).status_code == 409
        assert "Todavía no se puede" in phone.html
        assert phone.send("execute_return", confirmations=CONFIRMED["confirmations"]).status_code == 302
        assert "Salió hoy" in phone.html
        assert count(case, "execute_return", us.officer) == 1

    def test_what_was_confirmed_stays_confirmed_when_it_was_not_enough(self, us: Team) -> None:
        phone = Phone(ready_to_leave(us, morning(1)), us.officer)
        said = ["child_informed", "safe_transport"]
        assert phone.send("execute_return", confirmations=said).status_code == 409
        answers = Filled(phone.html.replace("<form ", '<form id="writing" ')).answers
        assert answers["confirmations"] == said
        assert "(opcional)" not in phone.html, "all three are needed"

    def test_sisters_and_brothers_are_asked_about_where_they_stay_behind(self, us: Team) -> None:
        at, apart = morning(1), {"siblings_plan": "separated_reasoned", "siblings_reason": "Vive con su padre"}
        alone = Phone(ready_to_leave(us, at), us.officer)
        assert 'name="siblings_plan"' not in alone.html
        case = approvable(us, at, siblings=[str(child(us).id)])
        signed("approve_return_plan", case, us, **GROUNDS, **apart)
        prepared_to_leave(us, case, at)
        phone = Phone(case, us.officer)
        assert phone.send("execute_return", confirmations=CONFIRMED["confirmations"]).status_code == 409
        assert 'name="siblings_plan"' in phone.html
        assert phone.send("execute_return", confirmations=CONFIRMED["confirmations"], **apart).status_code == 302
        assert "Salió hoy" in phone.html

    def test_what_stands_in_the_way_is_told_before(self, us: Team) -> None:
        html = Phone(approvable(us, morning(1)), us.officer).html
        assert "para «Ejecutar el retorno»" in html
        assert "Sale ahora" not in html

    def test_sent_twice_on_a_poor_line_it_is_written_once(self, us: Team) -> None:
        case, phone = self.on_the_way(us)
        sent = {"once": phone.key(), "stage": "arrived", "place": "Jutiapa"}
        for _ in range(2):
            assert phone.client.post(phone.path, sent).status_code == 302
        assert count(case, "record_travel_stage", us.officer) == 1

    def test_a_delay_moves_the_hour_of_the_task(self, us: Team) -> None:
        case, phone = self.on_the_way(us)
        answers = Filled(phone.html.replace("<form ", '<form id="writing" ')).answers
        day = {name: answers[f"delayed.expected_at-{name}"][-1] for name in ("day", "month", "year")}
        typed = {f"delayed.expected_at-{name}": value for name, value in day.items()} | {
            "delayed.expected_at-time": "18:30"
        }
        assert phone.send("delayed", **typed).status_code == 302
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="confirm_arrival", done_at=None).count() == 1
        assert last(case, "record_travel_stage", us.officer)["expected_at"]
        assert re.search(r"Llegaría [^<]*18:30", phone.html), "whoever looks next sees the new hour"

    def test_a_delay_without_an_hour_is_no_midnight(self, us: Team) -> None:
        case, phone = self.on_the_way(us)
        answers = Filled(phone.html.replace("<form ", '<form id="writing" ')).answers
        proposed = {name: answers[name][-1] for name in answers if name.startswith("delayed.expected_at-")}
        with reading_as(us.officer):
            due = Task.objects.get(case=case, code="confirm_arrival", done_at=None).due_at
        assert phone.send("delayed", **proposed, delayed__note="Lluvia").status_code == 302
        assert "expected_at" not in last(case, "record_travel_stage", us.officer).body
        with reading_as(us.officer):
            assert Task.objects.get(case=case, code="confirm_arrival", done_at=None).due_at == due
        another = proposed | {"delayed.expected_at-year": "2099"}
        assert phone.send("delayed", **another).status_code == 422
        assert "Escriba también la hora" in phone.html

    def test_an_incident_needs_words_and_keeps_its_form_open(self, us: Team) -> None:
        _, phone = self.on_the_way(us)
        assert phone.send("incident", incident__place="Escuintla").status_code == 422
        assert 'href="#incident.note"' in phone.html
        assert phone.html.count('<details class="am-step" open>') == 1
        assert phone.send("incident", incident__note="Se dañó el autobús").status_code == 302
        assert "Se dañó el autobús" in phone.html

    def test_the_hand_over_writes_its_record_and_the_stage(self, us: Team) -> None:
        case, phone = self.on_the_way(us)
        strokes = {"giver_signature": "M10 10L20 20", "receiver_signature": "M5 5L9 9"}
        photo = SimpleUploadedFile("acta.jpg", picture(), content_type="image/jpeg")
        assert phone.send("handed_over", **HANDED_OVER, **strokes, photo=photo).status_code == 302
        assert last(case, "record_travel_stage", us.officer)["receiver_signature"] == "M5 5L9 9"
        record = last(case, "record_handover", us.officer)
        assert (record["received_by"], record["belongings"]) == ("Lic. Ana Sis · PGN 12", "Mochila")
        with reading_as(us.officer):
            assert StoredFile.objects.filter(case=case).count() == 1
        received_at = {"identity_matched": "yes", "matched_by": ["photo"], "in_private": True, "interviewed_by": "Ana",
                       "fear_of_return": "no", "claimant_is_receiver": "yes"}  # fmt: skip
        do("record_reception", case.id, us.officer, **received_at)
        do("receive_return", case.id, us.officer, confirmations=["receiver_accepted"])

    def test_a_hand_over_that_is_refused_writes_nothing(self, us: Team) -> None:
        case, phone = self.on_the_way(us)
        response = phone.send("handed_over", **(HANDED_OVER | {"receiver": ""}))
        assert response.status_code == 422
        assert "Diga quién recibe" in phone.html
        assert 'value="Rosa Díaz"' in phone.html, "nothing that was typed is lost"
        assert count(case, "record_handover", us.officer) == 0
        assert phone.send("handed_over", **HANDED_OVER, giver_signature="<script>").status_code == 422

    def test_the_hand_over_is_kept_as_it_is_typed(self, us: Team) -> None:
        case, phone = self.on_the_way(us)
        phone.client.post(phone.path, {"do": "keep", "belongings": "Una mochila", "stage": "handed_over"})
        with reading_as(us.officer):
            assert Draft.objects.filter(case=case, act="record_travel_stage").exists()
        again = Phone(case, us.officer)
        assert "Una mochila" in again.html
        again.send("handed_over", **HANDED_OVER)
        with reading_as(us.officer):
            assert not Draft.objects.filter(case=case, act="record_travel_stage").exists()

    def test_a_child_who_is_not_there_is_an_alarm_also_before_the_journey(self, us: Team) -> None:
        case = ready_to_leave(us, morning(1))
        phone = Phone(case, us.officer)
        assert phone.send("child_absent", child_absent__note="No volvió del patio").status_code == 302
        with reading_as(us.supervisor):
            assert Task.objects.filter(case=case, code="missing_child_protocol").exists()

    def test_its_code_is_genuine_and_follows_the_hand_over(self, us: Team) -> None:
        _, phone = self.on_the_way(us)
        before = re.findall(r"/verify/[0-9A-F-]+/", phone.html)
        assert "auténtico" in Client().get(before[0]).content.decode()
        phone.send("handed_over", **HANDED_OVER)
        after = re.findall(r"/verify/[0-9A-F-]+/", phone.html)
        assert before != after
        assert "El papel es auténtico" in Client().get(after[0]).content.decode()

    def test_it_says_whom_to_call(self, us: Team) -> None:
        case = child(us)
        Agency.objects.filter(id=us.agency.id).update(phone="+52 962 000 0000")
        receivers = [{"role": "protection", "name": "PGN", "phone": "+502 2414 8787"}]
        planned(us, case, morning(1), receivers=receivers)
        html = Phone(case, us.officer).html
        assert 'href="tel:+529620000000"' in html
        assert 'href="tel:+50224148787"' in html

    def test_who_waits_in_the_country_of_origin_is_led_to_the_reception(self, us: Team) -> None:
        case, _ = self.on_the_way(us)
        liaison, consul = person("liaison_officer", us.agency), person("consul")
        involve(consul, case)
        path = f"/cases/{case.id}/do/receive_return/"
        assert path in signed_in(liaison).get(f"/cases/{case.id}/journey/").content.decode()
        assert path not in signed_in(consul).get(f"/cases/{case.id}/journey/").content.decode()

    def test_who_may_not_write_reads_and_others_find_nothing(self, us: Team) -> None:
        case, _ = self.on_the_way(us)
        guardian, stranger = person("guardian"), actor("protection_officer")
        involve(guardian, case)
        reading = signed_in(guardian)
        html = reading.get(f"/cases/{case.id}/journey/").content.decode()
        assert "<form" not in html.split("<main")[1].split("</main>")[0]
        assert reading.post(f"/cases/{case.id}/journey/", {"stage": "arrived"}).status_code == 404
        assert client_of(stranger).get(f"/cases/{case.id}/journey/").status_code == 404
        assert client_of(us.officer).get(f"/cases/{uuid4()}/journey/").status_code == 404

    def test_the_page_is_light(self, us: Team) -> None:
        _, phone = self.on_the_way(us)
        assert len(phone.html) < 60_000


class TestAfter:
    def test_before_anything_it_says_what_to_do(self, us: Team) -> None:
        html = page(child(us), "after", us.officer)
        for words in (
            "Todavía no se decidió una solución",
            "Todavía no hay plan de reintegración",
            "Sustento del cierre",
        ):
            assert words in html
        assert "Hacia la vida adulta" not in html

    def test_the_first_year_as_it_goes(self, us: Team) -> None:
        case = home_again(us)
        back = page(case, "return", us.officer)
        assert "Ya volvió" in back
        assert "Todavía no hay plan de retorno" not in back
        with days(40):
            followed_up(us, case, 30, new_threats="yes")
            do("record_contact_attempt", case.id, us.officer, channel="call", reached=False)
            states = [one.state for one in first_year_followups(file_of(case, us.officer), clock.now())]
            assert states == ["late", "done", "ahead", "ahead", "ahead", "ahead"]
            html = page(case, "after", us.officer)
            for words in ("atrasado", "más adelante", "Amenaza contra", "Intentos: 1 · vías: 1", "Visita · Se habló"):
                assert words in html

    def test_every_step_of_a_solution_and_the_next_one(self, us: Team) -> None:
        case = decided_for(us, "resettlement")
        html = page(case, "after", us.officer)
        assert "sigue ahora" in html
        assert f"/cases/{case.id}/do/record_solution_step/" in html

    def test_goals_by_axis_with_what_is_late(self, us: Team) -> None:
        case = child(us)
        late = GOAL | {"due_on": "2020-01-01", "responsible": "Escuela 4"}
        results = [{"axis": "safety", "result": "achieved", "comment": "Nadie la busca"}]
        do("record_reintegration_plan", case.id, us.officer, state="draft", goals=[late], results=results)
        html = page(case, "after", us.officer)
        for words in (GOAL["goal"], "Escuela 4", "atrasada", "Se logró", "Nadie la busca"):
            assert words in html
        assert not is_late(late | {"state": "done"}, "2026-01-01")

    def test_goals_are_restricted_to_those_who_may_read_them(self, us: Team) -> None:
        case, provider = child(us), person("care_provider")
        do("record_reintegration_plan", case.id, us.officer, state="draft", goals=[GOAL])
        involve(provider, case)
        html = page(case, "after", provider)
        assert GOAL["goal"] not in html
        assert "do/close_case/" not in html.split("Todavía sin anotar")[0], "not for their institution to do"

    def test_adult_life_is_prepared_from_seventeen(self, us: Team) -> None:
        case = young_person(us, turns_18_in=200)
        assert "Falta el plan de transición" in page(case, "after", us.officer)
        transition(
            us, case, "draft", goals=[{"area": "housing", "goal": "Un cuarto propio"}], own_words="Quiero ser enfermera"
        )
        html = page(case, "after", us.officer)
        assert "Un cuarto propio" in html
        assert "Quiero ser enfermera" in html

    def test_closing_is_told_for_the_reason_with_evidence_then_reopened(self, us: Team) -> None:
        case = screened(us)
        assert "para «Cerrar el expediente»" in page(case, "after", us.officer)
        do("record_closure_evidence", case.id, us.officer, **DUPLICATE, **EVIDENCE)
        html = page(case, "after", us.officer)
        assert "Duplicado (vinculado)" in html
        assert "Nada en el expediente impide «Cerrar el expediente»" in html
        signed("close_case", case, us, **DUPLICATE)
        assert f"/cases/{case.id}/do/record_reopening/" in page(case, "after", us.officer)
        do("record_reopening", case.id, us.officer, reason="new_risk", text="Llamó")
        assert "para «Cerrar el expediente»" in page(case, "after", us.officer)


def test_tasks_of_the_journey_read_well_in_my_work() -> None:
    us = team()  # whose work is this alone: it stands on the first page
    case = ready_to_leave(us, morning(1))
    do("execute_return", case.id, us.officer, **CONFIRMED)
    assert "Confirmar que llegó" in client_of(us.officer).get("/").content.decode()
    received(us, case)
    assert "Confirmar que llegó" not in client_of(us.officer).get(f"/cases/{case.id}/").content.decode()


@pytest.mark.parametrize("code", sorted(c for c, a in ACTS.items() if a.__module__.startswith("amparo.returns.")))
def test_questions_of_one_group_stand_together(code: str) -> None:
    groups = [str(shape.words.group) for shape in shapes_of(ACTS[code].Input)]
    headings = [group for group, _ in groupby(groups)]
    assert len(headings) == len(set(headings)), "a heading twice on a page is read as two questions"
