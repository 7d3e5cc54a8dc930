"""Every page of the resolver, with data on it: no barrier that axe can find, and no sideways scrolling at 320 px."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from amparo.accounts.models import Person
from amparo.cases.models import Case
from amparo.directory.models import Institution
from amparo.ui.guide import list_guide_files
from tests.factories import FOUR_ANSWERS, Team, do, person, team, unique
from tests.house.test_authorisation import FORMS, page_paths
from tests.house.world import Life, full_life
from tests.journeys.conftest import NARROW, PHONE, WIDE, sideways
from tests.protection.determined import days
from tests.registry.test_duplicates import look_for, names, register
from tests.returns.ways import CONFIRMED, followed_up, home_again, morning, ready_to_leave
from tests.shares import is_in_share
from tests.tracing.family import met_again
from tests.tracing.reports import report

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]
SOME_FORMS = {
    "screen",
    "record_bia",
    "record_bid",
    "record_restitution_plan",
    "record_identity",
    "place_in_care",
    "record_views",
}
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
NO_PAGE = re.compile(
    r"/language|/sign-out|/done/|/tasks/$|/download|/\d+/why|readyz|healthz|password/(reset|set)|email|inactive"
)


@pytest.fixture(scope="module")
def life(django_db_blocker: Any) -> Life:
    with django_db_blocker.unblock():
        return full_life()


def pages_of(life: Life) -> list[str]:
    """Each address once: all pages, a sample of the forms, three past events."""
    found, whys = [], 0
    for path in page_paths(life):
        form = FORMS.search(path)
        whys += "/why/" in path
        if not (form and form[1] not in SOME_FORMS) and not ("/why/" in path and whys > 3) and not NO_PAGE.search(path):
            found.append(path)
    return found


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_can_be_used_by_everybody(
    life: Life, open_as: Callable[..., Page], accessible: Callable[..., None], language: str
) -> None:
    page = open_as(Person.objects.get(id=life.us.supervisor.id), language=language)
    paths = pages_of(life)
    assert len(paths) > 30
    visited = [path for path in paths if is_in_share(f"{language} {path}", 4 if language == "es" else 16)]
    barriers, wide, opened, not_found = [], {}, 0, 0
    for at, path in enumerate(visited):
        response = page.goto(path)
        assert response is not None
        assert response.status < 500, path
        if "text/html" not in response.headers.get("content-type", ""):
            continue
        opened += response.status == 200
        not_found += response.status == 404
        if response.status == 404 and not_found > 1:
            continue  # the page that says so is one
        page.evaluate(OPEN_ALL)
        try:
            accessible(page, contrast=at % 3 == 0)
        except AssertionError as found:
            barriers.append(str(found).splitlines()[0])
        if (over := sideways_when_narrow(page)) > 0:
            wide[path.replace(str(life.case.id), "…")] = over
    assert barriers == []
    assert wide == {}, "no page scrolls sideways on a small phone"
    assert opened > 0, "some of the share are pages that are there"


def sideways_when_narrow(page: Page) -> int:
    """By how many pixels the page is wider than a small phone."""
    page.set_viewport_size({"width": NARROW, "height": 780})
    over = sideways(page)
    page.set_viewport_size({"width": WIDE, "height": 780})
    return over


def each_page(open_as: Callable[..., Page], who: Person, paths: Sequence[str]) -> Iterator[tuple[Page, str]]:
    """Open each address on a small phone in Spanish, and some on a desk in English."""
    some = [path for path in paths if is_in_share(path, 6)]
    for language, width, visited in (("es", NARROW, paths), ("en", WIDE, some)):
        page = open_as(who, language=language, width=width)
        for path in visited:
            response = page.goto(path)
            assert response is not None
            assert response.status == 200, path
            page.evaluate(OPEN_ALL)
            yield page, path
            assert sideways(page) <= 0, path


RETURNING = ("return/", "after/", "journey/", "do/record_return_plan/", "do/record_reception_accepted/",
             "do/record_followup/",
             "do/record_reintegration_plan/", "do/record_transition_plan/")  # fmt: skip


def on_the_way(us: Team) -> Case:
    """A child who left this morning."""
    case = ready_to_leave(us, morning(1))
    do("execute_return", case.id, us.officer, **CONFIRMED)
    do("record_travel_stage", case.id, us.officer, stage="incident", place="Escuintla", note="Se dañó el autobús")
    return case


def back_home(us: Team) -> Case:
    """A child who came home weeks ago, and of whom a follow-up raised an alarm."""
    case = home_again(us)
    with days(31):
        followed_up(us, case, 30, new_threats="yes")
    return case


@pytest.mark.parametrize("prepare", [on_the_way, back_home])
def test_the_way_home_and_after_it(
    open_as: Callable[..., Page], accessible: Callable[..., None], prepare: Callable[[Team], Case]
) -> None:
    us = team()
    case, who = prepare(us), Person.objects.get(id=us.officer.id)
    for page, _ in each_page(open_as, who, [f"/cases/{case.id}/{path}" for path in RETURNING]):
        accessible(page)


def test_the_family_search(open_as: Callable[..., Page], accessible: Callable[..., None]) -> None:
    us = team()
    case = met_again(us)
    acts = ("mirror_questions", "relationship_check", "genetic_test", "contact_session", "family_message")
    paths = [f"/cases/{case.id}/{path}" for path in ("family-search/", *(f"do/record_{act}/" for act in acts))]
    for page, _ in each_page(open_as, Person.objects.get(id=us.officer.id), paths):
        accessible(page)


def test_matches_and_searches(open_as: Callable[..., Page], accessible: Callable[..., None]) -> None:
    us, called = team(), names()
    case = register(us, called)
    sought = report(us, names=called, sex="female", age_or_birth={"age_years": 14})
    look_for(case)
    asked = {"names": called, "sex": "female", "purpose": "find_reported", "why": "Pregunta la madre"}
    search = do("record_search", sought.id, us.officer, **asked).entry
    assert search
    pair = f"/cases/{case.id}/reports/{sought.id}/"
    found = f"/searches/{sought.id}/{search.id}/"
    paths = ["/matches/", "/matches/threshold/", pair, found, f"/cases/{case.id}/family-search/"]
    for page, path in each_page(open_as, Person.objects.get(id=us.supervisor.id), paths):
        assert "threshold" in path or called["given"] in page.inner_text("main"), path
        accessible(page)


def test_pages_of_who_keeps_the_registers(open_as: Callable[..., Page], accessible: Callable[..., None]) -> None:
    page = open_as(person("administrator"))
    for path in ("/administration/", "/directory/", "/directory/institutions/", "/directory/institutions/new/"):
        page.goto(path)
        accessible(page)


LONG_PAGES = ("roles", "law-reference", "api")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_guide_on_a_phone(open_as: Callable[..., Page], accessible: Callable[..., None], language: str) -> None:
    """No page is wider than a phone, the index is folded above it, and on a desk it is open."""
    phone, desk = open_as(width=PHONE, language=language), open_as(language=language)
    wide = {}
    files = list_guide_files("es", "national")
    for at, file in enumerate(files):
        if not is_in_share(f"{language} {file.stem}", 4 if language == "es" else 8):
            continue
        path = "/help/" if file.stem == "index" else f"/help/{file.stem}/"
        phone.goto(path)
        if (over := sideways(phone)) > 0:
            wide[path] = over
        assert not phone.locator(".am-help__index ul").is_visible(), path
        assert phone.locator("h1").bounding_box()["y"] < 400, path
        phone.locator(".am-help__index summary").click()
        assert phone.locator(".am-help__index ul").is_visible()
        assert sideways(phone) <= 0, path
        if at % 5 == 0:
            desk.goto(path)
            assert desk.locator(".am-help__index ul").is_visible()
            assert sideways(desk) <= 0, path
            accessible(desk)
        if file.stem in LONG_PAGES and language == "es":
            accessible(phone)
    assert wide == {}


def test_pages_before_sign_in(open_as: Callable[..., Page], accessible: Callable[..., None]) -> None:
    page = open_as()
    for path in ("/sign-in", "/nowhere/", "/components/"):
        page.goto(path)
        accessible(page)


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_a_long_name_without_a_blank_widens_no_page(open_as: Callable[..., Page], width: int) -> None:
    us, long = team(), "Wolfeschlegel" * 15
    case = do("register", None, us.officer, protection_agency=str(us.agency.id), **FOUR_ANSWERS | {
        "names": {"given": long, "first_surname": long, "second_surname": "Ixcoy"}}).case  # fmt: skip
    keeper, name = person("administrator"), unique("Casa") + long
    row = Institution.objects.create(name=name[:200], org_kind="ngo", country="GTM", place=long[:120], hours=long[:120])
    of_case = [f"/cases/{case.id}/", f"/cases/?q={long[:100]}", f"/cases/{case.id}/do/record_identity/"]
    of_register = ["/directory/institutions/?q=" + name[:20], f"/directory/institutions/{row.pk}/"]
    for who, paths in ((Person.objects.get(id=us.officer.id), of_case), (keeper, of_register)):
        page = open_as(who, width=width)
        for path in paths:
            response = page.goto(path)
            assert response is not None
            assert response.status == 200, path
            assert long[:100].lower() in page.content().lower(), path
            page.evaluate(OPEN_ALL)
            assert sideways(page) <= 0, path
