"""Which place of the menu a page belongs to."""

import pytest

from amparo.ui.menu import menu_for
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.mark.parametrize(
    ("role", "path", "place"),
    [
        ("protection_officer", "/", "/"),
        ("protection_officer", "/cases/new/", "/cases/"),
        ("protection_officer", "/duplicates/", "/cases/"),
        ("protection_officer", "/matches/threshold/", "/reports/"),
        ("protection_officer", "/tracing/", "/reports/"),
        ("protection_officer", "/bulletins/", "/reports/"),
        ("labour_inspector", "/bulletins/", "/bulletins/"),
        ("protection_officer", "/account/", None),
    ],
)
def test_the_menu_marks_where_one_is(role: str, path: str, place: str | None) -> None:
    current = [one["href"] for one in menu_for(actor(role), path) if one["current"]]
    assert current == [place] * (place is not None)
