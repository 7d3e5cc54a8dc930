"""Every line of a summary of errors names its field and leads to it, on every form."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from amparo.accounts.models import Person
from amparo.cases.act import ACTS
from amparo.cases.case_kinds import CASE_KINDS
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case
from amparo.ui.resource import RESOURCES
from tests.callers import signed_in
from tests.factories import Team, child, person, team
from tests.tracing.reports import report

pytestmark = pytest.mark.usefixtures("open_house")
FORMS = [code for code, act in ACTS.items() if not act.opens_case]
WHOLE_PAGE = "#main"
LINE = re.compile(r'<li><(?:a href="([^"]*)"|span)>(.*?)</(?:a|span)></li>', re.DOTALL)
LABELS = re.compile(r"<(?:label|legend|caption|th|h2|h3)\b[^>]*>(.*?)</(?:label|legend|caption|th|h2|h3)>", re.DOTALL)


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


@pytest.fixture(scope="module")
def cases(us: Team, django_db_blocker: Any) -> dict[str, Case]:
    with django_db_blocker.unblock():
        return {CHILD: child(us), "report": report(us)}


def lines(html: str) -> list[tuple[str, str]]:
    """The lines of the summary of a page: where each leads, what it says."""
    _, _, after = html.partition('class="govuk-list govuk-error-summary__list"')
    return [(href, unescape(text).strip()) for href, text in LINE.findall(after.partition("</ul>")[0])]


def wrong_lines(html: str) -> list[str]:
    """The lines that name no field, or lead to nothing."""
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    found = lines(html)
    return [
        f"{href} {text}"
        for href, text in found
        if href.removeprefix("#") not in ids or (href != WHOLE_PAGE and not re.match(r".+(: |\? )", text))
    ] + [text for _, text in found if sum(text == other for _, other in found) > 1]


@pytest.mark.parametrize("code", FORMS)
def test_a_blank_act(us: Team, cases: dict[str, Case], code: str) -> None:
    kind = next(kind for kind in CASE_KINDS if kind in ACTS[code].case_kinds)
    client = signed_in(Person.objects.get(id=us.officer.id))
    path = f"/{CASE_KINDS[kind].collection}/{cases[kind].id}/do/{code}/"
    answer = client.post(path, {"do": "act"})
    assert answer.status_code in (302, 403, 409, 422), answer.status_code
    html = answer.content.decode()
    assert wrong_lines(html) == []
    assert lines(html) or answer.status_code != 422


@pytest.mark.parametrize("path", ["/cases/new/", "/reports/new/"])
def test_a_blank_opening(us: Team, path: str) -> None:
    answer = signed_in(Person.objects.get(id=us.officer.id)).post(path, {"do": "act"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert lines(html)
    assert wrong_lines(html) == []
    assert all(href != WHOLE_PAGE for href, _ in lines(html))


@pytest.mark.parametrize("name", sorted(name for name, one in RESOURCES.items() if one.editor))
def test_a_blank_row(name: str) -> None:
    client = signed_in(person(sorted(RESOURCES[name].editor.changers)[0]))  # type: ignore[union-attr]
    answer = client.post(f"/directory/{name}/new/", {})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert lines(html)
    assert wrong_lines(html) == []


def test_a_blank_look_in_an_emergency(us: Team) -> None:
    html = signed_in(Person.objects.get(id=us.officer.id)).post("/break-glass/", {}).content.decode()
    assert [href for href, _ in lines(html)] == ["#number", "#reason", "#minutes"]
    assert wrong_lines(html) == []


def test_a_blank_file(us: Team, cases: dict[str, Case]) -> None:
    client = signed_in(Person.objects.get(id=us.officer.id))
    html = client.post(f"/cases/{cases[CHILD].id}/files/", {}).content.decode()
    assert lines(html)
    assert wrong_lines(html) == []
