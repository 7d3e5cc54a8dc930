"""Pages of the registers: a row is added and changed, and invalid input is refused in words."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict
from django.test import Client
from openpyxl import load_workbook

from amparo.accounts.models import Agency, Certificate, Person
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import has_other_administrator
from amparo.accounts.steps import require_addable
from amparo.directory.editors import REGISTER_EDITORS
from amparo.directory.models import Institution, InstitutionAgreement, Interpreter, RegionalActor
from amparo.ledger import clock
from amparo.ledger.codes import code_list
from amparo.ledger.search import drop_apostrophes
from amparo.ledger.words import fold_text
from amparo.protection.models import Provider, RollEntry
from amparo.ui.resource import RESOURCES
from tests.callers import post, put, signed_in, with_token
from tests.factories import agency, person, unique
from tests.filled import Filled

pytestmark = pytest.mark.usefixtures("open_house")

UNTIL = date(2031, 3, 9)


@pytest.fixture
def keeper() -> Client:
    return signed_in(person("administrator"))


def _institution(**given: Any) -> Institution:
    return Institution.objects.create(name=unique("Casa"), org_kind="ngo", country="GTM", **given)


def _certificate() -> Certificate:
    known = {"person": person("consul"), "issued_by": "Escuela", "entered_at": clock.now()}
    return Certificate.objects.create(**known, valid_from=date(2025, 1, 1), valid_until=UNTIL)


def _agreement() -> InstitutionAgreement:
    return InstitutionAgreement.objects.create(
        institution=_institution(), kind="bilateral", title="Memoria", valid_from=UNTIL
    )


def _provider(**given: Any) -> Provider:
    known = {"name": unique("Hogar"), "placement_type": "foster_family", "country": "MEX", "places": 4}
    return Provider.objects.create(**known | {"sexes": ["female"], "languages": ["mam", "spa"]} | given)


ROWS: dict[str, Callable[[], Any]] = {
    "institutions": lambda: _institution(services=["legal_representation", "shelter"], undertaking_until=UNTIL),
    "institutions without an undertaking": _institution,
    "institution-agreements": _agreement,
    "providers": lambda: _provider(licence_until=UNTIL, agency=agency(), staff_vetted=True),
    "providers of nobody here": _provider,
    "roll": lambda: RollEntry.objects.create(kind="guardian", name=unique("Ana"), languages=["mam"], suitable="yes"),
    "interpreters": lambda: Interpreter.objects.create(name=unique("Eva"), languages=["mam", "kek"], sex="female"),
    "certificates": _certificate,
    "agencies": lambda: agency("consulate"),
    "agencies of no kind": lambda: agency(None),
    "people": lambda: person("protection_officer", agency()),
    "people of no agency": lambda: person("auditor"),
}


def _page(row: Any, kind: str) -> str:
    return f"/directory/{kind.partition(' ')[0]}/{row.pk}/"


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", ROWS)
def test_a_row_is_saved_as_its_page_shows_it(keeper: Client, kind: str, language: str) -> None:
    keeper.cookies["django_language"] = language
    row = ROWS[kind]()
    row.refresh_from_db()
    editor = RESOURCES[kind.partition(" ")[0]].editor
    assert editor is not None
    columns = {field.name for field in row._meta.concrete_fields}
    asked = [name for name in editor.Input.model_fields if name in columns]
    before = model_to_dict(row, asked)
    answered = keeper.post(_page(row, kind), Filled(keeper.get(_page(row, kind)).content.decode(), "row").answers)
    assert answered.status_code == 302, answered.content.decode()
    row.refresh_from_db()
    after = model_to_dict(row, asked)
    assert {name: _whatever_order(value) for name, value in after.items()} == {
        name: _whatever_order(value) for name, value in before.items()
    }


def _whatever_order(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value


def _sent(client: Client, row: Any, kind: str, **answers: Any) -> Any:
    page = client.get(_page(row, kind)).content.decode()
    return client.post(_page(row, kind), Filled(page, "row").answers | answers)


def test_a_day_is_asked_in_three_boxes_and_changed_there(keeper: Client) -> None:
    row = _provider(licence_until=UNTIL)
    parts = {"licence_until-day": "1", "licence_until-month": "2", "licence_until-year": "2032"}
    assert _sent(keeper, row, "providers", **parts).status_code == 302
    row.refresh_from_db()
    assert row.licence_until == date(2032, 2, 1)


def test_what_was_typed_stays_beside_what_is_wrong_with_it(keeper: Client) -> None:
    row = _institution()
    parts = {"undertaking_until-day": "31", "undertaking_until-month": "2", "undertaking_until-year": "2032"}
    refused = _sent(keeper, row, "institutions", **parts, verified="yes")
    assert refused.status_code == 422
    answers = Filled(refused.content.decode(), "row").answers
    assert {name: answers[name] for name in parts} == {name: [value] for name, value in parts.items()}
    assert answers["verified"] == ["yes"]


@pytest.mark.parametrize(
    ("kind", "make", "wrong", "said"),
    [
        ("providers", lambda: _provider(places_taken=3), {"places": "2"}, "Ya están ocupados 3"),
        ("providers", _provider, {"age_from": "12", "age_to": "3"}, "Está antes de «Edad desde»"),
        ("certificates", _certificate, {"valid_until-year": "2001"}, "Está antes de «Desde»"),
        ("agencies", agency, {"time_zone": "America/Atlántida"}, "No existe esa zona"),
        ("people", lambda: person("auditor"), {"role": "owner"}, "owner"),
        ("people", lambda: person("auditor"), {"role": "consul"}, "de tipo «Consulado»"),
        ("people", lambda: person("consul"), {"role": "police_officer"}, "de tipo «Policía»"),
        ("people", lambda: person("consul"), {"role": "auditor"}, "no actúa por ninguna institución"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_wrong(
    keeper: Client, kind: str, make: Callable[[], Any], wrong: dict[str, str], said: str
) -> None:
    row = make()
    refused = _sent(keeper, row, kind, **wrong)
    assert refused.status_code == 422
    assert said in refused.content.decode()


def test_a_user_name_differs_from_others_in_more_than_capitals(keeper: Client) -> None:
    taken, other = person("auditor"), person("auditor")
    capitals = taken.username.upper()
    refused = _sent(keeper, other, "people", username=capitals)
    assert refused.status_code == 422
    assert "Otra persona entra con ese nombre" in refused.content.decode()
    assert _sent(keeper, taken, "people", username=capitals).status_code == 302, "one's own name"
    with pytest.raises(IntegrityError, match="username_whatever_its_capitals"), transaction.atomic():
        Person.objects.create(username=taken.username.lower(), name="Eva", role="auditor")


@pytest.mark.parametrize("wrong", [
    {"role": "protection_supervisor", "agency": "of protection"}, {"is_active": "no"}, {"role": "auditor"},
])  # fmt: skip
def test_nobody_gives_themselves_other_access(wrong: dict[str, str]) -> None:
    """The administrator who made herself a supervisor read every child's case a moment later."""
    herself, answers = person("administrator"), dict(wrong)
    if "agency" in answers:
        answers["agency"] = str(agency().id)
    refused = _sent(signed_in(herself), herself, "people", **answers)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.count("pídalo a otra persona que administre el nodo") == 2 * len(wrong), "in the summary, at the field"
    body = {"username": herself.username, "name": herself.name, "role": "administrator", "is_active": True} | answers
    sent = put(
        with_token(herself),
        f"/people/{herself.id}",
        body | {"is_active": "is_active" not in wrong},
        **{"If-Match": "*"},
    )
    assert sent.status_code == 422
    assert {error["path"] for error in sent.json()["errors"]} == set(wrong)
    herself.refresh_from_db()
    assert (herself.role, herself.agency, herself.is_active) == ("administrator", None, True)


