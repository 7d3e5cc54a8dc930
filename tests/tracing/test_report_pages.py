"""Reports and bulletins from outside, through pages and API: what each reader is answered, and what not."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases import drafts
from amparo.cases.act import ACTS
from amparo.cases.models import Case
from amparo.cases.rights import role_includes_act as may_role
from amparo.ledger import clock
from amparo.ledger.problems import NotVisible
from amparo.tracing.models.reports import Bulletin
from amparo.tracing.papers import bulletin as papers
from amparo.tracing.selectors.bulletins import bulletin_paper_data
from tests.callers import post, signed_in, with_token
from tests.factories import actor, agency, child, do, person, reading_as, team, unique
from tests.protection.test_sharing import partner
from tests.registry.test_files import picture
from tests.tracing.reports import ADDRESS, PHONE, bulletin, report, told, with_photograph

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True  # elsewhere a second factor comes first


def of(us: Any) -> Person:
    return Person.objects.get(id=us.officer.id)


TYPED = {
    "names.given": "Yeison", "names.first_surname": "Pineda", "sex": "male", "age_or_birth.age_years": "9",
    "urgency": "high", "urgency_reasons": ["young_age"], "consents": ["search", "bulletin"], "searcher": "family",
    "searcher_name": "Marielos", "searcher_phone": PHONE, "do": "act",
}  # fmt: skip


class TestPages:
    def test_a_report_from_the_form_to_the_list(self) -> None:
        us = team()
        client, name = signed_in(of(us)), unique("Yeison")
        typed = TYPED | {"names.given": name, "protection_agency": str(us.agency.id)}
        sent = client.post("/reports/new/", typed)
        assert sent.status_code == 302, sent.content[:500]
        assert name in client.get(sent["Location"]).content.decode()
        assert name in client.get("/reports/").content.decode()
        assert name in client.get(f"/reports/?q={name.lower()}&urgency=high&state=open&age=week").content.decode()
        assert name not in client.get("/reports/?state=closed").content.decode()
        assert name not in client.get("/cases/").content.decode()

    def test_tasks_lead_to_what_does_them_or_tell_whose_they_are(self) -> None:
        us, consul = team(), actor("consul")
        one = report(us, consul)
        mine = signed_in(of(us)).get(f"/reports/{one.id}/").content.decode()
        theirs = signed_in(Person.objects.get(id=consul.id)).get(f"/reports/{one.id}/").content.decode()
        ours = f"· {us.agency.name}"
        assert ours not in mine
        assert re.search(rf'/reports/{one.id}/do/record_report_alert/">[^<]+</a>\s*<', mine.partition("<aside>")[2])
        assert ours in theirs
        assert "record_report_alert" not in theirs.partition("<aside>")[2]

    def test_what_the_searcher_agrees_to_now_is_said(self) -> None:
        us = team()
        one = report(us, consents=["search", "bulletin"])
        do("record_report_news", one.id, us.officer, learnt="Ya", consents=["sharing"], consents_withdrawn=["bulletin"])
        html = signed_in(of(us)).get(f"/reports/{one.id}/").content.decode()
        row = html[html.index("Consiente") :].partition("</div>")[0]
        assert "Que se busque" in row
        assert "Que se comparta" in row
        assert "boletín" not in row

    def test_what_is_wrong_is_said_and_nothing_is_lost(self) -> None:
        us = team()
        client = signed_in(of(us))
        sent = client.post("/reports/new/", TYPED | {"consents": []})
        assert sent.status_code == 422
        html = sent.content.decode()
        assert "Marielos" in html
        assert "Consiente: falta este dato." in html
        assert 'Consiente <span class="am-optional">' not in html  # a report is not opened without

    def test_what_is_wrong_is_said_with_the_name_of_its_question(self) -> None:
        us = team()
        sent = signed_in(of(us)).post("/reports/new/", {"do": "act", "relatives.0.relation": "mother"})
        summary = sent.content.decode().partition('class="govuk-error-summary"')[2].partition("<h1")[0]
        said = re.findall(r'href="(#[^"]+)">([^<]+)<', summary)
        assert ("#sex", "Sexo: falta este dato.") in said
        assert ("#names.given", "Cómo se llama: falta este dato.") in said, "a part is named by its heading"
        assert ("#relatives.0.name", "Cómo se llama: falta este dato.") in said, "and what is repeated by its question"
        assert len({words for _, words in said}) > 5

    def test_a_form_that_cannot_be_sent_is_not_shown(self) -> None:
        us = team()
        one, client = report(us), signed_in(of(us))
        path = f"/reports/{one.id}/do/record_report_news/"
        assert 'name="learnt"' in client.get(path).content.decode()
        do("close_report", one.id, us.officer, outcome="returned_by_self", text="Llamó a su tía")
        page = client.get(path).content.decode()
        assert 'name="learnt"' not in page
        assert "no se puede anotar ahora" in page
        assert 'name="learnt"' in client.post(path, {"do": "act", "learnt": "Se le vio"}).content.decode(), "kept"

    def test_acts_on_a_bulletin_are_offered_once_there_is_one(self) -> None:
        us = team()
        one, client = report(us), signed_in(of(us))
        acts = ("record_bulletin_acknowledged", "withdraw_bulletin")
        page = client.get(f"/reports/{one.id}/").content.decode()
        assert "issue_bulletin" in page
        assert not [code for code in acts if code in page]
        bulletin(one, us.officer, partner("police"))
        page = client.get(f"/reports/{one.id}/").content.decode()
        assert [code for code in acts if code in page] == list(acts)

    def test_it_is_kept_as_it_is_typed(self) -> None:
        us = team()
        client = signed_in(of(us))
        client.post("/reports/new/", TYPED | {"do": "keep", "searcher_name": "Marielos la de la tienda"})
        assert "Marielos la de la tienda" in client.get("/reports/new/").content.decode()
        work = client.get("/").content.decode()
        assert "/reports/new/" in work
        client.post("/reports/new/", {"do": "forget"})
        with reading_as(us.officer):
            assert drafts.find_draft(None, "report_missing", by=us.officer) is None

    def test_a_draft_of_an_act_leads_back_to_it(self) -> None:
        us = team()
        one = report(us)
        client = signed_in(of(us))
        client.post(f"/reports/{one.id}/do/record_report_news/", {"do": "draft", "learnt": "Se le vio"})
        assert f"/reports/{one.id}/do/record_report_news/" in client.get("/").content.decode()

    def test_tasks_of_reports_lead_to_the_report(self) -> None:
        us = team()
        one = report(us)
        html = signed_in(of(us)).get("/").content.decode()
        assert f"/reports/{one.id}/" in html
        assert f"/cases/{one.id}/" not in html

    def test_every_event_is_in_its_history_with_what_it_said(self) -> None:
        us = team()
        one = report(us)
        do("record_report_news", one.id, us.officer, learnt="Se le vio en Zacapa")
        html = signed_in(of(us)).get(f"/reports/{one.id}/history/").content.decode()
        assert "Se le vio en Zacapa" in html
        assert "Canelo" in html

    def test_somebody_else_changed_it_meanwhile(self) -> None:
        us = team()
        one = report(us)
        do("record_report_news", one.id, us.officer, learnt="Nada")
        typed = {"learnt": "Otra cosa", "version": "1", "do": "act"}
        sent = signed_in(of(us)).post(f"/reports/{one.id}/do/record_report_news/", typed)
        assert sent.status_code == 412
        assert "Otra cosa" in sent.content.decode()

    def test_a_photograph_is_added_and_read_back(self) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        us = team()
        one, other = report(us), report(us)
        client = signed_in(of(us))
        upload = SimpleUploadedFile("foto.jpg", picture(), content_type="image/jpeg")
        sent = client.post(f"/reports/{one.id}/files/", {"file": upload, "kind": "photograph"})
        assert sent.status_code == 302
        listed = client.get(f"/reports/{one.id}/files/").content.decode()
        (address,) = re.findall(rf'href="/reports/{one.id}/files/([^"]+)"', listed)
        assert client.get(f"/reports/{one.id}/files/{address}").status_code == 200
        assert client.get(f"/reports/{other.id}/files/{address}").status_code == 404
        assert client.post(f"/reports/{one.id}/files/", {"kind": "health_document"}).status_code == 422

    def test_the_csv_has_the_rows_of_the_list_and_is_logged(self) -> None:
        us = team()
        one = report(us)
        client = signed_in(of(us))
        answer = client.get("/reports/?format=csv")
        assert answer["Content-Disposition"].endswith('amparo-1-filas.csv"')
        assert one.number in answer.content.decode()
        assert "Lista descargada" in client.get(f"/reports/{one.id}/readers/").content.decode()
        assert PHONE not in answer.content.decode()

    @pytest.mark.parametrize("path", ["", "history/", "readers/", "files/", "do/close_report/"])
    @pytest.mark.parametrize("role", sorted(set(ROLES) - {"tracing_officer"}))
    def test_a_stranger_finds_no_page_of_it(self, role: str, path: str) -> None:
        one = report(team())
        client = signed_in(person(role))
        there, nowhere = client.get(f"/reports/{one.id}/{path}"), client.get(f"/reports/{uuid4()}/{path}")
        assert (there.status_code, nowhere.status_code) == (404, 404)

    def test_pages_of_cases_and_of_reports_do_not_mix(self) -> None:
        us = team()
        one, mine = report(us), child(us)
        client = signed_in(of(us))
        for path in ("", "timeline/", "readers/", "files/", "child/", "do/record_alert/", "why/1/", "duplicates/"):
            assert client.get(f"/cases/{one.id}/{path}").status_code == 404, path
        for path in ("", "history/", "readers/", "files/", "do/close_report/"):
            assert client.get(f"/reports/{mine.id}/{path}").status_code == 404, path
        for code in ("close_report", "record_report_news"):
            assert client.get(f"/cases/{mine.id}/do/{code}/").status_code == 404

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_the_menu_leads_where_the_role_may_go(self, role: str) -> None:
        client = signed_in(person(role))
        html = client.get("/help/").content.decode()
        searches = may_role(role, ACTS["report_missing"])
        assert ('href="/reports/"' in html) is searches
        if searches:
            assert client.get("/reports/").status_code == 200
        if not ROLES[role].sees_cases:
            assert client.get("/reports/").status_code == client.get("/bulletins/").status_code == 404


def recipient() -> tuple[Person, str]:
    """Somebody of a police force with an entry in the directory."""
    office = agency("police")
    return person("police_officer", office), partner("police", agency=office)


class TestBulletins:
    def test_the_recipient_reads_acknowledges_and_prints(self) -> None:
        us, (officer, entry) = team(), recipient()
        one = report(us, names={"given": unique("Yeison")})
        issued = bulletin(one, us.officer, entry)
        client = signed_in(officer)
        html = client.get("/bulletins/").content.decode()
        assert "Yeison-" in html
        assert "/bulletins/" in client.get("/").content.decode(), "the task leads there"
        assert f"{issued}/receipt" in client.get(f"/bulletins/{issued}/").content.decode()
        assert client.get(f"/bulletins/{issued}.pdf").content.startswith(b"%PDF")
        assert client.post(f"/bulletins/{issued}/receipt/").status_code == 302
        html = client.get(f"/bulletins/{issued}/").content.decode()
        assert f"{issued}/receipt" not in html
        assert "Recibido por" in html, "for the colleagues"
        assert "Confirmado" in client.get("/bulletins/").content.decode()
        seen = signed_in(of(us)).get(f"/reports/{one.id}/").content.decode()
        assert f"recibido por {officer.name}" in seen

    def test_nobody_else_does(self) -> None:
        us, (_, entry) = team(), recipient()
        issued = bulletin(report(us), us.officer, entry)
        for role in ("police_officer", "consul", "auditor", "guardian"):
            client = signed_in(person(role))
            for path in (f"/bulletins/{issued}.pdf", f"/bulletins/{uuid4()}.pdf", f"/bulletins/{issued}/"):
                assert client.get(path).status_code == 404
            assert client.post(f"/bulletins/{issued}/receipt/").status_code == 404

    def test_what_is_printed_is_what_was_authorised(self) -> None:
        us = team()
        one = report(us, names={"given": "Yeison", "first_surname": "Pineda"})
        photograph = with_photograph(one, us.officer)
        plain = bulletin(one, us.officer, partner("police"), parts=["names"])
        shows = bulletin(one, us.officer, partner("police"), parts=["names", "photograph"], photograph=photograph)
        with reading_as(us.officer):
            said = [
                papers.paper_content(found, bulletin_paper_data(found), base_url="http://x/")
                for found in (Bulletin.objects.get(id=plain), Bulletin.objects.get(id=shows))
            ]
        text = json.dumps(said[0] | {"qr": ""}, ensure_ascii=False)
        for never in (PHONE, ADDRESS, "Marielos", "Canelo", "Lunar", "Hondur", "9 años"):
            assert never not in text
        assert said[0]["picture"] == ""
        assert "data:image/jpeg;base64," in said[1]["picture"]
        assert "Yeison Pineda" in text
        client = signed_in(of(us))
        assert client.get(f"/verify/{said[0]['code']}/").status_code == 200
        assert "auténtico" in client.get(f"/verify/{said[0]['code']}/").content.decode().casefold()

    @pytest.mark.parametrize("language", ["es", "en"])
    def test_printed_in_both_languages(self, language: str) -> None:
        us = team()
        one = report(us)
        photograph = with_photograph(one, us.officer)
        issued = bulletin(one, us.officer, partner("police"), parts=["names", "photograph"], photograph=photograph)
        answer = signed_in(of(us), language).get(f"/bulletins/{issued}.pdf")
        assert answer.content.startswith(b"%PDF")

    @pytest.mark.parametrize("how", ["withdrawn", "expired"])
    def test_one_that_is_over_says_so_and_is_not_printed(self, how: str) -> None:
        us, (officer, entry) = team(), recipient()
        with clock.at(clock.now() - timedelta(days=20 if how == "expired" else 0)):
            one = report(us, names={"given": unique("Yeison")}, last_news_on="2025-11-01")
            issued = bulletin(one, us.officer, entry)
        if how == "withdrawn":
            do("withdraw_bulletin", one.id, us.officer, bulletin=issued, reason="data_wrong")
        for client in (signed_in(officer), signed_in(of(us))):
            assert client.get(f"/bulletins/{issued}.pdf").status_code == 404
        html = signed_in(officer).get("/bulletins/").content.decode()
        assert {"withdrawn": "Retirado", "expired": "Vencido"}[how] in html
        assert f"{issued}.pdf" not in html
        assert ("Yeison-" in html) is (how == "withdrawn"), "named until it is taken down, to be found"
        signed_in(officer).post(f"/bulletins/{issued}/receipt/")
        assert "Yeison-" not in signed_in(officer).get("/bulletins/").content.decode()


class TestApi:
    def test_a_report_is_opened_read_and_written(self) -> None:
        us = team()
        client = with_token(of(us))
        opened = post(client, "/reports", told(us))
        assert opened.status_code == 201, opened.content
        report_id = opened.json()["id"]
        assert opened["Location"] == f"/api/v1/reports/{report_id}"
        one = client.get(f"/api/v1/reports/{report_id}")
        assert one["ETag"] == '"1"'
        assert (one.json()["state"], one.json()["urgency"]) == ("open", "high")
        news = post(client, f"/reports/{report_id}/records/record_report_news", {"learnt": "Se le vio"})
        assert news.status_code == 200
        events = client.get(f"/api/v1/reports/{report_id}/events").json()["items"]
        assert [event["act"] for event in events] == ["report_missing", "record_report_news"]
        assert client.get("/api/v1/reports").json()["items"][0]["id"] == report_id
        assert client.get("/api/v1/reports?limit=0").json() == {"count": 1}
        assert client.get("/api/v1/reports?state=closed&limit=0").json() == {"count": 0}

    def test_repeated_it_is_opened_once(self) -> None:
        us, key = team(), unique("k")
        client, body = with_token(of(us)), told(us)
        first, second = (post(client, "/reports", body, **{"Idempotency-Key": key}) for _ in range(2))
        assert first.json() == second.json()
        assert client.get("/api/v1/reports?limit=0").json() == {"count": 1}

    def test_bad_input_is_told_field_by_field(self) -> None:
        us = team()
        answer = post(with_token(of(us)), "/reports", told(us, sex="x"))
        assert answer.status_code == 422
        assert answer["Content-Type"] == "application/problem+json"
        assert [error["path"] for error in answer.json()["errors"]] == ["sex"]
        assert with_token(of(us)).get("/api/v1/reports?state=x").status_code == 422

    def test_acts_say_what_they_are_about(self) -> None:
        items = with_token(person("auditor")).get("/api/v1/acts").json()["items"]
        about = {one["code"]: one["about"] for one in items}
        assert (about["register"], about["report_missing"]) == (["child"], ["report"])

    @pytest.mark.parametrize("role", sorted(set(ROLES) - {"tracing_officer"}))
    def test_a_stranger_is_answered_as_for_no_report(self, role: str) -> None:
        one = report(team())
        client = with_token(person(role))
        for path in ("", "/events", "/files"):
            there, nowhere = (
                client.get(f"/api/v1/reports/{one.id}{path}"),
                client.get(f"/api/v1/reports/{uuid4()}{path}"),
            )
            assert there.status_code == 404
            assert there.content == nowhere.content
        for code in ("record_report_news", "close_report", "record_bulletin_acknowledged"):
            paths = [f"/reports/{case}/records/{code}" for case in (one.id, uuid4())]
            there, nowhere = (post(client, path, {}) for path in paths)
            assert there.status_code == 404
            assert there.content == nowhere.content

    def test_cases_and_reports_do_not_mix(self) -> None:
        us = team()
        one, mine = report(us), child(us)
        client = with_token(of(us))
        for path in ("", "/facts", "/events", "/files", "/tasks", "/deadlines", "/accesses", "/actions"):
            assert client.get(f"/api/v1/cases/{one.id}{path}").status_code == 404, path
        assert client.get(f"/api/v1/reports/{mine.id}").status_code == 404
        assert post(client, f"/cases/{one.id}/records/record_alert", {"kind": "threat", "text": "x"}).status_code == 404
        body = {"learnt": "x"}
        assert post(client, f"/reports/{mine.id}/records/record_report_news", body).status_code == 404
        assert post(client, f"/cases/{mine.id}/records/record_report_news", body).status_code == 404

    def test_a_recipient_acknowledges_and_learns_nothing_of_the_chain(self) -> None:
        us, (officer, entry) = team(), recipient()
        one = report(us)
        issued = bulletin(one, us.officer, entry, partner("health"))
        client = with_token(officer)
        (listed,) = client.get("/api/v1/bulletins").json()["items"]
        assert (listed["id"], listed["report"], len(listed["recipients"])) == (issued, str(one.id), 1)
        given = {"bulletin": issued, "received_by": "Bruno", "means": "on_node"}
        answer = post(client, f"/reports/{one.id}/records/record_bulletin_acknowledged", given)
        assert (answer.status_code, answer.json()) == (200, {"dry_run": False})
        for path in ("", "/events", "/files"):
            assert client.get(f"/api/v1/reports/{one.id}{path}").status_code == 404

    def test_a_photograph(self) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        us = team()
        one = report(us)
        client = with_token(of(us))
        upload = SimpleUploadedFile("foto.jpg", picture(), content_type="image/jpeg")
        path = f"/api/v1/reports/{one.id}/files"
        assert client.post(path, {"file": upload, "kind": "photograph"}).status_code == 201
        assert [file["kind"] for file in client.get(path).json()["items"]] == ["photograph"]
        assert client.post(path, {"kind": "photograph"}).status_code == 422


def test_no_emergency_look_opens_a_report() -> None:
    from amparo.cases.emergency import open_case

    one, nurse = report(team()), actor("health_worker")
    with reading_as(nurse):
        with pytest.raises(NotVisible):
            open_case(one.number, "Llegó inconsciente al hospital", 15, by=nurse)
        assert not Case.objects.filter(id=one.id).exists()


def test_the_agency_of_a_consul_is_a_recipient_like_any_other() -> None:
    us, office = team(), agency("consulate")
    issued = bulletin(report(us), us.officer, partner("consulate", agency=office))
    client = signed_in(person("consul", office))
    assert str(issued) in client.get("/bulletins/").content.decode()
    assert client.get("/reports/").status_code == 200
