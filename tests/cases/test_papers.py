"""Papers from real acts, in both languages: what they say, what they hide, whether they are genuine."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
from django.test import Client
from django.utils.translation import override

from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.cases.models import Case
from amparo.cases.papers import PAPERS, Reading, build_content, find_paper, list_available, printing
from amparo.cases.papers.norms import list_norms
from amparo.cases.papers.signatures import render_svg
from amparo.cases.selectors import file_for, visible_case
from amparo.law import PROFILES
from amparo.law.explain import value_source
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list, label
from amparo.registry.papers import shared_data
from amparo.ui.pdf import render_typst
from tests.callers import signed_in
from tests.consular.test_consular import consulate, willing
from tests.factories import Team, child, do, person, reading_as, team
from tests.house.database import involve
from tests.protection.determined import days, decided, notified, screened
from tests.protection.helpers import provider, roll
from tests.protection.test_age import found_adult
from tests.protection.test_care import MEASURE, OPTIONS
from tests.protection.test_sharing import consents, partner
from tests.returns.test_ending import came_of_age_and_closed, young_person
from tests.returns.test_reunification import ready_to_reunify
from tests.returns.ways import CONFIRMED, approved, followed_up, home_again, morning, ready_to_leave

pytestmark = pytest.mark.usefixtures("open_house")

HOST = "https://nodo.example/"
TEMPLATE = Path(printing.__file__).parent / "paper.typ"
SIGNED = {"giver_signature": "M10 20 L40 60 L80 20", "receiver_signature": "M5,5L30 30"}
WORDS = "Xochicanariopapel"


def _determined(us: Team) -> Case:
    case = decided(us)
    notified(us, case)
    do("record_care_options", case.id, us.officer, **OPTIONS)
    do("record_health", case.id, us.officer, allergies=WORDS, told_by=["child"])
    do("record_measure_request", case.id, us.officer, **MEASURE)
    do("place_in_care", case.id, us.officer, provider=str(provider().id), where="Calle 5", fit_reason="Le queda bien")
    return case


def _referred(us: Team) -> Case:
    case = screened(us)
    consents(us, case, "agency")
    do("record_health", case.id, us.officer, allergies="Polvo", told_by=["child"])
    do("record_trafficking_status", case.id, us.officer, trafficking="indicators", reason=WORDS)
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    shared_data = {"purpose": "service_referral", "service": "medical", "message": "Vacunas pendientes"}
    do("share_with_agency", case.id, us.officer, institution=partner(), fields=["identity", "health"], **shared_data)
    refuge = {
        "institution": partner("refugee"),
        "purpose": "asylum_procedure",
        "fields": ["identity", "asylum"],
        "reason": WORDS,
    }
    do("refer_asylum", case.id, us.officer, wants_asylum="unknown", **refuge)
    do("record_safe_placement_request", case.id, us.officer, requested_of="Refugio especializado")
    do("refer_trafficking", case.id, us.officer, institution=partner("prosecutor"), fields=["trafficking"],
       purpose="trafficking_protection", confirmations=["not_criminalised"])  # fmt: skip
    return case


def _notified(us: Team) -> Case:
    case = willing(us)
    shared = {"fields": ["identity", "contact", "custody_status"], "message": "Busca a su madre"}
    do("notify_consulate", case.id, us.officer, institution=consulate(), channel="Oficio", **shared)
    return case


def _on_the_way(us: Team) -> Case:
    case = ready_to_leave(us, morning(1))
    do("execute_return", case.id, us.officer, **CONFIRMED)
    stage = {"stage": "handed_over", "receiver": "Lic. Ana Sis", "place": "Tecún Umán"}
    do("record_travel_stage", case.id, us.officer, **stage, **SIGNED)
    return case


def _home(us: Team) -> Case:
    case = home_again(us)
    for day, wait in ((7, 6), (30, 29)):
        with days(wait):
            followed_up(us, case, day, child_opinion=f"{WORDS} {day}")
    return case


def _reunified(us: Team) -> Case:
    case = ready_to_reunify(us)
    do("reunify", case.id, us.officer, confirmations=["preference_reasoned"], preference="Es su tía")
    return case


def _age_determined(us: Team) -> Case:
    return found_adult(us, reasons=WORDS)


WAYS = {
    "age-determination": _age_determined,
    "screening-sheet": _determined, "guardian-appointment": _determined, "assessment": _determined,
    "determination": _determined, "placement-order": _determined, "referral": _referred, "referral-asylum": _referred,
    "referral-protection": _referred, "consular-notification": _notified, "return-plan": _on_the_way,
    "handover-record": _on_the_way,
    "reception-record": _home, "follow-up": _home, "reunification": _reunified, "closure": came_of_age_and_closed,
}  # fmt: skip


@cache
def lived(way: Any) -> tuple[Team, Case]:
    us = team()
    return us, way(us)


def reading_of(slug: str, case: Case, by: Actor) -> Reading:
    """The latest such paper of a case, as this person reads it. Within `reading_as`."""
    seen = visible_case(case.id, by=by)
    file = file_for(seen, by=by)
    return Reading(seen, file, PAPERS[slug].entries(file)[-1], by)


def told(slug: str, case: Case, by: Actor) -> dict[str, Any]:
    """What the latest such paper says to this person."""
    with reading_as(by):
        return build_content(PAPERS[slug], reading_of(slug, case, by), base_url=HOST)


def words_of(slug: str, case: Case, by: Actor) -> str:
    """The same, without heads and foot, as one text."""
    return json.dumps(told(slug, case, by)["sections"], ensure_ascii=False)


def state_of_plan(case: Case, by: Actor) -> dict[str, str]:
    return dict(told("return-plan", case, by)["sections"][0]["rows"])


def text_of(printed: bytes) -> str:
    """The text of a PDF, its lines joined."""
    pages = pypdfium2.PdfDocument(printed)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def border_of(case: Case) -> Actor:
    """A border officer who sees the case in general."""
    who = person("border_officer")
    involve(who, case)
    return actor_of(who)


def officer_client(us: Team, language: str = "es") -> Client:
    return signed_in(Person.objects.get(id=us.officer.id), language)


def test_every_kind_of_paper_is_tried() -> None:
    assert WAYS.keys() == PAPERS.keys()


@pytest.mark.parametrize("slug", WAYS)
def test_printed_in_both_languages(slug: str) -> None:
    us, case = lived(WAYS[slug])
    for language, check in (("es", "Compruebe este papel en"), ("en", "Check this paper at")):
        response = officer_client(us, language).get(f"/cases/{case.id}/papers/{slug}.pdf")
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert case.number in response["Content-Disposition"]
        printed = text_of(response.content)
        with override(language):
            said = told(slug, case, us.officer)
        for words in (said["title"], check, said["code"], case.number, said["agency"]):
            assert words in printed
        for section in said["sections"]:
            assert section["heading"] in printed
            assert section["rows"] or section["words"], section
        assert not any(section["restricted"] for section in said["sections"])


@pytest.mark.parametrize("slug", WAYS)
def test_rests_on_the_data_of_the_law(slug: str) -> None:
    us, case = lived(WAYS[slug])
    norms = told(slug, case, us.officer)["norms"]
    assert norms
    assert [one["mark"] for one in norms] == [
        label("norm_force", norm.force) for norm in list_norms(PAPERS[slug], "MEX", on=clock.now().date())
    ]
    marks = {one["text"].split()[0]: one["mark"] for one in norms}
    assert {key: mark for key, mark in marks.items() if key.startswith("GC")} == {
        key: "Orienta" for key in marks if key.startswith("GC")
    }
    assert "por verificar" not in json.dumps(norms, ensure_ascii=False)


def test_the_end_of_the_remedy_rests_on_a_value_of_the_country() -> None:
    us, case = lived(_determined)
    assert PROFILES["MEX"].sourced["remedy_days"].verified is True
    rows = dict(told("determination", case, us.officer)["sections"][0]["rows"])
    assert "por verificar" not in rows["Recurso hasta"]
    norms = {one["text"].partition(" (")[0]: one["mark"] for one in told("determination", case, us.officer)["norms"]}
    assert norms["Días para el recurso: 28"] == "Obliga"


def test_a_value_is_that_of_the_country_where_the_child_was() -> None:
    us, case = lived(_home)
    with reading_as(us.officer):
        assert visible_case(case.id, by=us.officer).country == "GTM"
    said = json.dumps(told("guardian-appointment", case, us.officer)["norms"], ensure_ascii=False)
    assert value_source(PROFILES["MEX"].sourced["guardian_regime"].source, "es") in said


@pytest.mark.parametrize("slug", WAYS)
def test_its_code_is_genuine_and_says_nothing_else(slug: str) -> None:
    us, case = lived(WAYS[slug])
    code = told(slug, case, us.officer)["code"]
    page = Client().get(f"/verify/{code}/").content.decode()
    assert "El papel es auténtico" in page
    assert case.number not in page
    altered = code[:-1] + ("0" if code[-1] != "0" else "1")
    for wrong in (altered, code[:-1], code + "0", "0000-0000-0000-0000-0000", "%25%25", "x" * 300):
        assert "No conocemos ese código" in Client().get(f"/verify/{wrong}/").content.decode()


@pytest.mark.parametrize("slug", [slug for slug in WAYS if not PAPERS[slug].is_sent])
def test_what_a_reader_lacks_is_reserved_whether_or_not_it_is_there(slug: str) -> None:
    us, case = lived(WAYS[slug])
    border = border_of(case)
    with reading_as(border):
        file = file_for(visible_case(case.id, by=border), by=border)
    if not PAPERS[slug].entries(file):
        return
    said, whole = told(slug, case, border), told(slug, case, us.officer)
    assert said["code"] == whole["code"], "it is the same paper"
    assert WORDS not in json.dumps(said)
    if slug in RESERVED:
        assert any(section["restricted"] for section in said["sections"])
        assert said["labels"]["restricted"] in text_of(
            signed_in(Person.objects.get(id=border.id)).get(f"/cases/{case.id}/papers/{slug}.pdf").content
        )


RESERVED = {
    "age-determination", "assessment", "determination",
    "placement-order", "return-plan", "handover-record", "reception-record",
    "reunification", "follow-up", "closure",
}  # fmt: skip


def test_reserved_papers_show_no_name_place_nor_signature() -> None:
    us, case = lived(_on_the_way)
    border = border_of(case)
    hidden = {"handover-record": ("Ana Sis", "Tecún Umán", "<svg"), "return-plan": ("Marta Paz", "Jutiapa")}
    for slug, names in hidden.items():
        said, whole = told(slug, case, border), told(slug, case, us.officer)
        for name in names:
            assert name in json.dumps(whole, ensure_ascii=False), name
            parts = json.dumps([said["sections"], said["signers"]], ensure_ascii=False)
            assert name not in parts, name


class TestSent:
    def test_exactly_the_groups_that_were_shared(self) -> None:
        us, case = lived(_referred)
        with reading_as(us.officer):
            name = reading_of("referral", case, us.officer).file.entries[0]["names"]["given"]
        health, refuge, trafficking = (
            told(slug, case, us.officer) for slug in ("referral", "referral-asylum", "referral-protection")
        )
        assert [one["heading"] for one in health["sections"]] == ["Qué se pide", "Mensaje", "Identidad", "Salud"]
        assert [one["heading"] for one in refuge["sections"]] == [
            "Qué se pide",
            "Identidad",
            "Protección internacional",
        ]
        assert [one["heading"] for one in trafficking["sections"]] == ["Qué se pide", "Indicios de trata"]
        assert name in json.dumps(health)
        assert name in json.dumps(refuge)
        assert name not in json.dumps(trafficking), "who the child is was not shared"
        assert WORDS not in json.dumps(refuge), "the reason for referring stays on the case"

    def test_whoever_prints_it(self) -> None:
        us, case = lived(_referred)
        nurse = person("health_worker")
        involve(nurse, case)
        by_nurse, by_officer = told("referral", case, actor_of(nurse)), told("referral", case, us.officer)
        assert by_nurse["sections"] == by_officer["sections"]
        assert by_nurse["agency"] == by_officer["agency"] == us.agency.name
        with reading_as(border := border_of(case)):
            assert "referral" not in {one.slug for one, _ in list_available(file_for(case, by=border))}

    def test_as_it_stood_when_it_was_shared(self) -> None:
        us = team()
        case = _notified(us)
        before = words_of("consular-notification", case, us.officer)
        do("record_identity", case.id, us.officer, birth_place=WORDS)
        assert words_of("consular-notification", case, us.officer) == before

    def test_every_group_of_data_has_its_content(self) -> None:
        assert code_list("data_group").keys() - shared_data.GROUPS.keys() == {"biometrics"}, "of which nothing is kept"


class TestOneEntry:
    def test_each_follow_up_has_a_paper_of_its_own(self) -> None:
        us, case = lived(_home)
        client = officer_client(us)
        with reading_as(us.officer):
            entries = PAPERS["follow-up"].entries(file_for(case, by=us.officer))
        for entry, day in zip(entries, (7, 30), strict=True):
            path = f"/cases/{case.id}/papers/follow-up/{entry.id}.pdf"
            assert f"{WORDS} {day}" in text_of(client.get(path).content)
            assert path in client.get(f"/cases/{case.id}/after/").content.decode()
            assert client.get(f"/cases/{case.id}/papers/closure/{entry.id}.pdf").status_code == 404
            assert client.get(f"/cases/{uuid4()}/papers/follow-up/{entry.id}.pdf").status_code == 404
        assert client.get(f"/cases/{case.id}/papers/nothing.pdf").status_code == 404

    def test_files_offer_the_latest_of_each_kind(self) -> None:
        us, case = lived(_home)
        page = officer_client(us).get(f"/cases/{case.id}/files/").content.decode()
        with reading_as(us.officer):
            offered = {paper.slug for paper, _ in list_available(file_for(case, by=us.officer))}
        assert {"guardian-appointment", "determination", "return-plan", "reception-record", "follow-up"} <= offered
        for slug in PAPERS:
            assert (f"/papers/{slug}.pdf" in page) is (slug in offered)

    def test_says_what_was_known_when_it_was_written(self) -> None:
        us = team()
        case = screened(us)
        first, second = roll("guardian"), roll("guardian")
        for one in (first, second):
            basis = {"legal_basis": "statute", "legal_basis_reason": "Ley General, artículo 4"}
            do("appoint_guardian", case.id, us.officer, guardian=str(one.id), guardian_kind="interim", **basis)
        with reading_as(us.officer):
            file = file_for(case, by=us.officer)
            earlier, later = PAPERS["guardian-appointment"].entries(file)
            kind = PAPERS["guardian-appointment"]
            said = build_content(kind, Reading(case, file, earlier, us.officer), base_url=HOST)
        assert first.name in json.dumps(said)
        assert second.name not in json.dumps(said)
        assert find_paper(later) is kind

    def test_the_screening_sheet_says_all_that_was_asked_and_concluded(self) -> None:
        """It held the signs alone: what is signed said nothing of danger, fear or trafficking."""
        us = team()
        case = child(us)
        feared = {"fear_of_return": "yes", "persecution_agent": "state", "feared_countries": ["HND"]}
        more = {"immediate_danger": "yes", "urgent": "Le duele", "companion_risk": "yes", "trafficking": "presumed"}
        how = {"private_space": True, "language": "spa", "band": "12_17", "answers": []}
        do("screen", case.id, us.officer, **how, **feared, **more)
        said = words_of("screening-sheet", case, us.officer)
        for words in ("¿Teme volver?", "Honduras", "¿Hay peligro ahora", "Le duele", "¿hay trata?", "lugar privado"):
            assert words in said, words

    def test_says_how_old_the_child_was_on_its_day(self) -> None:
        us = team()
        case = young_person(us, turns_18_in=5)
        with days(10):
            child = dict(told("screening-sheet", case, us.officer)["child"])
        assert child["Edad"] == "17 años"

    def test_a_plan_that_was_carried_out_does_not_expire(self) -> None:
        us, case = lived(_home)
        with days(60):
            assert state_of_plan(case, us.officer)["Estado"] == "Aprobado"
        us = team()
        waits = approved(us, morning(1))
        with days(60):
            assert state_of_plan(waits, us.officer)["Estado"] == "Vencido"

    def test_the_hours_of_a_plan_are_those_of_the_destination(self) -> None:
        us, case = lived(_home)
        elsewhere = replace(us.officer, zone="America/Panama")
        assert state_of_plan(case, elsewhere)["Horas del viaje"] == "Las de destino, UTC-06:00"
        assert " 10:00" in words_of("return-plan", case, elsewhere)
        assert " 11:00" not in words_of("return-plan", case, elsewhere)

    def test_only_a_handing_over_on_the_way_is_a_hand_over_record(self) -> None:
        us = team()
        case = ready_to_leave(us, morning(1))
        do("execute_return", case.id, us.officer, **CONFIRMED)
        do("record_travel_stage", case.id, us.officer, stage="stage_reached")
        with reading_as(us.officer):
            assert PAPERS["handover-record"].entries(file_for(case, by=us.officer)) == []


def test_both_signatures_are_drawn() -> None:
    us, case = lived(_on_the_way)
    signers = told("handover-record", case, us.officer)["signers"]
    assert [one["name"] for one in signers] == ["Firma de quien entrega", "Firma de quien recibe"]
    assert all(one["drawn"].startswith("<svg") for one in signers)


@pytest.mark.parametrize(
    "strokes", ["M", "M1", "M1 1", "M1 2 3", "MMLL", "M1.5.5,2 L3 4 5 6 7", "M 0 0" + " L9 9" * 500]
)
def test_whatever_was_drawn_can_be_printed(strokes: str) -> None:
    us, case = lived(_on_the_way)
    said = told("handover-record", case, us.officer)
    said["signers"] = [{"name": "Firma", "drawn": render_svg(strokes)}]
    assert render_typst(TEMPLATE, said)


def test_long_texts_and_many_rows_go_on_to_further_pages() -> None:
    us, case = lived(_on_the_way)
    said = told("handover-record", case, us.officer)
    long = "palabra " * 600
    said["sections"] = [
        {"heading": "Todo", "rows": [["Pregunta larga " * 9, long]] * 12, "words": [long], "restricted": True}
    ]
    printed = render_typst(TEMPLATE, said)
    text = text_of(printed)
    assert text.count("palabra") == 600 * 13
    assert len(pypdfium2.PdfDocument(printed)) > 5


def _state_of_plan(us: Team, case: Case, entry_id: UUID) -> dict[str, str]:
    with reading_as(us.officer):
        file = file_for(visible_case(case.id, by=us.officer), by=us.officer)
        entry = file.find(entry_id)
        assert entry is not None
        said = build_content(PAPERS["return-plan"], Reading(case, file, entry, us.officer), base_url=HOST)
    return dict(said["sections"][0]["rows"]) | {"words": " ".join(said["sections"][0]["words"])}


def test_the_paper_of_a_voided_approval_says_so() -> None:
    us = team()
    case = approved(us, morning(3))
    with reading_as(us.officer):
        approval = file_for(case, by=us.officer).last("approve_return_plan")
    assert approval is not None
    before = _state_of_plan(us, case, approval.id)
    assert (before["Estado"], "Anulado" in before, before["words"]) == ("Aprobado", False, "")
    do("record_return_plan", case.id, us.officer, destination="Otro pueblo")
    after = _state_of_plan(us, case, approval.id)
    assert after["Estado"] == "Aprobación anulada"
    assert after["Anulado"]
    assert after["Aprobado"] == before["Aprobado"]
    assert "Nadie viaja con este papel" in after["words"]


def test_an_approval_that_was_used_stays_what_it_was() -> None:
    us = team()
    case = home_again(us)
    with reading_as(us.officer):
        approval = file_for(visible_case(case.id, by=us.officer), by=us.officer).last("approve_return_plan")
    assert approval is not None
    assert _state_of_plan(us, case, approval.id)["Estado"] == "Aprobado"
