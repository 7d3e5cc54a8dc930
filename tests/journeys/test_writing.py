"""Writing over days: saved while typing, rows without a new page, the panel's workspace, a lost connection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from amparo.accounts.models import Person
from amparo.cases.models import Case
from amparo.cases.selectors import file_for
from amparo.protection.determinations import latest_proceeding
from tests.factories import Team, child, do, reading_as, team
from tests.journeys.conftest import NARROW, PHONE, WIDE, follow, sideways
from tests.protection.determined import PANEL, assessed, signed, weighed
from tests.protection.helpers import inform

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("writing")]
SAVED = "Guardado"


@pytest.fixture
def us() -> Team:
    return team()


@pytest.fixture
def officer(us: Team, open_as: Callable[..., Page]) -> Page:
    return open_as(Person.objects.get(id=us.officer.id))


def path(case: Case, code: str) -> str:
    return f"/cases/{case.id}/do/{code}/"


def is_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text(SAVED)


def killed(page: Page, address: str) -> Page:
    """The same browser, the window closed from one moment to the next and the page opened again."""
    again = page.context.new_page()
    page.close()
    again.goto(address)
    return again


def test_what_was_typed_is_there_after_the_window_was_closed(us: Team, officer: Page) -> None:
    form = path(child(us), "record_family_risk")
    officer.goto(form)
    officer.fill('[name="evidence"]', "Lo que ella contó del viaje")
    is_saved(officer)
    again = killed(officer, form)
    assert again.input_value('[name="evidence"]') == "Lo que ella contó del viaje"


def test_it_is_saved_once_more_when_the_page_goes_away(us: Team, officer: Page) -> None:
    form = path(child(us), "record_family_risk")
    officer.clock.install()
    officer.goto(form)
    officer.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))  # it does not come to saving by itself
    officer.fill('[name="evidence"]', "Llamaron a la puerta")
    with officer.expect_event("requestfinished", lambda request: request.method == "POST"):
        officer.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert killed(officer, form).input_value('[name="evidence"]') == "Llamaron a la puerta"


def test_a_record_that_was_begun_is_there_too(officer: Page) -> None:
    officer.goto("/cases/new/")
    officer.fill('[name="names.given"]', "Ixchel")
    is_saved(officer)
    assert killed(officer, "/cases/new/").input_value('[name="names.given"]') == "Ixchel"


def test_saving_disturbs_nobody_who_types(us: Team, officer: Page) -> None:
    officer.goto(path(child(us), "record_family_risk"))
    officer.focus('[name="evidence"]')
    officer.keyboard.type("Primero. ")
    is_saved(officer)
    officer.keyboard.type("Segundo.")
    assert officer.input_value('[name="evidence"]') == "Primero. Segundo."
    assert officer.evaluate("document.activeElement.name") == "evidence"


def test_rows_come_and_go_without_a_new_page(us: Team, officer: Page, accessible: Callable[[Page], None]) -> None:
    officer.goto(path(child(us), "record_bid"))
    officer.evaluate("window.samePage = true")
    officer.fill('[name="members.0.name"]', "Rosa Díaz")
    officer.click('[name="members-add"]')
    expect(officer.locator('[name="members.1.name"]')).to_be_focused()
    officer.keyboard.type("Luis Mora")
    options = officer.locator('[name^="options."][name$=".solution"]')
    before = options.count()
    officer.click('[name="options-add"]')
    expect(options).to_have_count(before + 1)
    officer.locator('[name="members-remove"]').first.click()
    expect(officer.locator('[name="members.0.name"]')).to_have_count(0)
    assert officer.input_value('[name="members.1.name"]') == "Luis Mora"
    assert officer.evaluate("window.samePage")
    accessible(officer)


def test_a_lost_line_is_said_and_the_text_is_saved_when_it_is_back(us: Team, officer: Page) -> None:
    officer.goto(path(child(us), "record_family_risk"))
    warned: list[str] = []
    officer.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    officer.context.set_offline(True)
    officer.click('[name="evidence"]')
    officer.keyboard.type("Sin línea en la frontera")
    expect(officer.locator("#saved")).to_contain_text("Sin conexión")
    with officer.expect_event("dialog"):
        officer.close(run_before_unload=True)
    assert warned == ["beforeunload"], "what is not saved is not left unawares"
    officer.context.set_offline(False)
    is_saved(officer)
    officer.goto(f"/cases/{officer.url.split('/cases/')[1].split('/')[0]}/")
    assert warned == ["beforeunload"], "what is saved is left without a question"


def test_a_session_that_ended_keeps_what_was_typed(us: Team, officer: Page) -> None:
    form = path(child(us), "record_family_risk")
    officer.goto(form)
    officer.context.clear_cookies(name="sessionid")
    officer.fill('[name="evidence"]', "Lo que dijo anoche")
    link = officer.locator("#saved a")
    expect(link).to_have_text("Entrar y seguir")
    who = Person.objects.get(id=us.officer.id)
    who.set_password("una frase larga y buena")
    who.save()
    follow(officer, link)
    officer.fill("#username", who.username)
    officer.fill("#password", "una frase larga y buena")
    follow(officer, "main form button[type=submit]")
    officer.wait_for_url(f"**{form}")
    assert officer.input_value('[name="evidence"]') == "Lo que dijo anoche"


def test_without_scripts_the_button_saves_and_rows_are_added(us: Team, open_as: Callable[..., Page]) -> None:
    page = open_as(Person.objects.get(id=us.officer.id), scripts=False, width=NARROW)
    form = path(child(us), "record_bid")
    page.goto(form)
    page.fill('[name="members.0.name"]', "Rosa Díaz")
    follow(page, '[name="members-add"]')
    assert page.locator('[name="members.1.name"]').count() == 1
    follow(page, 'button[value="draft"]')
    page.goto(form)
    assert page.input_value('[name="members.0.name"]') == "Rosa Díaz"


def save(page: Page, button: str = "act") -> None:
    follow(page, f'main .am-send button[value="{button}"]')


def test_an_assessment_is_written_factor_by_factor_on_a_phone(
    us: Team, open_as: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    case = child(us)
    page = open_as(Person.objects.get(id=us.officer.id), width=PHONE)
    page.goto(path(case, "record_bia"))
    assert "Valorados: 0 de 9" in page.inner_text("body")
    page.locator("summary", has_text="Identidad").click()
    page.check('[name="factors.1.risk_level"][value="high"]', force=True)
    page.fill('[name="factors.1.evidence"]', "No tiene acta de nacimiento")
    accessible(page)
    save(page)
    page.goto(path(case, "record_bia"))
    assert "Valorados: 1 de 9" in page.inner_text("body")
    assert "Riesgo Alto" in page.locator("summary", has_text="Identidad").inner_text()


def _member(page: Page, number: int, member: dict[str, Any]) -> None:
    if number:
        page.click('[name="members-add"]')
        expect(page.locator(f'[name="members.{number}.name"]')).to_be_visible()
    page.fill(f'[name="members.{number}.name"]', member["name"])
    for answer in ("org_kind", "discipline", "role", "vote"):
        _choose(page, f"members.{number}.{answer}", member.get(answer, ""))


def _choose(page: Page, name: str, value: str) -> None:
    if not value:
        return
    if page.locator(f'select[name="{name}"]').count():
        page.select_option(f'[name="{name}"]', value)
    else:
        page.check(f'[name="{name}"][value="{value}"]', force=True)


def _date(page: Page, name: str) -> None:
    for part, value in (("day", "4"), ("month", "5"), ("year", "2026")):
        page.fill(f'[name="{name}-{part}"]', value)


def test_a_panel_writes_a_second_person_signs_and_what_changes_is_signed_again(
    us: Team, open_as: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    case = assessed(us)
    officer, second = (open_as(Person.objects.get(id=one.id), width=WIDE) for one in (us.officer, us.supervisor))
    form = path(case, "record_bid")

    officer.goto(form)
    assert "Quiero quedarme con mi tía" in officer.inner_text("#part-words ~ .am-beside aside")
    _choose(officer, "step", "convened")
    for number, member in enumerate(PANEL):
        _member(officer, number, member)
    officer.select_option('[name="options.0.solution"]', "local_integration_residence")
    officer.fill('[name="options.0.in_favour"]', "Aquí va a la escuela")
    officer.fill('[name="options.0.reasons"]', "Es lo que quiere y está segura")
    officer.select_option('[name="options.1.solution"]', "family_reunification_country")
    officer.fill('[name="options.1.reasons"]', "Su tía la quiere y puede")
    officer.fill('[name="child_words"]', "Quiero ir a la escuela aquí")
    for number, row in enumerate(weighed()):
        officer.fill(f'[name="reasons.{number}.reason"]', row["reason"])
    accessible(officer)
    save(officer)
    assert "Hecho" in officer.inner_text("body")

    second.goto(form)
    assert "Falta" in second.inner_text(".am-obstacles")
    assert second.input_value('[name="options.0.in_favour"]') == "Aquí va a la escuela"
    for number in range(3):
        _date(second, f"signatures.{number}.signed_on")
    save(second)
    proceeding = _proceeding(us, case)
    assert proceeding.is_signed
    assert proceeding.is_reasoned

    officer.goto(form)
    officer.fill('[name="options.1.against"]', "Su tía trabaja de noche")
    save(officer)
    assert "hay que firmar otra vez" in officer.inner_text("body")
    follow(officer, 'button[value="anyway"]')
    assert not _proceeding(us, case).signatures

    second.goto(form)
    for number in range(3):
        _date(second, f"signatures.{number}.signed_on")
    save(second)
    signed("record_individual_decision", case, us, collective_measure="no", reason="Se resuelve sólo su caso")
    second.goto(form)
    assert "Nada en el expediente impide" in second.inner_text(".am-obstacles")
    decided = do("decide_bid", case.id, us.officer, solution="local_integration_residence", reason_codes=["safety"])
    assert decided.entry is not None


def _proceeding(us: Team, case: Case) -> Any:
    with reading_as(us.officer):
        return latest_proceeding(file_for(case, by=us.officer))


def test_on_a_phone_the_options_stand_one_below_the_other(us: Team, open_as: Callable[..., Page]) -> None:
    case = child(us)
    inform(case, us.officer)
    page = open_as(Person.objects.get(id=us.officer.id), width=PHONE)
    page.goto(path(case, "record_bid"))
    first, second = (page.locator(".am-matrix__option").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert second["y"] >= first["y"] + first["height"]
    assert sideways(page) <= 0
    page.set_viewport_size({"width": WIDE, "height": 780})
    first, second = (page.locator(".am-matrix__option").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert abs(first["y"] - second["y"]) < 2
    cells = [page.locator(f'[name="options.{n}.reasons"]').bounding_box() for n in (0, 1)]
    assert cells[0] is not None
    assert cells[1] is not None
    assert abs(cells[0]["y"] - cells[1]["y"]) < 2, "one row across the options"