def test_ones_own_name_is_still_ones_own_to_change() -> None:
    herself = person("administrator")
    assert _sent(signed_in(herself), herself, "people", name="Alba Cruz").status_code == 302


@pytest.mark.parametrize("wrong", [{"is_active": "no"}, {"role": "auditor"}])
def test_the_last_administrator_stays_one(
    keeper: Client, wrong: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = person("administrator")
    monkeypatch.setattr("amparo.directory.resources.people.has_other_administrator", lambda row: False)
    refused = _sent(keeper, other, "people", **wrong)
    assert refused.status_code == 422
    assert "dé antes esa función a otra persona" in refused.content.decode()
    assert _sent(keeper, other, "people", name="Eva").status_code == 302
    monkeypatch.undo()
    assert _sent(keeper, other, "people", **wrong).status_code == 302


def test_another_administrator_is_one_who_may_sign_in() -> None:
    with transaction.atomic():
        one, other = person("administrator"), person("administrator")
        Person.objects.filter(role="administrator").exclude(id__in=[one.id, other.id]).update(is_active=False)
        assert has_other_administrator(one.id)
        Person.objects.filter(id=other.id).update(is_active=False)
        assert not has_other_administrator(one.id)
        assert has_other_administrator(other.id)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "typed",
    [
        "аdmin",
        "ａｄｍｉｎ",
        "dos palabras",
        "josé",
        "a",
        "a\nb",
        "a" * 61,
        "a@b.mx",
        "\u00a0a b",
        "..",
        "-a",
        "a.",
        "norte..1",
    ],
)
def test_a_user_name_is_of_plain_letters(keeper: Client, typed: str) -> None:
    answers = {"username": typed, "name": "Eva", "role": "auditor", "is_active": "yes"}
    refused = keeper.post("/directory/people/new/", answers)
    assert refused.status_code == 422
    assert 'id="username-error"' in refused.content.decode()
    with pytest.raises(ValueError, match="cannot be a user name"):
        require_addable(typed, role="auditor", agency=None)


