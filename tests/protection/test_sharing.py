"""Sharing and referrals: the recipient, the data, the compartment, the progress."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.cases.access import sees_case
from amparo.cases.models import (
    Case,
    GeneralStatement,
    HealthStatement,
    ProtectionStatement,
    Reading,
    Task,
    TraffickingStatement,
)
from amparo.cases.tabs import TABS
from amparo.directory.models import Institution, InstitutionAgreement
from amparo.ledger import clock
from amparo.ledger.ids import new_id
from amparo.ledger.problems import NotVisible
from amparo.protection.jobs import chase_unanswered_referrals
from amparo.protection.referrals import compartment_of_share
from tests.callers import owner_of_form, post, signed_in, with_token
from tests.cases.test_clocks import as_worker
from tests.factories import Team, actor, agency, child, do, person, reading_as, refused, team
from tests.house.database import as_owner, involve
from tests.protection.determined import entry_of, represented, screened
from tests.protection.helpers import facts, inform, institution, wrong

pytestmark = pytest.mark.usefixtures("open_house")

TABLES = (GeneralStatement, ProtectionStatement, TraffickingStatement, HealthStatement)


def partner(
    org_kind: str = "health", country: str = "MEX", agreement: str = "national_protocol", **columns: Any
) -> str:
    """Return an institution, checked and bound, with an agreement unless `agreement` is empty."""
    today = clock.now().date()
    checked = {"verified_at": clock.now(), "verified_by": new_id(), "undertaking_until": today + timedelta(days=30)}
    made: Institution = institution(org_kind, country, **checked | columns)
    if agreement:
        InstitutionAgreement.objects.create(
            institution=made, kind=agreement, title="Convenio", valid_from=today - timedelta(days=9)
        )
    return str(made.id)


def consents(us: Team, case: Case, *purposes: str) -> None:
    given = {"decision": "granted", "given_by": "child", "own_words": "Sí, díganles"}
    do("record_consent", case.id, us.officer, purposes=list(purposes), **given)


HELP = {"purpose": "service_referral", "fields": ["identity", "health"]}


class TestShareWithAgency:
    def test_recipient_sees_the_case_and_has_a_task(self) -> None:
        us = team()
        case = screened(us)
        consents(us, case, "agency")
        hospital = agency("health")
        nurse = actor("health_worker", hospital)
        with reading_as(nurse):
            assert not Case.objects.filter(id=case.id).exists()
        given = HELP | {"institution": partner(agency=hospital), "service": "medical", "message": "Vacunas"}
        do("share_with_agency", case.id, us.officer, **given)
        with reading_as(nurse):
            assert Case.objects.filter(id=case.id).exists()
            assert Task.objects.filter(case=case, code="answer_referral", agency=hospital.id).exists()
            assert HealthStatement.objects.get(case=case, act="share_with_agency").body["message"] == "Vacunas"

    @pytest.mark.parametrize(
        ("recipient", "change", "code"),
        [
            pytest.param({"undertaking_until": None}, {}, "recipient_unknown", id="no undertaking"),
            pytest.param({"verified_at": None, "verified_by": None}, {}, "recipient_unknown", id="not verified"),
            pytest.param({"agreement": ""}, {}, "no_protocol", id="no protocol"),
            pytest.param({"org_kind": "migration"}, {}, "firewall", id="health to migration"),
            pytest.param({"country": "GTM"}, {}, "use_other_gate", id="abroad"),
            pytest.param({"org_kind": "consulate"}, {}, "use_other_gate", id="consulate"),
            pytest.param({}, {"fields": ["identity", "biometrics"]}, "excess_fields", id="biometrics"),
            pytest.param({}, {"purpose": None}, "excess_fields", id="no purpose"),
        ],
    )
    def test_share_without_a_condition_is_refused(
        self, recipient: dict[str, Any], change: dict[str, Any], code: str
    ) -> None:
        us = team()
        case = screened(us)
        consents(us, case, "agency")
        given = {name: value for name, value in (HELP | change).items() if value is not None}
        assert refused("share_with_agency", case.id, us.officer, institution=partner(**recipient), **given) == {code}

    def test_share_needs_consent_or_a_legal_basis(self) -> None:
        us = team()
        case = screened(us)
        given = HELP | {"institution": partner(), "purpose": "medical_emergency"}
        assert refused("share_with_agency", case.id, us.officer, **given) == {"consent_missing"}
        basis = {"legal_basis": "medical_emergency"}
        assert refused("share_with_agency", case.id, us.officer, **given, **basis) == {"consent_missing"}
        do("share_with_agency", case.id, us.officer, **given, **basis, legal_basis_reason="Fiebre de 40")

    def test_institution_must_be_listed_and_active(self) -> None:
        us = team()
        case = screened(us)
        for chosen in (str(new_id()), partner(active=False)):
            assert wrong("share_with_agency", case.id, us.officer, institution=chosen, **HELP) == {"institution"}

    @pytest.mark.parametrize(
        ("codes", "where"),
        [
            (("identity", "education"), "general"),
            (("identity", "health"), "health"),
            (("narrative", "health"), "protection"),
            (("asylum", "trafficking"), "trafficking"),
            ((None, "asylum_advice"), "protection"),
        ],
    )
    def test_share_is_kept_in_the_strictest_compartment(self, codes: tuple[str | None, ...], where: str) -> None:
        assert compartment_of_share(*codes) == where


class TestShareWithOrigin:
    GIVEN = {"purpose": "documentation", "fields": ["identity"]}  # noqa: RUF012

    def _case(self, us: Team) -> Case:
        case = screened(us)
        do("record_identity", case.id, us.officer, nationalities=["GTM"], country_origin="GTM")
        do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
        do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
        consents(us, case, "origin")
        return case

    def _to(self, **columns: Any) -> str:
        return partner(**{"org_kind": "protection", "country": "GTM", "agreement": "bilateral"} | columns)

    def test_share_with_origin_involves_nobody_abroad(self) -> None:
        us = team()
        case = self._case(us)
        abroad = agency("protection", country="GTM")
        do("share_with_origin", case.id, us.officer, institution=self._to(agency=abroad), **self.GIVEN)
        with reading_as(stranger := actor("protection_officer", abroad)):
            assert not Case.objects.filter(id=case.id).exists()
        with pytest.raises(NotVisible):
            do("record_identity", case.id, stranger, marks="?")

    @pytest.mark.parametrize(
        ("columns", "code"),
        [
            ({"country": "HND"}, "recipient_not_origin"),
            ({"org_kind": "migration"}, "recipient_not_protective"),
            ({"agreement": "national_protocol"}, "no_sharing_agreement"),
        ],
    )
    def test_invalid_recipient_is_refused(self, columns: dict[str, str], code: str) -> None:
        us = team()
        given = self.GIVEN | {"institution": self._to(**columns)}
        assert refused("share_with_origin", self._case(us).id, us.officer, **given) == {code}

    def test_fear_or_claim_blocks_sharing_with_origin(self) -> None:
        us = team()
        given = self.GIVEN | {"institution": self._to()}
        afraid = self._case(us)
        do("screen", afraid.id, us.officer, fear_of_return="yes")
        assert "protection_blocks_origin" in refused("share_with_origin", afraid.id, us.officer, **given)
        claims = self._case(us)
        do("refer_asylum", claims.id, us.officer, institution=partner("refugee"), wants_asylum="yes")
        assert "protection_blocks_origin" in refused("share_with_origin", claims.id, us.officer, **given)


class TestReferAsylum:
    def test_authority_sees_the_case_and_a_wish_counts_as_claim(self) -> None:
        us = team()
        case = screened(us)
        office = agency("refugee")
        given = {
            "institution": partner("refugee", agency=office),
            "purpose": "asylum_procedure",
            "fields": ["narrative"],
        }
        do("refer_asylum", case.id, us.officer, **given, wants_asylum="yes", message="Teme a la pandilla")
        known = facts(case, us.officer)
        assert known.asylum == "wish_expressed"
        assert known.asylum_referred_at is not None
        assert known.open_critical_referrals == 1
        with reading_as(actor("refugee_officer", office)):
            assert ProtectionStatement.objects.filter(case=case, act="refer_asylum").exists()

    @pytest.mark.parametrize("wish", [None, "no", "unknown"])
    def test_wish_for_asylum_is_not_presumed(self, wish: str | None) -> None:
        us = team()
        case = screened(us)
        stated = {"wants_asylum": wish} if wish else {}
        do("refer_asylum", case.id, us.officer, institution=partner("refugee"), **stated)
        assert facts(case, us.officer).asylum == "none"

    def test_pending_claim_is_not_reset(self) -> None:
        us = team()
        case = screened(us)
        do("record_international_protection", case.id, us.officer, asylum="pending")
        do("refer_asylum", case.id, us.officer, institution=partner("refugee"), wants_asylum="yes")
        assert facts(case, us.officer).asylum == "pending"

    @pytest.mark.parametrize("columns", [{"org_kind": "migration"}, {"country": "GTM"}])
    def test_recipient_must_be_bound_to_confidentiality(self, columns: dict[str, str]) -> None:
        us = team()
        to = partner(**{"org_kind": "refugee"} | columns)
        assert "asylum_confidential" in refused("refer_asylum", screened(us).id, us.officer, institution=to)

    def test_border_may_refer_and_reads_its_own_entry_alone(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        do("record_information_given", case.id, border, topics=["rights", "process", "remedies"], understood="yes")
        do("refer_asylum", case.id, border, institution=partner("refugee"), wants_asylum="yes")
        do("refer_asylum", case.id, us.officer, institution=partner("refugee"))
        with reading_as(border):
            assert {row.by for row in ProtectionStatement.objects.filter(case=case)} <= {border.id}


class TestReferTrafficking:
    def test_referral_needs_a_safe_place_and_no_punishment(self) -> None:
        us = team()
        case = screened(us)
        to = partner("prosecutor")
        assert refused("refer_trafficking", case.id, us.officer, institution=to) == {
            "no_safe_placement",
            "criminalised_victim",
        }
        stated = {"institution": to, "confirmations": ["not_criminalised"]}
        assert refused("refer_trafficking", case.id, us.officer, **stated) == {"no_safe_placement"}
        forged = {"institution": to, "confirmations": ["safe_placement_requested"]}
        assert wrong("refer_trafficking", case.id, us.officer, **forged) == {"confirmations.0"}
        do("record_safe_placement_request", case.id, us.officer, requested_of="Refugio especializado")
        do("refer_trafficking", case.id, us.officer, **stated, urgency="normal")
        known = facts(case, us.officer)
        assert known.trafficking_referred_at is not None
        assert known.open_critical_referrals == 0
        with reading_as(us.officer):
            kept = [t for t in TABLES if t.objects.filter(case=case, act="refer_trafficking").exists()]
        assert kept == [TraffickingStatement]

    def test_recipient_must_be_protection_or_prosecutor(self) -> None:
        us = team()
        to = partner("ngo")
        assert "recipient_not_protective" in refused("refer_trafficking", screened(us).id, us.officer, institution=to)


class TestReferralSteps:
    def _referred(self, us: Team, **given: Any) -> tuple[Case, str]:
        case = screened(us)
        done = do("refer_asylum", case.id, us.officer, institution=partner("refugee"), **given)
        return case, str(entry_of(done))

    def test_referral_is_open_until_completed(self) -> None:
        us = team()
        case, referral = self._referred(us, urgency="critical")
        assert facts(case, us.officer).open_critical_referrals == 1
        for status in ("received", "accepted", "in_service"):
            do("record_referral_step", case.id, us.officer, referral=referral, status=status)
            assert facts(case, us.officer).open_critical_referrals == 1
        do("record_referral_step", case.id, us.officer, referral=referral, status="completed", note="Sin fiebre")
        assert facts(case, us.officer).open_critical_referrals == 0

    def test_declined_referral_leaves_a_task(self) -> None:
        us = team()
        case, referral = self._referred(us)
        given = {"referral": referral, "status": "declined"}
        assert wrong("record_referral_step", case.id, us.officer, **given) == {"note"}
        do("record_referral_step", case.id, us.officer, **given, note="No es su zona")
        assert facts(case, us.officer).open_critical_referrals == 1
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="refer_again").exists()

    def test_cancelled_referral_does_not_count(self) -> None:
        us = team()
        case, referral = self._referred(us)
        do("record_referral_step", case.id, us.officer, referral=referral, status="cancelled", note="Duplicada")
        known = facts(case, us.officer)
        assert (known.open_critical_referrals, known.asylum_referred_at) == (0, None)

    def test_step_is_kept_in_the_compartment_of_its_referral(self) -> None:
        us = team()
        case = screened(us)
        do("record_safe_placement_request", case.id, us.officer, requested_of="Refugio")
        given = {"institution": partner("prosecutor"), "confirmations": ["not_criminalised"]}
        referral = str(entry_of(do("refer_trafficking", case.id, us.officer, **given)))
        do("record_referral_step", case.id, us.officer, referral=referral, status="received")
        with reading_as(us.officer):
            kept = [t for t in TABLES if t.objects.filter(case=case, act="record_referral_step").exists()]
        assert kept == [TraffickingStatement]

    def test_step_needs_a_referral_of_this_case(self) -> None:
        us = team()
        case, _ = self._referred(us)
        _, other = self._referred(us)
        for chosen in (other, str(new_id())):
            given = {"referral": chosen, "status": "received"}
            assert wrong("record_referral_step", case.id, us.officer, **given) == {"referral"}


def test_guardian_may_consent_for_a_child_without_capacity() -> None:
    us = team()
    case = screened(us)
    represented(us, case)
    given = {"purposes": ["agency"], "decision": "granted", "given_by": "guardian", "capacity": "guardian_only"}
    do("record_consent", case.id, us.officer, **given)
    do("share_with_agency", case.id, us.officer, institution=partner(), **HELP)

    @pytest.mark.parametrize("status", ["declined", "cancelled"])
    def test_who_declined_sees_the_case_no_longer(self, status: str) -> None:
        us, office = team(), agency("refugee")
        case, to = screened(us), partner("refugee", agency=office)
        referrals = [str(entry_of(do("refer_asylum", case.id, us.officer, institution=to))) for _ in range(2)]
        recipient = actor_of(person("refugee_officer", office))
        for referral, still in zip(referrals, (True, False), strict=True):
            do("record_referral_step", case.id, us.officer, referral=referral, status=status, note="No es su zona")
            assert sees_case(recipient, case.id) is still, "as long as another referral to them stands"
        with reading_as(recipient):
            assert not Case.objects.filter(id=case.id).exists()


class TestAnswering:
    """Whoever a child was referred to answers in place; who sent it sees the answer."""

    def _referred(self, role: str = "health_worker") -> tuple[Team, Case, Person, str]:
        us = team()
        case = screened(us)
        consents(us, case, "agency")
        kind = {"health_worker": "health", "partner_ngo": "ngo"}[role]
        helper = person(role, agency(kind))
        service = {"health_worker": "medical", "partner_ngo": "psychosocial"}[role]
        given = {"institution": partner(kind, agency=helper.agency), "service": service, "fields": ["identity"]}
        given |= {"message": "Tos desde hace una semana"}
        referral = str(entry_of(do("share_with_agency", case.id, us.officer, **given, purpose="service_referral")))
        return us, case, helper, referral

    def _tasks(self, case: Case, code: str) -> int:
        with as_owner() as owner:
            query = "select count(*) from cases_task where case_id = %s and code = %s and done_at is null"
            [(count,)] = owner.execute(query, [case.id, code]).fetchall()
        return int(count)

    def test_from_the_work_page_to_what_came_of_it(self) -> None:
        us, case, helper, referral = self._referred()
        client, form = signed_in(helper), f"/cases/{case.id}/do/record_referral_step/"
        assert f"{form}?referral={referral}" in client.get("/").content.decode()
        page = client.get(f"{form}?referral={referral}").content.decode()
        assert f'value="{referral}" selected' in page
        assert 'value="accepted"' in page
        assert 'value="cancelled"' not in page
        assert 'name="told_by"' not in page
        assert "&#x27;" not in page
        assert "lo que se le envió: Identidad." in page
        assert "Tos desde hace una semana" in page, "what was sent stands above the answer"
        assert "esperan respuesta desde" in client.get("/").content.decode()
        answer = {"owner": owner_of_form(client, form), "referral": referral, "status": "received"}
        assert client.post(form, answer).status_code == 302
        assert self._tasks(case, "answer_referral") == 1, "to have received it is no answer"
        assert client.post(form, answer | {"status": "accepted", "note": "Cita el jueves"}).status_code == 302
        assert (self._tasks(case, "answer_referral"), self._tasks(case, "tell_referral_outcome")) == (0, 1)
        seen = signed_in(Person.objects.get(id=us.officer.id)).get(f"/cases/{case.id}/protection/").content.decode()
        assert "Aceptada" in seen
        assert "Cita el jueves" in seen
        assert client.post(form, answer | {"status": "completed"}).status_code == 422, "what came of it is said"
        assert client.post(form, answer | {"status": "completed", "note": "Sin fiebre"}).status_code == 302
        assert self._tasks(case, "tell_referral_outcome") == 0

    def test_who_declines_says_why_and_goes_back_to_their_work(self) -> None:
        _, case, helper, referral = self._referred()
        client, form = signed_in(helper), f"/cases/{case.id}/do/record_referral_step/"
        answer = {"owner": owner_of_form(client, form), "referral": referral, "status": "declined"}
        assert client.post(form, answer).status_code == 422
        assert self._tasks(case, "answer_referral") == 1
        gone = client.post(form, answer | {"note": "No atendemos a menores de 5"})
        assert (gone.status_code, gone["Location"]) == (302, "/")
        assert client.get(f"/cases/{case.id}/").status_code == 404
        assert (self._tasks(case, "answer_referral"), self._tasks(case, "refer_again")) == (0, 1)

    @pytest.mark.parametrize(("urgency", "hours"), [("critical", 24), ("urgent", 72), (None, 7 * 24)])
    def test_the_time_to_answer_follows_the_urgency(self, urgency: str | None, hours: int) -> None:
        us, helper = team(), person("health_worker", agency("health"))
        case = screened(us)
        consents(us, case, "agency")
        given = {"institution": partner("health", agency=helper.agency), "service": "medical", "fields": ["identity"]}
        sent = clock.now()
        with clock.at(sent):
            marked = {"urgency": urgency} if urgency else {}
            do("share_with_agency", case.id, us.officer, **given, **marked, purpose="service_referral")
        with as_owner() as owner:
            due = "select due_at from cases_task where case_id = %s and code = 'answer_referral'"
            assert owner.execute(due, [case.id]).fetchall() == [(sent + timedelta(hours=hours),)]

    def test_a_referral_without_an_answer_comes_back_once_to_who_answers_for_the_child(self) -> None:
        with clock.at(
            clock.now() - timedelta(days=8)
        ):  # not days ahead, where the referrals of others would be late too
            us, case, helper, referral = self._referred()
            officer = signed_in(Person.objects.get(id=us.officer.id))
            assert "se espera hasta el" in officer.get(f"/cases/{case.id}/protection/").content.decode()
            assert self._chased(case) == 0, "its time runs"
        assert self._chased(case) == 1
        assert self._chased(case) == 1, "it is told once"
        client = signed_in(Person.objects.get(id=us.officer.id))
        assert "No respondieron a la derivación en su plazo" in client.get("/").content.decode()
        assert "No respondieron" not in signed_in(helper).get("/").content.decode()
        do("record_referral_step", case.id, actor_of(helper), referral=referral, status="received")
        assert self._chased(case) == 1, "to have received it is no answer"
        do("record_referral_step", case.id, actor_of(helper), referral=referral, status="accepted")
        assert self._tasks(case, "chase_referral") == 0
        assert self._chased(case) == 0

    def _chased(self, case: Case) -> int:
        with as_worker():
            chase_unanswered_referrals()
        return self._tasks(case, "chase_referral")

    def test_what_nobody_there_may_read_is_not_sent_to_wait_unseen(self) -> None:
        """A medical referral to an office of whom nobody reads health: it stood nowhere, and the sender waited."""
        us, helper = team(), person("partner_ngo", agency("ngo"))
        case = screened(us)
        consents(us, case, "agency")
        given = {"institution": partner("ngo", agency=helper.agency), "fields": ["identity"]}
        given["purpose"] = "service_referral"
        for service in ("medical", "trafficking_support"):
            assert wrong("share_with_agency", case.id, us.officer, **given, service=service) == {"institution"}
        do("share_with_agency", case.id, us.officer, **given, service="psychosocial")
        assert "Responder la derivación: Atención psicosocial" in signed_in(helper).get("/").content.decode()
        person("care_provider", helper.agency)
        do("share_with_agency", case.id, us.officer, **given, service="medical")

    def test_a_new_referral_ends_the_task_to_refer_again_for_the_same_alone(self) -> None:
        us, case, helper, referral = self._referred()
        other = person("partner_ngo", agency("ngo"))
        given = {"institution": partner("ngo", agency=other.agency), "fields": ["identity"], "service": "psychosocial"}
        given["purpose"] = "service_referral"
        psychosocial = str(entry_of(do("share_with_agency", case.id, us.officer, **given)))
        for who, which in ((helper, referral), (other, psychosocial)):
            said = {"referral": which, "status": "declined", "note": "No hay cupo"}
            do("record_referral_step", case.id, actor_of(who), **said)
        page = signed_in(Person.objects.get(id=us.officer.id)).get("/").content.decode()
        assert "Derivar otra vez: Atención médica" in page
        assert "Derivar otra vez: Atención psicosocial" in page
        do("share_with_agency", case.id, us.officer, **given)
        page = signed_in(Person.objects.get(id=us.officer.id)).get("/").content.decode()
        assert "Derivar otra vez: Atención médica" in page
        assert "Derivar otra vez: Atención psicosocial" not in page

    @pytest.mark.parametrize(("service", "hours"), [("sexual_reproductive", 72), ("medical", 168)])
    def test_what_cannot_wait_has_its_hours_though_nobody_marked_it(self, service: str, hours: int) -> None:
        us, helper = team(), person("health_worker", agency("health"))
        case = screened(us)
        consents(us, case, "agency")
        given = {"institution": partner("health", agency=helper.agency), "service": service, "fields": ["identity"]}
        sent = clock.now()
        with clock.at(sent):
            do("share_with_agency", case.id, us.officer, **given, purpose="service_referral")
        with as_owner() as owner:
            due = "select due_at from cases_task where case_id = %s and code = 'answer_referral'"
            assert owner.execute(due, [case.id]).fetchall() == [(sent + timedelta(hours=hours),)]

    @pytest.mark.parametrize(
        ("said", "refused_now"),
        [
            (["accepted"], ["received"]),
            (["in_service"], ["received", "accepted"]),
            (["no_show"], ["received", "accepted"]),
            (["accepted", "escalated"], ["received"]),
        ],
    )
    def test_a_referral_goes_forward(self, said: list[str], refused_now: list[str]) -> None:
        us, case, _, referral = self._referred()
        for status in said:
            do("record_referral_step", case.id, us.officer, referral=referral, status=status)
        for status in refused_now:
            assert wrong("record_referral_step", case.id, us.officer, referral=referral, status=status) == {"status"}
        done = {"referral": referral, "status": "completed", "note": "La atendieron"}
        do("record_referral_step", case.id, us.officer, **done)
        assert wrong("record_referral_step", case.id, us.officer, **done) == {"referral"}

    def test_a_task_of_others_is_read_and_leads_nowhere(self) -> None:
        """Its link was refused to whoever it is not for."""
        us, case, helper, referral = self._referred("partner_ngo")
        guardian = person("guardian")
        involve(guardian, case)
        way = f"/cases/{case.id}/do/record_referral_step/?referral={referral}"
        for who in (guardian, Person.objects.get(id=us.officer.id)):
            page = signed_in(who).get(f"/cases/{case.id}/").content.decode()
            assert "Responder la derivación" in page
            assert way not in page
        assert way in signed_in(helper).get(f"/cases/{case.id}/").content.decode()

    def test_the_api_lists_the_referrals_of_a_case_for_the_answer(self) -> None:
        us, case, helper, referral = self._referred()
        stranger, path = person("partner_ngo", agency("ngo")), f"/api/v1/cases/{case.id}/choices"
        [offered] = with_token(helper).get(f"{path}/referral").json()["items"]
        assert offered["id"] == referral
        asking = with_token(person("protection_officer", us.agency))
        assert [one["id"] for one in asking.get(f"{path}/referral").json()["items"]] == [referral]
        assert with_token(helper).get(f"{path}/nothing").status_code == 404
        assert with_token(stranger).get(f"{path}/referral").status_code == 404

    def test_nobody_answers_for_another_institution_nor_says_what_the_sender_says(self) -> None:
        us, case, helper, referral = self._referred()
        other = person("partner_ngo", agency("ngo"))
        to_other = {"institution": partner("ngo", agency=other.agency), "fields": ["identity"]}
        do("share_with_agency", case.id, us.officer, **to_other, purpose="service_referral")
        involve(other, case)
        said = {"referral": referral, "status": "accepted"}
        assert wrong("record_referral_step", case.id, actor_of(other), **said) == {"referral"}
        for status in ("cancelled", "escalated"):
            told = {"referral": referral, "status": status, "note": "Nos equivocamos de zona"}
            assert wrong("record_referral_step", case.id, actor_of(helper), **told) == {"status"}
        path = f"/cases/{case.id}/records/record_referral_step"
        refused = post(with_token(other), f"{path}?dry_run=1", said)
        assert refused.status_code == 422, "a trial says the same"
        assert post(with_token(helper), path, said).status_code == 200
        assert self._tasks(case, "answer_referral") == 1, "the answer of one leaves the other's task"

    def test_the_task_is_not_ticked_off_and_what_was_declined_is_sent_again(self) -> None:
        us, case, helper, referral = self._referred()
        rows = with_token(helper).get(f"/api/v1/cases/{case.id}/tasks").json()["items"]
        [task] = [row["id"] for row in rows if row["code"] == "answer_referral"]
        assert post(with_token(helper), f"/cases/{case.id}/tasks/{task}/done", {}).status_code == 404
        assert self._tasks(case, "answer_referral") == 1
        do("record_referral_step", case.id, us.officer, referral=referral, status="declined", note="Sin lugar")
        said = {"referral": referral, "status": "accepted"}
        assert wrong("record_referral_step", case.id, us.officer, **said) == {"referral"}

    @pytest.mark.parametrize(("kind", "role"), [("refugee", "refugee_officer"), ("prosecutor", "prosecutor")])
    def test_that_such_an_institution_is_in_the_case_tells_nobody_else(self, kind: str, role: str) -> None:
        us, border = team(), actor("border_officer")
        case = child(us, border)
        consents(us, case, "agency")
        inform(case, us.officer)
        helper = person(role, agency(kind))
        given = {"institution": partner(kind, agency=helper.agency), "fields": ["identity"], "legal_basis": "statute",
                 "legal_basis_reason": "Ley General, artículo 4"}  # fmt: skip
        do("share_with_agency", case.id, us.officer, **given, purpose="documentation")
        assert with_token(helper).get(f"/api/v1/cases/{case.id}").status_code == 200
        client = with_token(Person.objects.get(id=border.id))
        for part in ("events", "tasks", "accesses"):
            told = client.get(f"/api/v1/cases/{case.id}/{part}").content.decode()
            assert given["institution"] not in told, part
            assert str(helper.agency.id) not in told, part
            assert helper.name not in told, part

    def test_who_sent_it_says_everything(self) -> None:
        us, case, _, referral = self._referred()
        page = signed_in(Person.objects.get(id=us.officer.id)).get(f"/cases/{case.id}/protection/").content.decode()
        assert f"record_referral_step/?referral={referral}" in page
        do("record_referral_step", case.id, us.officer, referral=referral, status="cancelled", note="Ya no hace falta")
        assert self._tasks(case, "answer_referral") == 0


class TestWhoRead:
    """The log of readings tells nothing that its reader may not know."""

    def _read_by(self, case: Case, *people: Person) -> None:
        for who in people:
            assert with_token(who).get(f"/api/v1/cases/{case.id}").status_code == 200

    def _readers(self, case: Case, who: Person) -> set[str]:
        rows = with_token(who).get(f"/api/v1/cases/{case.id}/accesses").json()["items"]
        return {row["person"] for row in rows}

    def _page(self, case: Case, who: Person) -> str:
        return signed_in(who).get(f"/cases/{case.id}/readers/").content.decode()

    @pytest.mark.parametrize(
        ("act", "kind", "role"),
        [("refer_asylum", "refugee", "refugee_officer"), ("refer_trafficking", "prosecutor", "prosecutor")],
    )
    def test_a_recipient_is_shown_to_those_who_may_know_of_the_referral(self, act: str, kind: str, role: str) -> None:
        us, office = team(), agency(kind)
        border, recipient = person("border_officer"), person(role, office)
        case = screened(us)
        involve(border, case)
        do("record_safe_placement_request", case.id, us.officer, requested_of="Refugio especializado")
        confirmed = {"confirmations": ["not_criminalised"]} if act == "refer_trafficking" else {}
        do(act, case.id, us.officer, institution=partner(kind, agency=office), **confirmed)
        officer = Person.objects.get(id=us.officer.id)
        self._read_by(case, recipient, border, officer)
        assert recipient.name in self._readers(case, officer)
        assert recipient.name in self._readers(case, recipient)
        seen = self._readers(case, border)
        assert recipient.name not in seen
        assert office.name not in self._page(case, border)
        assert {border.name, officer.name} <= seen

    def test_a_recipient_on_general_grounds_is_shown_to_all(self) -> None:
        us, office = team(), agency("ngo")
        border, recipient = person("border_officer"), person("partner_ngo", office)
        case = screened(us)
        involve(border, case)
        consents(us, case, "agency")
        given = HELP | {"fields": ["identity"], "institution": partner(agency=office)}
        do("share_with_agency", case.id, us.officer, **given)
        self._read_by(case, recipient)
        assert recipient.name in self._readers(case, border)

    def test_who_handed_over_sees_the_readings_of_their_agency(self) -> None:
        us, border = team(), person("border_officer")
        case = screened(us)
        involve(border, case)
        officer = Person.objects.get(id=us.officer.id)
        self._read_by(case, border, officer)
        with as_owner() as owner:
            owner.execute("update cases_involvement set own_only = true where agency_id = %s", [border.agency_id])
        with reading_as(actor_of(border)):
            assert {row.person for row in Reading.objects.filter(case=case)} == {border.id}


@pytest.mark.usefixtures("open_house")
@pytest.mark.parametrize("is_handed_over", [False, True])
def test_a_colleague_who_may_not_read_new_information_learns_nothing_of_what_it_is_about(is_handed_over: bool) -> None:
    us, writer = team(), person("border_officer")
    colleague = person("border_officer", writer.agency)
    case = child(us, actor_of(writer))
    do("record_new_information", case.id, actor_of(writer), kind="asylum", text="Dice que teme volver")
    if is_handed_over:
        whole = {"health_state": "good", "belongings": "Mochila", "documents": "Acta"}
        do("record_handover", case.id, us.officer, **whole, handed_over_by="A", received_by="B")
        confirmed = ["receiver_accepted", "child_informed", "safe_transport"]
        do("transfer_custody", case.id, actor_of(writer), to_custody="protection_authority", confirmations=confirmed)
    pages, api = signed_in(colleague), with_token(colleague)
    told = [pages.get(f"/cases/{case.id}/{tab}/").content.decode() for tab in ("", *TABS)]
    told += [
        api.get(f"/api/v1/cases/{case.id}{part}").content.decode() for part in ("", "/events", "/tasks", "/deadlines")
    ]
    told += [pages.get("/").content.decode(), api.get("/api/v1/tasks").content.decode()]
    for text in told:
        assert "teme volver" not in text
        assert '"kind":"asylum"' not in text.replace(": ", ":")
