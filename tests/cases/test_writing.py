"""Writing over days, from outside: begun from what is on file, only what changed is sent, kept as it is typed."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.test import Client

from amparo.accounts.models import Person
from amparo.cases import emergency
from amparo.cases.file import Entry
from amparo.cases.models import Case, Draft
from amparo.cases.selectors import file_for
from amparo.ledger.actor import Actor
from amparo.protection.determinations import latest_proceeding
from tests.callers import signed_in
from tests.factories import Team, actor, child, do, reading_as, team, unique
from tests.filled import Filled
from tests.protection.determined import FAMILY, PANEL, SIGNED, STAY, assessed, panel_wrote, rated, weighed

pytestmark = pytest.mark.usefixtures("open_house")

MEASURE = {"right": "identity", "measure": "Acta de nacimiento", "responsible": "Rosa Díaz", "state": "pending"}


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


class Form:
    """The form of an act, opened by somebody in a browser of their own."""

    def __init__(self, case: Case | None, code: str, who: Actor) -> None:
        self.client = signed_in(Person.objects.get(id=who.id))
        self.path = f"/cases/{case.id}/do/{code}/" if case else "/cases/new/"
        self.open()

    def open(self) -> None:
        self.html = self.client.get(self.path).content.decode()
        self.answers = Filled(self.html).answers

    def send(self, do: str = "act", **changes: str) -> Any:
        """Send the form with what its page holds, and these changes."""
        changed = {name.replace("__", ".").replace("_at_", "-"): [value] for name, value in changes.items()}
        response = self.client.post(self.path, self.answers | changed | {"do": do})
        self.html = response.content.decode()
        return response


def last(case: Case, code: str, who: Actor) -> Entry:
    with reading_as(who):
        entry = file_for(case, by=who).last(code)
    assert entry is not None
    return entry


def count(case: Case, code: str, who: Actor) -> int:
    with reading_as(who):
        return len(list(file_for(case, by=who).all(code)))


def draft_of(who: Actor, code: str, case: Case | None) -> Draft | None:
    with reading_as(who):
        return Draft.objects.filter(person=who.id, act=code, case=case).first()


class TestAssessment:
    """Nine factors, each as it stands."""

    def test_it_begins_from_what_is_on_file_and_sends_one_factor(self, us: Team) -> None:
        case = child(us)
        rows = [row for row in rated(health={"risk_level": "medium"}) if row["factor"] != "education"]
        do("record_bia", case.id, us.officer, factors=rows, immediate_plan="Que duerma segura")
        form = Form(case, "record_bia", us.supervisor)
        assert "Valorados: 8 de 9" in form.html
        assert us.officer.name in form.html, "who rated it"
        assert "Faltan" in form.html, "what still stands in the way"
        assert form.answers["immediate_plan"] == ["Que duerma segura"]
        assert form.send(factors__6__risk_level="low", factors__6__evidence="Va a la escuela").status_code == 302
        body = last(case, "record_bia", us.supervisor).body
        assert body == {"factors": [{"factor": "education", "risk_level": "low", "evidence": "Va a la escuela"}]}

    def test_nothing_new_is_not_an_entry(self, us: Team) -> None:
        case = child(us)
        do("record_bia", case.id, us.officer, factors=rated())
        form = Form(case, "record_bia", us.officer)
        assert form.send().status_code == 422
        assert "No cambió nada" in form.html
        assert count(case, "record_bia", us.officer) == 1

    def test_what_is_on_file_is_not_erased_by_leaving_it_blank(self, us: Team) -> None:
        case = child(us)
        do("record_bia", case.id, us.officer, factors=rated(), immediate_plan="Que duerma segura")
        form = Form(case, "record_bia", us.officer)
        assert form.send(immediate_plan="").status_code == 422
        assert "no se borra" in form.html

    def test_an_error_is_told_at_its_factor(self, us: Team) -> None:
        form = Form(child(us), "record_bia", us.officer)
        assert form.send(factors__8__evidence="Lo que contó").status_code == 422
        assert 'href="#factors.8.risk_level"' in form.html
        assert 'id="factors.8.risk_level-error"' in form.html

    def test_a_completed_one_is_shown_beside_the_next(self, us: Team) -> None:
        form = Form(assessed(us), "record_bia", us.officer)
        assert "Valorados: 0 de 9" in form.html
        assert "En una evaluación anterior" in form.html
        assert form.answers["factors.0.evidence"] == [""]

    def test_what_a_colleague_rated_meanwhile_is_not_undone(self, us: Team) -> None:
        case = child(us)
        do("record_bia", case.id, us.officer, factors=rated())
        form = Form(case, "record_bia", us.officer)
        theirs = [row for row in rated(views={"risk_level": "high"}) if row["factor"] == "views"]
        do("record_bia", case.id, us.supervisor, factors=theirs)
        response = form.send(factors__1__evidence="Acta de nacimiento a la vista")
        assert response.status_code == 412
        form.answers = Filled(form.html).answers
        assert form.answers["factors.0.risk_level"] == ["high"], "what was left alone follows the file"
        assert form.answers["factors.1.evidence"] == ["Acta de nacimiento a la vista"], "what was typed stays"
        assert form.send().status_code == 302
        assert [row["factor"] for row in last(case, "record_bia", us.officer)["factors"]] == ["identity"]


class TestDetermination:
    """The panel's workspace."""

    @pytest.fixture
    def case(self, us: Team) -> Case:
        found = assessed(us)
        panel_wrote(us, found)
        return found

    def test_it_lays_side_by_side_what_is_on_file(self, us: Team, case: Case) -> None:
        html = Form(case, "record_bid", us.officer).html
        assert "Quiero quedarme con mi tía" in html, "what the child said"
        assert "Lo que dijo y se observó" in html, "the evidence of the assessment"
        assert "Rosa Díaz firmó el" in html
        assert "Juan Sol firmó el" not in html, "who has a voice alone does not sign"
        assert "Ya firmaron" in html, "said before anything is sent"

    def test_only_what_changed_is_sent_and_what_was_signed_is_asked_about_first(self, us: Team, case: Case) -> None:
        form = Form(case, "record_bid", us.officer)
        assert form.send(dissent="Luis Mora prefiere esperar").status_code == 409
        assert "hay que firmar otra vez" in form.html
        form.answers = Filled(form.html).answers
        assert form.send("anyway").status_code == 302
        assert last(case, "record_bid", us.officer).body == {"dissent": "Luis Mora prefiere esperar"}
        with reading_as(us.officer):
            found = latest_proceeding(file_for(case, by=us.officer))
        assert found is not None
        assert not found.signatures
        assert len(found.members) == len(PANEL)

    def test_a_signature_given_before_is_not_carried_to_what_changed(self, us: Team) -> None:
        case = assessed(us)
        do("record_bid", case.id, us.officer, members=PANEL, options=[], reasons=weighed(), signatures=SIGNED[:1])
        form = Form(case, "record_bid", us.officer)
        day = {"signatures__1__signed_on_at_day": "5", "signatures__1__signed_on_at_month": "5",
               "signatures__1__signed_on_at_year": "2026"}  # fmt: skip
        assert form.send("anyway", child_words="Quiero estudiar", **day).status_code == 302
        said = last(case, "record_bid", us.officer).body
        assert said["signatures"] == [{"member": "Luis Mora", "signed_on": "2026-05-05"}]

    def test_staying_is_proposed_and_nothing_is_chosen(self, us: Team) -> None:
        form = Form(child(us), "record_bid", us.officer)
        assert "que se quede" in form.html
        assert form.answers["options.0.solution"] == [""]
        assert form.send(child_words="Quiero estudiar").status_code == 302, "what was only proposed is not sent"

    def test_what_stands_in_the_way_counts_what_the_panel_has_yet_to_write(self, us: Team) -> None:
        case = assessed(us)
        panel_wrote(us, case, STAY, {"solution": "resettlement"})
        assert "Falta una cosa" in Form(case, "record_bid", us.officer).html, "reasons for one option alone"
        do("record_bid", case.id, us.officer, options=[STAY, FAMILY], signatures=SIGNED)
        assert "Nada en el expediente impide" in Form(case, "record_bid", us.officer).html

    def test_an_error_is_told_at_its_row(self, us: Team, case: Case) -> None:
        form = Form(case, "record_bid", us.officer)
        form.send(**{"members-add": "1"})
        form.answers = Filled(form.html).answers
        assert form.send(members__4__discipline="law").status_code == 422
        assert 'href="#members.4.name"' in form.html

    def test_once_decided_the_next_begins_blank(self, us: Team) -> None:
        case = assessed(us)
        panel_wrote(us, case)
        do("decide_bid", case.id, us.officer, solution="local_integration_residence", reason_codes=["safety"])
        form = Form(case, "record_bid", us.officer)
        assert "Ya se decidió" in form.html
        assert form.answers["members.0.name"] == [""]


