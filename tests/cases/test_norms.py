"""The norms on screen: found by words, source and act, each with its force in this country and its texts."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client, override_settings
from django.utils.translation import override

from amparo.accounts.models import Person
from amparo.cases.norms import find_norm, list_caveats, list_norms_in_force
from amparo.cases.resources import NormFilters, NormRows
from amparo.law import ACTIONS, DEADLINES, PROFILES, RULES
from amparo.ledger.codes import label
from tests.callers import signed_in, with_token
from tests.factories import Team, team

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture
def us() -> Team:
    return team()


@pytest.fixture
def reader(us: Team) -> Client:
    return signed_in(Person.objects.get(id=us.officer.id))


@pytest.fixture
def program(us: Team) -> Client:
    return with_token(Person.objects.get(id=us.officer.id))


def test_the_list_names_each_norm_its_force_and_its_sources(reader: Client) -> None:
    page = reader.get("/norms/?q=G00-9").content.decode()
    assert "GC6 21, 33" in page
    assert "/norms/G00-9/" in page
    assert "Orienta" in page


@pytest.mark.parametrize(
    "query", ["q=GC6+21", "q=guardian", "q=GUARDIÁN", "action=approve_return_plan", "force=binds", "level=hold"]
)
def test_it_is_narrowed(program: Client, query: str) -> None:
    some = program.get(f"/api/v1/norms?limit=200&{query}").json()["items"]
    assert 0 < len(some) < len(RULES) + len(DEADLINES)
    name, _, value = query.partition("=")
    for norm in some:
        found = {"action": norm["actions"], "force": [norm["force"]], "level": [norm["level"]]}.get(name, [value])
        assert value in found


def test_the_api_pages_through_all_norms_in_force(program: Client) -> None:
    ids, cursor = [], ""
    while cursor is not None:
        page = program.get(f"/api/v1/norms?limit=50&cursor={cursor}").json()
        ids += [norm["id"] for norm in page["items"]]
        cursor = page["next"]
    assert len(ids) == len(set(ids)) == len(RULES) + len(DEADLINES)


def test_a_cursor_that_no_page_gave_is_refused(program: Client) -> None:
    assert program.get("/api/v1/norms?cursor=G99-9").status_code == 422


def test_every_norm_has_its_page(reader: Client) -> None:
    for norm in (*RULES.values(), *DEADLINES.values()):
        response = reader.get(f"/norms/{norm.id}/")
        assert response.status_code == 200, norm.id
        page = unescape(response.content.decode())
        assert not [source for source in norm.sources if source != "country profile" and source not in page]


def test_the_page_gives_the_address_of_what_was_read_and_says_what_was_not(reader: Client) -> None:
    page = reader.get("/norms/G00-9/").content.decode()
    assert 'href="https://' in page
    assert "de conflicto" in page or "conflicto de interés" in page
    assert "Por verificar" in reader.get("/norms/G10-2/").content.decode()


@pytest.mark.parametrize(
    ("norm_id", "code", "words"),
    [
        ("G00-5", "read", "Leídas: más abajo, qué se leyó y dónde"),
        ("G00-1", "read", "Leídas; no se anotó qué texto ni dónde"),
        ("G04-3", "read", "Leídas: más abajo, qué se leyó y dónde"),
        ("custody_exit", "read", "Leídas: más abajo, qué se leyó y dónde"),
        ("G10-2", "not_read", "Por verificar: no consta que se leyera el texto"),
        ("G00-3", "nothing_to_read", "No hay texto que leer: es política del proyecto"),
        ("emergency_regularise", "nothing_to_read", "No hay texto que leer: es política del proyecto"),
    ],
)
def test_a_norm_is_read_or_not_or_has_nothing_to_read(reader: Client, norm_id: str, code: str, words: str) -> None:
    assert words in unescape(reader.get(f"/norms/{norm_id}/").content.decode())
    assert find_norm(norm_id).reading == code


def test_a_source_without_a_recorded_reading_says_so_and_project_policy_does_not(reader: Client) -> None:
    assert reader.get("/norms/G00-1/").content.decode().count("Sin lectura anotada") == 2
    assert "Sin lectura anotada" not in reader.get("/norms/G00-3/").content.decode()


def test_the_law_of_another_country_has_its_own_word(reader: Client, program: Client) -> None:
    page = reader.get("/norms/G16-3/").content.decode()
    assert "Ley de otro país" in page
    assert "Política del proyecto" not in page
    assert find_norm("G16-3").force == "guides"
    foreign = program.get("/api/v1/norms?limit=200&force=foreign").json()["items"]
    assert "G19-9" in {norm["id"] for norm in foreign}


@pytest.mark.parametrize(
    ("norm_id", "caveats"),
    [
        ("G04-3", ["Pide más que el texto"]),
        ("G08-6", ["Pide menos que el texto"]),
        ("G07-1", ["El texto sólo la confirma en parte"]),
        ("notify_protection", ["Pide menos que el texto", "Las horas son política del proyecto"]),
        ("placement_review_periodic", ["Las horas vienen de un texto que orienta"]),
        ("custody_exit", []),
        ("screening_initial", []),
        ("G00-8", []),
        ("G00-3", []),
    ],
)
def test_list_and_page_tell_what_the_force_alone_would_not(reader: Client, norm_id: str, caveats: list[str]) -> None:
    assert list_caveats(find_norm(norm_id)) == caveats
    page, rows = (reader.get(path).content.decode() for path in (f"/norms/{norm_id}/", f"/norms/?q={norm_id}"))
    assert all(words in page and words in rows for words in caveats)


def test_the_support_of_a_norm_is_that_of_the_sources_that_give_it_its_force() -> None:
    assert find_norm("G16-4").support == "beyond"
    with override_settings(NODE="USA"):
        assert find_norm("G16-4").support == "whole"


@pytest.mark.parametrize(
    ("code", "country", "words"),
    [
        ("notify_protection", "MEX", "Política del proyecto: sin fuente legal, abierta a cambio"),
        ("placement_review_periodic", "MEX", "ACG 67: Directrices sobre las modalidades alternativas"),
        (
            "custody_exit",
            "MEX",
            "Ley de Migración 95, 98, 99, 112: ninguna estancia en una estación migratoria (Obliga)",
        ),
        ("custody_exit", "BLZ", "valor del proyecto; no se encontró una cifra nacional"),
    ],
)
def test_the_page_of_a_deadline_tells_what_sets_its_hours(reader: Client, code: str, country: str, words: str) -> None:
    with override_settings(NODE=country):
        page = unescape(reader.get(f"/norms/{code}/").content.decode())
    assert words in page[page.index("Qué fija las horas") :]


def test_every_force_that_the_filter_offers_finds_norms() -> None:
    offered = set(NormFilters.model_json_schema()["properties"]["force"]["anyOf"][0]["enum"])
    for country in PROFILES:
        with override_settings(NODE=country):
            found = {norm.force for norm in list_norms_in_force()}
        assert found == offered, country


@pytest.mark.parametrize("language", ["es", "en"])
def test_norms_are_found_by_the_words_of_the_acts_that_they_guard(us: Team, language: str) -> None:
    for action in ACTIONS.values():
        with override(language):
            found = NormRows().page(NormFilters(q=str(label("action", action.code))), by=us.officer, limit=200).rows
        assert {norm.id for norm in found} >= {rule.id for rule in RULES.values() if action.code in rule.guards}


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_deadline_is_shown_by_its_title_and_exported_with_its_key(us: Team, language: str) -> None:
    client = signed_in(Person.objects.get(id=us.officer.id), language)
    title = getattr(DEADLINES["notify_protection"].title, language)
    rows = client.get("/norms/?level=deadline").content.decode()
    assert title in rows
    assert f">{'notify_protection'}<" not in rows
    page = client.get("/norms/notify_protection/").content.decode()
    assert f"<title>{title} " in page
    assert ">notify_protection" not in page
    assert "notify_protection" in client.get("/norms/?level=deadline&format=csv").content.decode()


@pytest.mark.parametrize(("language", "words"), [("es", "ninguna estancia"), ("en", "no stay")])
def test_the_values_of_the_country_are_in_the_language_of_the_reader(us: Team, language: str, words: str) -> None:
    client = signed_in(Person.objects.get(id=us.officer.id), language)
    assert words in client.get("/norms/custody_exit/").content.decode()
    regime = {"es": "Régimen de tutela: por ley", "en": "Regime of guardianship: by law"}[language]
    assert regime in client.get("/norms/G07-4/").content.decode()


def test_there_is_no_page_of_a_norm_that_is_none(reader: Client) -> None:
    assert reader.get("/norms/G99-9/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get("/norms/").status_code == 302
    assert client.get("/norms/G00-9/").status_code == 302
