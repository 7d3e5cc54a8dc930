"""Whole ways through the pages, as people walk them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from amparo.accounts.models import Person
from amparo.cases.models import Case
from tests.factories import Team, agency, child, do, person, team, unique
from tests.journeys.conftest import NARROW, PHONE, follow
from tests.protection.helpers import institution, roll

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
PASSWORD = "una frase larga y buena"


class Journey:
    """A person, their window, and the steps they take."""

    def __init__(self, who: Person, page: Page, accessible: Callable[[Page], None]) -> None:
        self.who, self.page, self.accessible = who, page, accessible

    def given_signed_in(self) -> None:
        self.who.set_password(PASSWORD)
        self.who.save()
        self.page.goto("/sign-in")
        self.accessible(self.page)
        self.page.fill("#username", self.who.username)
        self.page.fill("#password", PASSWORD)
        self.send()
        assert "/sign-in" not in self.page.url

    def when_on(self, path: str) -> None:
        self.page.goto(path)
        self.accessible(self.page)

    def when_writing(self, case: str, code: str) -> None:
        """The form of an act: whether everybody can use such forms is seen in `test_pages_axe`."""
        self.page.goto(f"/cases/{case}/do/{code}/")

    def then_done(self) -> None:
        self.send()
        assert "Hecho:" in self.page.inner_text("body"), self.page.inner_text("main")[:600]

    def when_choosing(self, name: str, value: str) -> None:
        self.page.check(f'[name="{name}"][value="{value}"]', force=True)

    def send(self, value: str = "act") -> None:
        plain = self.page.locator("main form button[type=submit]:not([name]):not(.am-default-submit)")
        follow(self.page, plain if plain.count() else f"main button[name=do][value={value}]")

    def then_sees(self, text: str) -> None:
        assert text in self.page.inner_text("body"), self.page.inner_text("main")[:600]
        self.accessible(self.page)


@pytest.fixture
def walk(open_as: Callable[..., Page], accessible: Callable[[Page], None]) -> Callable[..., Journey]:
    def begin(who: Person, **how: Any) -> Journey:
        signed_out = how.pop("signed_out", False)
        return Journey(who, open_as(None if signed_out else who, **how), accessible)

    return begin


def case_of(page: Page) -> str:
    return page.url.split("/cases/")[1].split("/")[0]


def four_answers(journey: Journey, given: str) -> None:
    page = journey.page
    page.fill('[name="names.given"]', given)
    page.fill('[name="names.first_surname"]', unique("Toj"))
    journey.when_choosing("sex", "female")
    page.fill('[name="age_or_birth.age_years"]', "14")
    journey.when_choosing("with_whom", "unaccompanied")


def answers_for(page: Page, us: Team) -> None:
    """The protection agency of this test: in life the one of the place is chosen without asking."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.select_option('[name="protection_agency"]', str(us.agency.id))


def test_a_border_officer_hands_a_child_over_on_a_phone(walk: Callable[..., Journey]) -> None:
    us, name = team(), unique("Ixchel")
    consulate = institution("consulate")
    border = walk(person("border_officer"), width=PHONE, signed_out=True)
    border.given_signed_in()
    border.when_on("/cases/new/")
    four_answers(border, name)
    answers_for(border.page, us)
    border.send()
    case = case_of(border.page)
    border.then_sees(name)
    urgent_needs(border, case)
    what_is_observed(border, case)
    border.when_writing(case, "notify_consulate")
    border.page.select_option('[name="institution"]', str(consulate.id))
    border.send()
    border.then_sees("Todavía no se puede")
    protection = walk(Person.objects.get(id=us.supervisor.id))
    protection.when_on("/")
    protection.then_sees(name)
    handed_over(border, case)
    then_only_their_own_words_are_left(border, us, case, name)


def urgent_needs(border: Journey, case: str) -> None:
    border.when_writing(case, "record_urgent_needs")
    border.page.select_option('[name="needs.0.need"]', "water_food")
    border.when_choosing("needs.0.state", "attended")
    border.then_done()


def what_is_observed(border: Journey, case: str) -> None:
    """Nothing is asked at the border: two signs are seen, and the companion is feared to control her."""
    border.when_writing(case, "screen")
    seen = border.page.locator('.am-observed input[value="present"]')
    for place in range(2):
        seen.nth(place).check(force=True)
    border.when_choosing("companion_risk", "yes")
    border.then_done()


def handed_over(border: Journey, case: str) -> None:
    border.when_writing(case, "record_handover")
    border.when_choosing("health_state", "good")
    written = {"belongings": "Una mochila", "documents": "Ninguno", "handed_over_by": "Raúl Paz, oficial",
               "received_by": "Lic. Rosa Díaz, trabajo social"}  # fmt: skip
    for field, words in written.items():
        border.page.fill(f'[name="{field}"]', words)
    border.then_done()
    border.when_writing(case, "transfer_custody")
    border.when_choosing("to_custody", "protection_authority")
    for told in ("receiver_accepted", "child_informed", "safe_transport"):
        border.when_choosing("confirmations", told)
    border.then_done()