class TestRestitutionPlan:
    """The whole plan each time, from the last."""

    def test_one_line_is_brought_up_to_date_and_the_rest_stays(self, us: Team) -> None:
        case = child(us)
        other = MEASURE | {"right": "education", "measure": "Inscripción"}
        do("record_restitution_plan", case.id, us.officer, measures=[MEASURE, other], review_on="2027-01-10")
        form = Form(case, "record_restitution_plan", us.officer)
        assert form.send(measures__1__state="done", measures__1__result="Ya va a clases").status_code == 302
        body = last(case, "record_restitution_plan", us.officer).body
        assert body["measures"] == [MEASURE, other | {"state": "done", "result": "Ya va a clases"}]
        assert body["review_on"] == "2027-01-10"
        form.open()
        assert form.send().status_code == 422, "nothing changed"

    def test_somebody_else_s_plan_is_not_replaced_unawares(self, us: Team) -> None:
        case = child(us)
        do("record_restitution_plan", case.id, us.officer, measures=[MEASURE])
        form = Form(case, "record_restitution_plan", us.officer)
        do("record_restitution_plan", case.id, us.supervisor, measures=[MEASURE | {"state": "under_way"}])
        assert form.send(measures__0__result="Falta el sello").status_code == 412
        assert "Otra persona también escribió aquí" in form.html


