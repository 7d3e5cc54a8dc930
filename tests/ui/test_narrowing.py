"""What a list is narrowed by: said above it, let go of one by one, and kept where something is added."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict

from amparo.accounts.models import Person
from amparo.ui.narrowing import build_narrowing, changed_query
from tests.callers import signed_in
from tests.factories import child, team, unique

pytestmark = pytest.mark.usefixtures("open_house")

STEP = {
    "kind": "select",
    "name": "step",
    "label": "Paso",
    "value": 2,
    "choices": [{"value": "2", "label": "Identificación"}],
}
AGE = {"kind": "number", "name": "age_from", "label": "Edad desde", "value": 12}
LATE = {
    "kind": "checkboxes",
    "name": "overdue",
    "label": "Plazos",
    "value": ["1"],
    "choices": [{"value": "1", "label": "Vencidos"}],
}
UNUSED = STEP | {"name": "origin", "value": ""}


def test_each_that_narrows_is_said_and_can_be_let_go_of() -> None:
    query = QueryDict("q=ana&step=2&age_from=12&overdue=1&origin=&cursor=abc")
    found = build_narrowing(query, [STEP, AGE, LATE, UNUSED], url="/cases/")
    assert [one["text"] for one in found.active] == ["«ana»", "Paso: Identificación", "Edad desde: 12", "Vencidos"]
    assert [one["href"] for one in found.active][:2] == [
        "/cases/?step=2&age_from=12&overdue=1",
        "/cases/?q=ana&age_from=12&overdue=1",
    ]
    assert found.kept_filters == [("step", "2"), ("age_from", "12"), ("overdue", "1")]


@pytest.mark.parametrize(
    ("query", "changes", "wanted"),
    [
        ("", {}, ""),
        ("q=a&cursor=x", {}, "?q=a"),
        ("q=a&cursor=x", {"cursor": "y"}, "?q=a&cursor=y"),
        ("q=a&format=csv", {"q": ""}, ""),
        ("q=ñ&step=", {"format": "csv"}, "?q=%C3%B1&format=csv"),
    ],
)
def test_an_address_begins_at_the_first_page_and_says_nothing_blank(
    query: str, changes: dict[str, str], wanted: str
) -> None:
    assert changed_query(QueryDict(query), **changes) == wanted


def test_searching_keeps_the_filters_and_filtering_the_search() -> None:
    us, name = team(), unique("ixmucane")
    case = child(us, names={"given": name})
    client = signed_in(Person.objects.get(id=us.officer.id))
    page = unescape(client.get(f"/cases/?q={name}&country=MEX").content.decode())
    search, panel = re.findall(r"<form[^>]*(?:am-search|am-filter__form).*?</form>", page, re.DOTALL)
    assert '<input type="hidden" name="country" value="MEX">' in search
    assert f'<input type="hidden" name="q" value="{name}">' in panel
    assert "País en que está: México" in page
    assert 'href="/cases/?country=MEX"' in page
    assert case.number in page
    assert case.number not in client.get(f"/cases/?q={name}&country=GTM").content.decode()


@pytest.mark.parametrize("path", ["/cases/", "/reports/", "/duplicates/"])
def test_what_is_searched_for_is_written_as_text(path: str) -> None:
    client = signed_in(Person.objects.get(id=team().officer.id))
    page = client.get(path, {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in page


def test_what_cannot_be_searched_for_stays_in_its_box() -> None:
    us = team()
    child(us)
    client, long = signed_in(Person.objects.get(id=us.officer.id)), "ixmucane" * 26
    answer = client.get("/cases/", {"q": long, "age_from": "doce", "country": "MEX"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert re.search(f'id="q"[^>]*value="{long}"', page)
    assert re.search(r'name="age_from"[^>]*value="doce"', page)
    assert "Edad desde: escriba un número entero." in page
    assert "Buscar: es demasiado largo: caben" in page
    assert "País en que está: México" in page, "what is right narrows"
    assert "«ixmucane" not in page


def test_a_wrong_filter_with_a_wrong_cursor_leaves_the_list() -> None:
    client = signed_in(Person.objects.get(id=team().officer.id))
    answer = client.get("/cases/", {"age_from": "x", "cursor": "of another list", "country": "MEX"})
    assert answer.status_code == 422
