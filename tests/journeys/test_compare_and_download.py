"""Comparing a child with a record that is there, and taking a long list along, as people walk it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from amparo.accounts.models import Person
from amparo.registry.files import store_file
from amparo.ui.exports import make_export
from amparo.ui.models import Export
from amparo.ui.pages import resources
from tests.factories import child, do, reading_as, team
from tests.journeys.conftest import PHONE, WIDE, follow, sideways
from tests.registry.test_compare import alike
from tests.registry.test_duplicates import look_for, names
from tests.registry.test_files import picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_an_officer_compares_before_opening_a_second_record(
    width: int, open_as: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    us, called = team(), names()
    first = child(us, names=called, sex="female", age_or_birth={"birth_date": "2012-05-06"}, with_whom="separated")
    do("record_identity", first.id, us.officer, nationalities=["HND"], country_origin="HND")
    do("record_family", first.id, us.officer, members=[{"relation": "mother", "names": {"given": "Luz"}}])
    with reading_as(us.officer):
        stored = store_file(first, content=picture(), kind="photograph", by=us.officer)
    do("record_photograph", first.id, us.officer, file=str(stored.id), purpose="identification")
    page = open_as(Person.objects.get(id=us.officer.id), width=width)
    page.goto("/cases/new/")
    page.fill('[name="names.given"]', called["given"])
    page.fill('[name="names.first_surname"]', called["first_surname"])
    page.check('[name="sex"][value="female"]', force=True)
    page.fill('[name="age_or_birth.age_years"]', "14")
    page.check('[name="with_whom"][value="unaccompanied"]', force=True)
    _press(page, "Registrar")
    accessible(page)
    _press(page, "Comparar lado a lado")
    accessible(page)
    said = page.inner_text("main")
    for words in ("Distinto", "Igual", "Falta un dato", "Honduras", "Luz", "6 may 2012"):
        assert words.lower() in said.lower(), words
    assert page.evaluate("document.querySelector('main img').naturalWidth") == 64
    assert sideways(page) <= 0
    _press(page, "Volver a lo escrito")
    assert page.input_value('[name="names.given"]') == called["given"]
    _press(page, "Comparar lado a lado")
    _press(page, "Es otra persona")
    assert "/cases/" in page.url
    assert "new" not in page.url
    assert str(first.id) not in page.url


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_supervisor_links_a_pair_that_the_system_found_and_parts_it_again(
    width: int, open_as: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    us = team()
    first, second = alike(us)
    look_for(second)
    page = open_as(Person.objects.get(id=us.supervisor.id), width=width)
    page.goto("/")
    assert second.number in page.inner_text("body")
    page.goto("/cases/")
    follow(page, "main a[href='/duplicates/']")
    accessible(page)
    assert "de cada 10" in page.inner_text("body")
    follow(page, f"main a[href='/cases/{first.id}/compare/{second.id}/']")
    page.click("main summary")
    accessible(page)
    assert "a favor" in page.inner_text("body")
    _press(page, "Es la misma: vincular")
    page.goto(f"/cases/{second.id}/")
    accessible(page)
    assert first.number in page.inner_text(".am-case-head")
    follow(page, ".am-case-head__also a:has-text('comparar o separar')")
    accessible(page)
    page.fill('[name="why"]', "No reconoce a la madre")
    _press(page, "Separar los expedientes")
    page.goto(f"/cases/{second.id}/")
    assert first.number not in page.inner_text(".am-case-head")
    assert sideways(page) <= 0


def test_a_long_list_is_waited_for_and_taken_along(
    open_as: Callable[..., Page], accessible: Callable[[Page], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "MAX_ROWS_AT_ONCE", 1)
    us = team()
    numbers = {child(us).number for _ in range(2)}
    page = open_as(Person.objects.get(id=us.officer.id), width=PHONE)
    page.goto("/cases/")
    accessible(page)
    _press(page, "Preparar CSV")
    accessible(page)
    assert "Preparando 2 filas" in page.inner_text("body")
    with reading_as(us.officer):
        export = Export.objects.get(person=us.officer.id)
    make_export(export.id, us.officer.id)
    page.wait_for_selector(f'a[href="/downloads/{export.id}/"]')  # by itself, as the page asks again
    accessible(page)
    with page.expect_download() as taken:
        page.click(f'a[href="/downloads/{export.id}/"]')
    assert taken.value.suggested_filename == "amparo-2-filas.csv"
    text: Any = taken.value.path().read_text(encoding="utf-8")
    assert all(number in text for number in numbers)


def _press(page: Page, label: str) -> None:
    follow(page, page.locator("main").get_by_role("button", name=label).last)
