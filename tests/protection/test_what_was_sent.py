"""What a recipient reads of a child: what was sent to them, and what their own agency wrote."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.accounts.models import Agency, Person
from amparo.accounts.selectors import actor_of
from amparo.cases.act import ACTS
from amparo.cases.models import (
    Case,
    GeneralStatement,
)
from amparo.ledger.codes import code_list
from amparo.ledger.models import Event
from amparo.registry.files import store_file
from amparo.registry.models import StoredFile
from tests.callers import post, signed_in, with_token
from tests.factories import Team, agency, do, leave_task, person, reading_as, team
from tests.house.database import involve
from tests.protection.determined import entry_of, screened
from tests.protection.helpers import provider
from tests.protection.test_sharing import consents, partner
from tests.registry.test_files import picture

pytestmark = pytest.mark.usefixtures("open_house")


class TestWhatWasSent:
    """A recipient reads the groups of data that were sent, the referral, and what their own agency wrote."""

    def _shared(self, us: Team, case: Case, office: Agency, *fields: str) -> str:
        to = partner(office.org_kind or "ngo", agency=office)
        given = {"purpose": "service_referral", "institution": to, "fields": list(fields)}
        return str(entry_of(do("share_with_agency", case.id, us.officer, **given)))

    def _case(self) -> tuple[Team, Case]:
        us = team()
        case = screened(us)
        consents(us, case, "agency")
        do("record_family", case.id, us.officer, members=[{"relation": "mother", "names": {"given": "Marta"}}])
        do("record_education", case.id, us.officer, school_name="Escuela Benito Juárez")
        return us, case

    def _acts(self, case: Case, who: Person) -> set[str]:
        with reading_as(actor_of(who)):
            said = set(GeneralStatement.objects.filter(case=case).values_list("act", flat=True))
            happened = set(Event.objects.filter(chain=case.id).values_list("act", flat=True))
        return said | happened

    def test_other_groups_are_not_read(self) -> None:
        us, case = self._case()
        helper = person("partner_ngo", agency("ngo"))
        self._shared(us, case, helper.agency, "identity")
        assert self._acts(case, helper) == {"register", "record_interpreter", "share_with_agency"}
        page = signed_in(helper).get(f"/cases/{case.id}/child/").content.decode()
        assert "Marta" not in page
        assert "lo que se le envió" in page

    def _answers(self, case: Case, who: Person) -> set[str]:
        with reading_as(actor_of(who)):
            return {
                name
                for body in GeneralStatement.objects.filter(case=case).values_list("body", flat=True)
                for name in body
            }

    def test_of_an_entry_only_the_answers_of_the_groups_that_were_sent_are_read(self) -> None:
        """Who was sent the identity read custody, sisters and brothers, and a telephone with it."""
        us, case = self._case()
        helper = person("partner_ngo", agency("ngo"))
        do("record_identity", case.id, us.officer, phone="+502 5555 1234", marks="Cicatriz", country_origin="GTM")
        do("record_interpreter", case.id, us.officer, best_language="mam", other_interpreter="Petrona López")
        self._shared(us, case, helper.agency, "identity")
        read = self._answers(case, helper)
        assert {"names", "sex", "age_or_birth", "country_origin", "best_language"} <= read
        assert not {"with_whom", "custody", "protection_agency", "phone", "marks", "other_interpreter"} & read
        page = signed_in(helper).get(f"/cases/{case.id}/child/").content.decode()
        assert "5555 1234" not in page
        assert "Petrona" not in page
        with reading_as(actor_of(helper)):
            told = set(Event.objects.filter(chain=case.id).values_list("act", flat=True))
        assert told == {"share_with_agency"}, "an event tells all answers of its act, so it is not told"
        self._shared(us, case, helper.agency, "family")
        assert "with_whom" in self._answers(case, helper)
        assert "custody" not in self._answers(case, helper)

    def test_the_paper_prints_no_answer_that_is_not_read(self) -> None:
        for act in ACTS.values():
            for group, names in act.data_groups.items():
                assert names is None or names <= set(act.Input.model_fields) | {"age_or_birth"}, (act.code, group)

    def test_what_their_agency_writes_is_read_and_more_can_be_sent(self) -> None:
        us, case = self._case()
        helper = person("partner_ngo", agency("ngo"))
        self._shared(us, case, helper.agency, "identity")
        do("record_alert", case.id, actor_of(helper), kind="threat", text="Le siguen")
        self._shared(us, case, helper.agency, "family")
        assert {"record_alert", "record_family"} <= self._acts(case, helper)
        assert "record_education" not in self._acts(case, helper)

    def test_files_are_read_with_the_statement_that_put_them_on_record(self) -> None:
        us, case = self._case()
        helper = person("partner_ngo", agency("ngo"))
        with reading_as(us.officer):
            kept = store_file(case, content=picture(), kind="identity_document", by=us.officer)
        do("record_file", case.id, us.officer, file=str(kept.id), kind="identity_document")
        self._shared(us, case, helper.agency, "identity")
        with reading_as(actor_of(helper)):
            assert not StoredFile.objects.filter(case=case).exists()
        involve(helper, case, groups=["documents"])
        with reading_as(actor_of(helper)):
            assert StoredFile.objects.filter(case=case).exists()

    def test_a_danger_that_a_recipient_states_gives_them_nobody(self) -> None:
        """Who was sent the identity declared a danger, took the child out of custody and chose where she sleeps."""
        us, case = self._case()
        helper = person("labour_inspector", agency("labour"))
        self._shared(us, case, helper.agency, "identity")
        client = with_token(helper)
        danger = {"immediate_danger": "yes", "what": "Le siguen"}
        assert post(client, f"/cases/{case.id}/records/record_danger", danger).status_code == 200, "it is told"
        for act, given in (
            ("transfer_custody", {"to_custody": "health"}),
            ("place_in_care", {"provider": str(provider().id)}),
        ):
            answer = post(client, f"/cases/{case.id}/actions/{act}", given)
            assert answer.status_code == 403, answer.content
            assert "protection authority" in answer.json()["detail"]

    def test_where_a_recipient_is_shown_a_child_no_more_is_told_than_was_sent(self) -> None:
        us, case = self._case()
        helper = person("partner_ngo", agency("ngo"))
        self._shared(us, case, helper.agency, "identity")
        do("record_family", case.id, us.officer, with_whom="separated")
        for path in ("/", "/tasks/", f"/cases/{case.id}/"):
            page = signed_in(helper).get(path).content.decode()
            assert "separad" not in page, path
            assert "no se sabe con quién" not in page, "it is known, and was not sent"
        events = with_token(helper).get(f"/api/v1/cases/{case.id}/events").json()["items"]
        assert [event["opened"]["judged"] for event in events] == [[]], "what the law was asked holds every clock"

    def test_every_compartment_does_not_lift_the_limit(self) -> None:
        us, case = self._case()
        other = person("protection_officer", agency("protection"))
        self._shared(us, case, other.agency, "identity")
        answer = with_token(other).get(f"/api/v1/cases/{case.id}/facts")
        assert answer.status_code == 403
        assert answer.json()["type"].endswith("/restricted")
        assert "record_education" not in self._acts(case, other)

    def test_tasks_deadlines_and_reasons_of_what_was_not_sent_are_not_told(self) -> None:
        """Tasks told what an assessment planned, actions that the child refused contact with the family."""
        us, case = self._case()
        helper, other = person("partner_ngo", agency("ngo")), person("protection_officer", agency("protection"))
        for who in (helper, other):
            self._shared(us, case, who.agency, "identity")
        with reading_as(us.officer):
            leave_task(case, "manual", agency=us.agency.id, detail={"text": "Buscar dónde duerma"})
        for who in (helper, other):
            client = with_token(who)
            before = client.get(f"/api/v1/cases/{case.id}/actions").json()
            assert client.get(f"/api/v1/cases/{case.id}/tasks").json()["items"] == self._own_tasks(case, who)
            assert client.get(f"/api/v1/cases/{case.id}/deadlines").json()["items"] == []
            assert client.get("/api/v1/cases?limit=0&profile=indigenous").status_code in (200, 422)
            do("record_consent", case.id, us.officer, purposes=["family_contact"], decision="refused", given_by="child")
            assert client.get(f"/api/v1/cases/{case.id}/actions").json() == before
        refused = post(with_token(other), f"/cases/{case.id}/actions/complete_bia?dry_run=1", {})
        assert "request" not in refused.json()

    def test_the_list_tells_and_moves_with_nothing_that_was_not_sent(self) -> None:
        helper = person("partner_ngo", agency("ngo"))
        (us, first), (other, second) = self._case(), self._case()
        self._shared(us, first, helper.agency, "identity")
        self._shared(other, second, helper.agency, "identity")
        client = with_token(helper)
        before = client.get("/api/v1/cases").json()["items"]
        assert [row["id"] for row in before] == [str(second.id), str(first.id)]
        assert [row["step"] for row in before] == [None, None]
        assert client.get("/api/v1/cases?step=2").json()["items"] == []
        do("record_family", first.id, us.officer, with_whom="separated")
        do("record_education", first.id, us.officer, school_name="Otra")
        assert client.get("/api/v1/cases").json()["items"] == before
        assert [row["id"] for row in client.get("/api/v1/cases?limit=1").json()["items"]] == [str(second.id)]
        following = client.get("/api/v1/cases?limit=1").json()["next"]
        assert client.get(f"/api/v1/cases?limit=1&cursor={following}").json()["items"] == before[1:]
        self._shared(us, first, helper.agency, "family")
        after = client.get("/api/v1/cases").json()["items"]
        assert [row["with_whom"] for row in after] == ["separated", ""], "the family of the second was not sent"

    def _own_tasks(self, case: Case, who: Person) -> list[Any]:
        rows = with_token(who).get(f"/api/v1/cases/{case.id}/tasks").json()["items"]
        return [row for row in rows if row["code"] == "answer_referral"]

    def test_readers_of_other_institutions_are_not_told(self) -> None:
        us, case = self._case()
        helper, officer = person("partner_ngo", agency("ngo")), Person.objects.get(id=us.officer.id)
        self._shared(us, case, helper.agency, "identity")
        for who in (officer, helper):
            assert with_token(who).get(f"/api/v1/cases/{case.id}").status_code == 200
        rows = with_token(helper).get(f"/api/v1/cases/{case.id}/accesses").json()["items"]
        assert {row["person"] for row in rows} == {helper.name}

    def test_every_group_that_can_be_sent_is_read(self) -> None:
        sent = {group for act in ACTS.values() for group in act.data_groups}
        assert sent == set(code_list("data_group")) - {"contact", "biometrics"}, "a telephone, and nothing"