def then_only_their_own_words_are_left(border: Journey, protection: Team, case: str, name: str) -> None:
    given = {"requested_of": "Juzgado familiar", "measure": "Medida urgente"}
    do("record_measure_request", UUID(case), protection.officer, **given)
    border.when_on("/cases/")
    assert name not in border.page.inner_text("main")
    follow(border.page, border.page.get_by_role("link", name="A quienes entregó"))
    border.then_sees(name)
    border.when_on(f"/cases/{case}/care/")
    border.then_sees("Una mochila")
    assert "Juzgado familiar" not in border.page.inner_text("main")


def test_a_return_tried_too_early_is_refused_with_reasons(walk: Callable[..., Journey]) -> None:
    us = team()
    case = child(us)
    officer = walk(Person.objects.get(id=us.officer.id))
    officer.when_on(f"/cases/{case.id}/do/approve_return_plan/")
    officer.send()
    assert officer.page.url.endswith("/do/approve_return_plan/")
    officer.then_sees("interés superior")
    officer.when_on(f"/cases/{case.id}/timeline/")
    follow(officer.page, "main a[href*='/why/']")
    officer.accessible(officer.page)


def test_an_officer_asks_for_a_signature_and_the_supervisor_gives_it(walk: Callable[..., Journey]) -> None:
    us = team()
    case = child(us)
    officer, supervisor = (walk(Person.objects.get(id=one.id)) for one in (us.officer, us.supervisor))
    form = f"/cases/{case.id}/do/record_individual_decision/"
    officer.when_on(form)
    officer.when_choosing("collective_measure", "no")
    officer.page.fill('[name="reason"]', "Se resuelve sólo su caso")
    officer.send()
    officer.then_sees("firma de otra persona")
    officer.page.fill('[name="ask-reason"]', "Se reunió el panel esta mañana")
    officer.send("signature")
    officer.then_sees("Se pidió")
    supervisor.when_on("/")
    follow(supervisor.page, "a:has-text('Leer y firmar')")
    supervisor.then_sees("Se resuelve sólo su caso")
    supervisor.page.fill('[name="reason"]', "Leí el acta entera")
    supervisor.send()
    supervisor.then_sees("Firmado")
    officer.when_on(form)
    assert officer.page.input_value('[name="reason"]') == "Se resuelve sólo su caso", "the draft is still there"
    officer.send()
    officer.then_sees("Hecho")


def test_a_guardian_reads_the_case_and_writes_what_the_child_said(walk: Callable[..., Journey]) -> None:
    us, who = team(), person("guardian")
    case = child(us)
    basis = {"legal_basis": "statute", "legal_basis_reason": "Ley General, artículo 4"}
    entry = roll("guardian", who)
    do("appoint_guardian", case.id, us.officer, guardian=str(entry.id), guardian_kind="interim", **basis)
    guardian = walk(who)
    guardian.when_on("/cases/")
    guardian.when_on(f"/cases/{case.id}/")
    guardian.when_on(f"/cases/{case.id}/do/record_views/")
    guardian.page.locator('[name="actions"]').first.check(force=True)
    guardian.when_choosing("child_views", "agrees")
    guardian.page.fill('[name="own_words"]', "Quiero quedarme con mi tía")
    guardian.send()
    guardian.then_sees("Quiero quedarme con mi tía")


def test_registering_with_the_keyboard_alone(walk: Callable[..., Journey]) -> None:
    us, name = team(), unique("Itzel")
    journey = walk(Person.objects.get(id=us.officer.id))
    page = journey.page
    journey.when_on("/cases/new/")
    answers = {"names.given": name, "names.first_surname": unique("Sac"), "age_or_birth.age_years": "12"}
    chosen: set[str] = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate("({name: document.activeElement.name || '', kind: document.activeElement.type || ''})")
        if here["name"] in answers:
            page.keyboard.type(answers.pop(here["name"]))
        elif here["kind"] == "radio" and here["name"] in ("sex", "with_whom") and here["name"] not in chosen:
            page.keyboard.press("Space")
            chosen.add(here["name"])
        elif here["kind"] == "submit" and not answers and len(chosen) == 2 and here["name"] in ("", "do"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            break
    assert not answers
    assert case_of(page)
    journey.then_sees(name)


def test_without_scripts_everything_is_read_and_registered(walk: Callable[..., Journey]) -> None:
    us = team()
    case: Case = child(us)
    journey = walk(Person.objects.get(id=us.officer.id), scripts=False, width=NARROW)
    page = journey.page
    for path in ("/", "/cases/", f"/cases/{case.id}/", f"/cases/{case.id}/timeline/", f"/cases/{case.id}/do/screen/"):
        response = page.goto(path)
        assert response is not None
        assert response.status == 200
        assert len(page.inner_text("main")) > 50
    page.goto("/cases/new/")
    four_answers(journey, unique("Nayeli"))
    journey.send()
    assert case_of(page)


def test_nobody_s_page_is_left_in_the_browser_after_signing_out(walk: Callable[..., Journey]) -> None:
    who = person("border_officer", agency("migration"))
    journey = walk(who)
    journey.when_on("/cases/")
    journey.page.goto("/sign-out")
    journey.page.request.post("/sign-out")
    journey.page.context.clear_cookies(name="sessionid")
    journey.page.goto("/cases/")
    assert "/sign-in" in journey.page.url