def test_a_user_name_from_before_may_stay(keeper: Client) -> None:
    row = Person.objects.create(username=unique("josé"), name="José", role="auditor")
    assert _sent(keeper, row, "people", name="José Luis").status_code == 302


@pytest.mark.parametrize(
    ("kind", "role", "said"),
    [
        ("guardian", "border_officer", "opciones de la lista"),
        ("guardian", "legal_representative", "Tutora o tutor"),
        ("lawyer", "guardian", "Aquí sólo va quien"),
        ("guardian", "guardian", ""),
        ("lawyer", "legal_representative", ""),
    ],
)
def test_on_a_roll_is_somebody_of_its_role_once(keeper: Client, kind: str, role: str, said: str) -> None:
    who, name = person(role), unique("Ana")
    answers = {"kind": kind, "name": name, "person": str(who.id), "suitable": "yes", "conflict": "no", "active": "yes"}
    first = keeper.post("/directory/roll/new/", answers)
    assert first.status_code == (422 if said else 302)
    assert said in first.content.decode()
    if not said:
        again = keeper.post("/directory/roll/new/", answers)
        assert again.status_code == 422
        assert f"Ya está en la lista: «{name}»" in again.content.decode()
        assert _sent(keeper, RollEntry.objects.get(name=name), "roll", phone="1").status_code == 302


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [
        ("1989-12-31", "1995-01-01", "valid_from"),
        ("2030-01-01", "2031-01-01", "valid_from"),
        ("2024-02-29", "2034-03-01", "valid_until"),
        ("2024-02-29", "2034-02-28", ""),
    ],
)
def test_the_days_of_a_certificate_are_likely(start: str, end: str, path: str) -> None:
    body = {"person": str(person("consul").id), "issued_by": "Escuela", "valid_from": start, "valid_until": end}
    answer = post(with_token(person("administrator")), "/certificates", body)
    assert [error["path"] for error in answer.json().get("errors", [])] == ([path] if path else [])


def test_nobody_enters_a_certificate_for_themselves() -> None:
    who = person("administrator")
    body = {"person": str(who.id), "issued_by": "Escuela", "valid_from": "2025-01-01", "valid_until": "2026-01-01"}
    refused = post(with_token(who), "/certificates", body)
    assert [error["path"] for error in refused.json()["errors"]] == ["person"]
    assert post(with_token(person("administrator")), "/certificates", body).status_code == 201


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("\u202eAna\u202c\u200b", "Ana"), ("Jose\u0301", "Jos\u00e9"), ("\ufeff Eva", "Eva"), ("\u200e\u200f", None)],
)
def test_marks_that_nobody_sees_are_not_part_of_a_name(keeper: Client, typed: str, kept: str | None) -> None:
    row = person("auditor")
    assert _sent(keeper, row, "people", name=typed).status_code == (302 if kept else 422)
    row.refresh_from_db()
    assert not kept or row.name == kept


def test_roles_and_codes_are_chosen_by_their_words(keeper: Client) -> None:
    page = keeper.get("/directory/people/new/").content.decode()
    assert '<option value="auditor">Auditoría</option>' in page
    agencies = keeper.get("/directory/agencies/new/").content.decode()
    assert '<option value="consulate">Consulado</option>' in agencies


def test_somebody_without_an_agency_is_added(keeper: Client) -> None:
    name = unique("auditora")
    answers = {"username": name, "name": "Alba Cruz", "role": "auditor", "agency": "", "is_active": "yes"}
    assert keeper.post("/directory/people/new/", answers).status_code == 302
    assert Person.objects.get(username=name).agency is None


def test_an_agency_of_no_kind_stays_of_none(keeper: Client) -> None:
    name = unique("oficina")
    answers = {
        "name": name,
        "org_kind": "",
        "country": "MEX",
        "time_zone": "America/Mexico_City",
        "competent_by_default": "no",
    }
    assert keeper.post("/directory/agencies/new/", answers).status_code == 302
    assert Agency.objects.get(name=name).org_kind is None


def _filled_institution() -> Institution:
    return _institution(services=["shelter"], phone="+502 5555 0101", undertaking_until=UNTIL)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("role", ["consul", "auditor", "border_officer"])
