"""A child is searched for: a consul reports, the tracing officer issues a bulletin, the recipient acknowledges it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest

from amparo.ledger import clock
from tests.factories import agency, person, team, unique
from tests.journeys.conftest import PHONE as NARROW_PHONE
from tests.journeys.conftest import follow
from tests.journeys.test_journeys import Journey, walk  # noqa: F401  a fixture
from tests.protection.test_sharing import partner

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
PHONE, ADDRESS = "+504 9876 5432", "Barrio Escondido 7"


def test_from_the_consulate_to_the_paper(walk: Callable[..., Journey]) -> None:  # noqa: F811
    us, name = team(), unique("Yeison")
    office = agency("police")
    entry = partner("police", agency=office)
    consul = walk(person("consul"), width=NARROW_PHONE)
    report = when_the_consul_reports(consul, name, str(us.agency.id))
    searcher = walk(person("tracing_officer"))
    when_a_bulletin_is_issued(searcher, report, entry)
    officer = walk(person("police_officer", office), width=NARROW_PHONE)
    then_the_recipient_acknowledges(officer, name, report)
    searcher.when_on(f"/reports/{report}/")
    searcher.then_sees(f"recibido por {officer.who.name}")
    then_the_paper_says_only_what_was_chosen(officer, name)


def when_the_consul_reports(consul: Journey, name: str, answers: str) -> str:
    consul.when_on("/reports/new/")
    page = consul.page
    page.fill('[name="names.given"]', name)
    consul.when_choosing("sex", "male")
    page.fill('[name="age_or_birth.age_years"]', "9")
    page.fill('[name="marks"]', "Lunar en la mejilla")
    consul.when_choosing("urgency", "normal")
    consul.when_choosing("searcher", "family")
    for purpose in ("search", "sharing", "bulletin"):
        consul.when_choosing("consents", purpose)
    page.fill('[name="searcher_name"]', "Marielos Pineda")
    page.fill('[name="searcher_phone"]', PHONE)
    page.fill('[name="searcher_address"]', ADDRESS)
    page.select_option('[name="protection_agency"]', answers)
    consul.then_done()
    consul.then_sees(name)
    return page.url.split("/reports/")[1].split("/")[0]


def when_a_bulletin_is_issued(searcher: Journey, report: str, entry: str) -> None:
    searcher.when_on("/reports/")
    searcher.page.goto(f"/reports/{report}/do/issue_bulletin/")
    searcher.accessible(searcher.page)
    page, until = searcher.page, clock.now() + timedelta(days=10)
    for part in ("names", "age"):
        searcher.when_choosing("parts", part)
    page.select_option('[name="last_seen_country"]', "GTM")
    for part, value in (("day", until.day), ("month", until.month), ("year", until.year)):
        page.fill(f'[name="expires_on-{part}"]', str(value))
    searcher.when_choosing("recipients", entry)
    searcher.then_done()
    searcher.then_sees("sin acuse de recibo")


def then_the_recipient_acknowledges(officer: Journey, name: str, report: str) -> None:
    officer.when_on("/bulletins/")
    officer.then_sees(name)
    assert officer.page.goto(f"/reports/{report}/").status == 404  # type: ignore[union-attr]
    officer.when_on("/bulletins/")
    follow(officer.page, officer.page.get_by_role("link", name=name))
    follow(officer.page, officer.page.get_by_role("button", name="Acusar recibo"))
    officer.then_sees("Gracias")


def then_the_paper_says_only_what_was_chosen(officer: Journey, name: str) -> None:
    officer.when_on("/bulletins/")
    follow(officer.page, officer.page.get_by_role("link", name=name))
    href = officer.page.locator("a[href$='.pdf']").get_attribute("href")
    paper = officer.page.request.get(str(href)).body()
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper))
    assert name in text.replace("\n", "").replace("\r", "")
    assert "9 años" in text
    for never in (PHONE, ADDRESS, "Marielos", "Lunar", "Masculino"):
        assert never not in text