def test_its_pages_are_light(us: Team) -> None:
    case = assessed(us)
    panel_wrote(us, case)
    for code in ("record_bia", "record_bid", "record_restitution_plan"):
        assert len(gzip.compress(Form(case, code, us.officer).html.encode())) < 25_000, "bytes over the wire"


class TestKept:
    """Every form is kept as it is typed."""

    def test_it_is_there_when_the_form_is_opened_again(self, us: Team) -> None:
        case = child(us)
        form = Form(case, "record_family_risk", us.officer)
        response = form.send("keep", evidence="Lo que ella contó")
        assert response.status_code == 200
        assert form.html.startswith("Guardado ")
        form.open()
        assert form.answers["evidence"] == ["Lo que ella contó"]
        assert form.send(family_implicated="no").status_code == 302
        assert draft_of(us.officer, "record_family_risk", case) is None

    def test_a_row_that_was_added_is_kept_too(self, us: Team) -> None:
        form = Form(child(us), "record_bid", us.officer)
        form.send(**{"members-add": "1"}, members__0__name="Rosa Díaz")
        form.open()
        assert form.answers["members.0.name"] == ["Rosa Díaz"]
        assert "members.1.name" in form.answers

    def test_a_draft_left_alone_follows_the_file(self, us: Team) -> None:
        case = child(us)
        do("record_bia", case.id, us.officer, factors=rated())
        form = Form(case, "record_bia", us.officer)
        form.send("keep", factors__1__evidence="Acta a la vista")
        theirs = [row for row in rated(views={"risk_level": "high"}) if row["factor"] == "views"]
        do("record_bia", case.id, us.supervisor, factors=theirs)
        form.open()
        assert form.answers["factors.0.risk_level"] == ["high"]
        assert form.answers["factors.1.evidence"] == ["Acta a la vista"]

    def test_what_waits_for_a_signature_is_not_lost_by_typing(self, us: Team) -> None:
        case = child(us)
        form = Form(case, "record_individual_decision", us.officer)
        asked = {"collective_measure": "no", "reason": "Sólo su caso", "ask-reason": "Se reunió el panel"}
        assert form.send("signature", **asked).status_code == 302
        form.open()
        assert "Espera la firma" in form.html
        assert 'id="saved"' not in form.html, "it does not save itself"
        form.send("keep", reason="Otra cosa")
        assert "Espera la firma" in form.html
        draft = draft_of(us.officer, "record_individual_decision", case)
        assert draft is not None
        assert (draft.wants, draft.typed["reason"]) == ("signature", ["Sólo su caso"])
        form.open()
        form.send("draft", reason="Otra cosa")
        assert "Ya no espera firma" in form.client.get(f"/cases/{case.id}/").content.decode()

    def test_opening_a_record_is_kept_until_it_is_opened(self, us: Team) -> None:
        who, name = us.supervisor, unique("Nube")
        form = Form(None, "register", who)
        form.send("keep", names__given=name)
        form.open()
        assert form.answers["names.given"] == [name]
        other = child(us)
        beside = form.client.get(f"/cases/new/?siblings={other.id}").content.decode()
        assert name not in beside
        assert "otro registro empezado" in beside
        four = {"names__first_surname": unique("Sol"), "sex": "female", "age_or_birth__age_years": "9",
                "with_whom": "unaccompanied", "protection_agency": str(us.agency.id)}  # fmt: skip
        assert form.send(**four).status_code == 302
        assert draft_of(who, "register", None) is None

    def test_nothing_is_kept_for_whoever_is_signed_out(self, us: Team) -> None:
        case = child(us)
        form = Form(case, "record_work", us.officer)
        form.client.logout()
        response = form.client.post(form.path, form.answers | {"do": "keep"}, headers={"HX-Request": "true"})
        assert response.status_code == 401
        assert "/sign-in?next=" in response.content.decode()
        assert draft_of(us.officer, "record_work", case) is None

    def test_odd_text_is_answered(self, us: Team) -> None:
        form = Form(child(us), "record_work", us.officer)
        for text in ("\x00", "x" * 9000, "😀"):
            assert form.send("keep", worst_forms_told=text).status_code == 200
        for number in ("x", "-1", "9" * 5000, "٣"):
            assert form.send(seen=number, version=number).status_code in (302, 422)

    def test_nobody_keeps_what_is_not_theirs_to_do(self, us: Team) -> None:
        case = child(us)
        border = Client()
        assert border.post(f"/cases/{case.id}/do/record_bia/", {"do": "keep"}).status_code == 302
        stranger = signed_in(Person.objects.get(id=team().officer.id))
        assert stranger.post(f"/cases/{case.id}/do/record_bia/", {"do": "keep"}).status_code == 404


def test_after_a_change_exactly_what_is_new_and_readable_is_listed() -> None:
    """Counted by version, a look and what the reader may not know pushed older acts into the list."""
    us, border, looker = team(), actor("border_officer"), actor("protection_officer")
    case = child(us, border)
    do("record_danger", case.id, us.officer, immediate_danger="no")
    form = Form(case, "record_urgent_needs", border)
    do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="Reservado")
    with reading_as(looker):
        emergency.open_case(case.number, "Accidente en carretera", 15, by=looker)
    do("record_alert", case.id, us.officer, kind="threat", text="Lo buscan")
    page = form.send(none_found="yes")
    assert page.status_code == 412
    inset = form.html.split("Otra persona cambió el expediente", 1)[1].split("<form", 1)[0]
    assert [title for title in ("Alerta", "Peligro inmediato", "Registrar") if title in inset] == []
    with reading_as(border):
        assert file_for(case, by=border).last("record_urgent_needs") is None


def test_a_change_that_the_writer_may_not_read_is_not_told() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    form = Form(case, "record_urgent_needs", border)
    do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="Reservado")
    assert form.send(none_found="yes").status_code == 302