def test_who_may_not_change_a_row_reads_it(role: str, language: str) -> None:
    client, row = signed_in(person(role)), _filled_institution()
    client.cookies["django_language"] = language
    address = _page(row, "institutions")
    listed = client.get("/directory/institutions/", {"q": row.name}).content.decode()
    assert f'href="{address}"' in listed
    shown = client.get(address).content.decode()
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert row.name in main
    assert "+502 5555 0101" in main
    assert {"es": "Alojamiento", "en": "Shelter"}[language] in main
    assert "<form" not in main
    assert ("2031" in main) == (role == "auditor"), "the undertaking is for those who edit or audit the register"
    assert client.post(address, {"name": "Otra"}).status_code == 403
    assert (f'href="{address}changes/"' in main) == (role == "auditor")


def test_a_row_of_a_register_that_only_its_editors_read_is_hidden_from_others() -> None:
    assert signed_in(person("consul")).get(_page(_certificate(), "certificates")).status_code == 404
    assert signed_in(person("consul")).get(f"/directory/cases/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("role", sorted(ROLES))
def test_administration_is_for_those_who_edit_registers(role: str) -> None:
    client = signed_in(person(role))
    response = client.get("/administration/")
    menu = client.get("/help/").content.decode()
    if role not in REGISTER_EDITORS:
        assert response.status_code == 404
        assert 'href="/administration/"' not in menu
        return
    assert 'href="/administration/"' in menu
    main = response.content.decode().partition("<main")[2]
    links = re.findall(r'class="govuk-link" href="(/[^"]+)"', main.partition("</main>")[0])
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("kind", ["actors", "institutions", "agencies"])
def test_a_country_is_chosen_by_its_name_members_first(keeper: Client, kind: str) -> None:
    page = keeper.get(f"/directory/{kind}/new/").content.decode()
    select = page.partition('name="country"')[2].partition("</select>")[0]
    options = dict(re.findall(r'<option value="(\w+)"[^>]*>([^<]+)<', select))
    assert set(list(options)[:11]) == set(code_list("country"))
    assert {"XXX", "XXS"}.isdisjoint(options), "unknown and stateless are no countries"
    assert options["CHL"] == "Chile"
    filters = keeper.get(f"/directory/{kind}/").content.decode()
    assert 'value="XXX"' not in filters


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_what_an_actor_lacks_is_empty_in_a_file(keeper: Client, file_format: str) -> None:
    row = RegionalActor.objects.create(name=unique("Red"), kind="ngo_network", sector="multi")
    page = keeper.get("/directory/actors/", {"q": row.name}).content.decode()
    assert "sin dato" in page
    content = keeper.get("/directory/actors/", {"q": row.name, "format": file_format}).content
    if file_format == "json":
        [item] = json.loads(content)
        assert [item[name] for name in ("acronym", "country", "role")] == [None, None, None]
        return
    if file_format == "csv":
        [_, cells] = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        assert cells == [row.name, "", "Red de la sociedad civil", "Varios sectores", "", ""]
        return
    [_, values] = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert values == (row.name, None, "Red de la sociedad civil", "Varios sectores", None, None)


@pytest.mark.parametrize("typed", ["K'iche'", "k’iche’", "Kʼicheʼ", "kꞌicheꞌ", "kiche"])
@pytest.mark.parametrize("kind", ["people", "actors", "institutions", "roll"])
def test_a_name_is_found_whichever_apostrophe_is_typed(keeper: Client, kind: str, typed: str) -> None:
    word = unique("nim")
    makes: dict[str, Callable[[str], Any]] = {
        "people": lambda name: Person.objects.create(username=unique("u"), name=name, role="auditor"),
        "actors": lambda name: RegionalActor.objects.create(name=name, kind="ngo_network", sector="multi"),
        "institutions": lambda name: Institution.objects.create(name=name, org_kind="ngo", country="GTM"),
        "roll": lambda name: RollEntry.objects.create(name=name, kind="guardian"),
    }
    row = makes[kind](f"{word} K’icheʼ")
    assert _page(row, kind) in keeper.get(f"/directory/{kind}/", {"q": f"{typed} {word}"}).content.decode()


def test_search_texts_of_before_lose_their_apostrophes() -> None:
    row = _institution()
    wanted = {"nim k'iche' 'abc": "nim kiche abc", "o' higgins": "o higgins", "' '": "", row.search: row.search}
    with connection.cursor() as cursor:
        for stored, folded in wanted.items():
            Institution.objects.filter(pk=row.pk).update(search=stored)
            [(statement, given)] = drop_apostrophes("directory_institution").sql
            cursor.execute(statement, given)
            row.refresh_from_db()
            assert row.search == folded == fold_text(stored)
