"""Journeys of the return and what follows: each starts from a prepared case and continues in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from amparo.accounts.models import Person
from amparo.cases.models import Case
from amparo.cases.selectors import file_for
from amparo.ledger import clock
from amparo.ledger.days import local_time
from amparo.returns.followups import followup_days
from tests.factories import Team, do, reading_as, refused, team
from tests.journeys.conftest import NARROW, PHONE, follow
from tests.protection.determined import heard, nothing_changed, represented, signed
from tests.protection.helpers import facts
from tests.returns.test_ending import young_person
from tests.returns.ways import (
    CONFIRMED,
    GROUNDS,
    approvable,
    decided_for,
    document_issued,
    file_sent,
    followed_up,
    found_fit,
    morning,
    ready_to_leave,
    received,
    reception_agreed,
    reintegration_agreed,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("returning")]


@pytest.fixture
def us() -> Team:
    return team()


@pytest.fixture
def window(open_as: Callable[..., Page], us: Team) -> Callable[..., Page]:
    """A window of the officer, or of somebody else of the team."""

    def open_window(who: Any = None, **how: Any) -> Page:
        return open_as(Person.objects.get(id=(who or us.officer).id), **how)

    return open_window


def form(page: Page, case: Case, code: str) -> None:
    page.goto(f"/cases/{case.id}/do/{code}/")


def place(page: Page, case: Case, slug: str) -> str:
    page.goto(f"/cases/{case.id}/{slug}/")
    return page.inner_text("main")


def choose(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.check(f'[name="{name}"][value="{value}"]', force=True)


def write(page: Page, **answers: str) -> None:
    for name, words in answers.items():
        page.fill(f'[name="{name}"]', words)


def date_of(page: Page, name: str, instant: datetime) -> None:
    for part, value in (("day", f"{instant:%d}"), ("month", f"{instant:%m}"), ("year", f"{instant:%Y}")):
        page.fill(f'[name="{name}-{part}"]', value)


def send(page: Page, do: str = "act") -> None:
    follow(page, f"main button[name=do][value={do}]:not(.am-default-submit)")


def press(page: Page, words: str) -> None:
    follow(page, page.locator("main button", has_text=words))


def opened(page: Page, words: str) -> None:
    page.locator("summary", has_text=words).click()


def with_signature(officer: Page, supervisor: Page, case: Case) -> None:
    """The officer asks for a second signature on the open form, the supervisor signs, the officer continues."""
    address = officer.url
    send(officer)
    officer.fill('[name="ask-reason"]', "Se reunió todo lo que hace falta")
    send(officer, "signature")
    supervisor.goto("/")
    follow(supervisor, "a:has-text('Leer y firmar')")
    supervisor.fill('[name="reason"]', "Leí el expediente entero")
    follow(supervisor, "main form button[type=submit]")
    officer.goto(address)
    send(officer)
    assert "Hecho" in officer.inner_text("body")


def sign_with_a_finger(page: Page, name: str) -> None:
    pad = page.locator(f"[data-pad]:has([name={name}]) svg")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 30)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 20 + 25 * step, box["y"] + 30 + (step % 3) * 15)
    page.mouse.up()


def latest(case: Case, us: Team, code: str, name: str) -> Any:
    with reading_as(us.officer):
        return file_for(case, by=us.officer).latest(name, code)


def test_a_safe_return_from_the_plan_to_the_365th_day(
    us: Team, window: Callable[..., Page], accessible: Callable[[Page], None], it_is: Callable[[datetime], None]
) -> None:
    begun, at = clock.now(), morning(1)
    case = decided_for(us, "voluntary_return_family")
    reintegration_agreed(us, case)
    heard(us, case, "approve_return_plan", "execute_return")
    officer, supervisor = window(), window(us.supervisor)

    assert "Comenzar el plan" in place(officer, case, "return")
    follow(officer, "text=Comenzar el plan")
    choose(officer, mode="assisted_voluntary")
    write(officer, **{"stages.0.from_place": "Tapachula", "stages.0.to_place": "Jutiapa", "destination": "Jutiapa",
                      "arrives_at-time": "10:00"})  # fmt: skip
    date_of(officer, "arrives_at", at)
    send(officer)
    form(officer, case, "record_return_plan")
    assert officer.input_value('[name="destination"]') == "Jutiapa", "it goes on where it was left"
    choose(officer, **{"receivers.0.role": "caregiver"})
    write(officer, **{"receivers.0.name": "Marta Paz", "receivers.0.phone": "+502 5555 0000"})
    send(officer)
    assert "Marta Paz" in officer.inner_text("body")
    signed("record_stay_check", case, us, stay_order="no", where_checked="Juzgados")
    form(officer, case, "approve_return_plan")
    officer.check('[name="reason_codes"][value="family_unity"]', force=True)
    with_signature(officer, supervisor, case)
    assert "Vale hasta" in place(officer, case, "return")

    reception_agreed(us, case, at)
    document_issued(us, case)
    found_fit(us, case)
    form(officer, case, "record_escort")
    choose(officer, escort="assigned", **{"people.0.trained": "yes"})
    write(officer, **{"people.0.name": "Rosa Díaz"})
    send(officer)
    file_sent(us, case)
    nothing_changed(us, case)
    assert "Nada en el expediente impide «Ejecutar el retorno»" in place(officer, case, "return")
    accessible(officer)

    phone = window(width=PHONE)
    place(phone, case, "journey")
    for one in CONFIRMED["confirmations"]:
        phone.check(f'[name="confirmations"][value="{one}"]', force=True)
    press(phone, "Sale ahora")
    accessible(phone)
    press(phone, "Llegó a Jutiapa")
    opened(phone, "Entregar a quien recibe")
    choose(phone, health_state="good")
    write(phone, belongings="Una mochila", documents="Salvoconducto", handed_over_by="Rosa Díaz", receiver="Ana Sis",
          credential="PGN 12")  # fmt: skip
    sign_with_a_finger(phone, "giver_signature")
    sign_with_a_finger(phone, "receiver_signature")
    expect(phone.locator("#saved")).to_contain_text("Guardado")
    accessible(phone)
    press(phone, "Anotar la entrega")
    assert latest(case, us, "record_travel_stage", "receiver_signature").startswith("M")
    code = phone.locator("a.am-code").inner_text()
    phone.goto(f"/verify/{code}/")
    assert "auténtico" in phone.inner_text("body")
    received(us, case)
    form(officer, case, "receive_return")
    officer.check('[name="confirmations"]', force=True)
    choose(officer, release_to_caregiver="yes")
    send(officer)
    assert facts(case, us.officer).custody == "family"

    for day in followup_days():
        it_is(begun + timedelta(days=day, hours=1))
        if day not in {7, 365}:
            followed_up(us, case, day)
            continue
        officer = window()  # nobody stays signed in for weeks
        place(officer, case, "after")
        follow(officer, f"text=A los {day} días")
        assert officer.is_checked(f'[name="day"][value="{day}"]'), "the one that is due is proposed"
        choose(officer, mode="visit", outcome="complete", lives_with="planned", wellbeing="well")
        send(officer)
    told = place(officer, case, "after")
    assert "atrasado" not in told
    accessible(officer)
    evidence = {"closure_reason": "reintegration_completed", "kind": "followups", "evidence": "Los seis"}
    do("record_closure_evidence", case.id, us.officer, **evidence)
    assert "Nada en el expediente impide «Cerrar el expediente»" in place(officer, case, "after")
    supervisor = window(us.supervisor)
    form(officer, case, "close_case")
    officer.select_option('[name="closure_reason"]', "reintegration_completed")
    officer.check('[name="confirmations"]', force=True)
    with_signature(officer, supervisor, case)
    assert "está cerrado" in place(officer, case, "after")


def test_a_child_goes_to_her_aunt(us: Team, window: Callable[..., Page], accessible: Callable[[Page], None]) -> None:
    case = decided_for(us, "family_reunification_country")
    home = {"home_assessment": "positive", "home_country": "MEX", "caregiver": "Tía Rosa"}
    do("record_home_assessment", case.id, us.officer, **home, caregiver_willing_able="yes")
    do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])
    signed("record_stay_check", case, us, stay_order="no", where_checked="Juzgados")
    heard(us, case, "reunify")
    nothing_changed(us, case)
    officer = window()
    assert "Reunificación" in place(officer, case, "after")
    follow(officer, "main ol.am-checks a:has-text('Reunificar con la familia')")
    write(officer, received_by="Rosa Paz, en su casa, con su credencial")
    send(officer)
    assert "Hecho" in officer.inner_text("body")
    assert facts(case, us.officer).custody == "family"
    assert "A los 7 días" in place(officer, case, "after")
    accessible(officer)


def test_a_return_refused_then_lawful(
    us: Team, window: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    at = morning(1)
    case = approvable(us, at)
    officer = window()
    form(officer, case, "execute_return")
    for one in CONFIRMED["confirmations"]:
        officer.check(f'[name="confirmations"][value="{one}"]', force=True)
    send(officer)
    assert "Todavía no se puede" in officer.inner_text("body")
    assert officer.locator(".am-verdict").count() >= 6
    accessible(officer)
    place(officer, case, "timeline")
    expect(officer.locator(".am-timeline--refused").first).to_contain_text("No se hizo")
    signed("approve_return_plan", case, us, **GROUNDS)
    reception_agreed(us, case, at)
    document_issued(us, case)
    file_sent(us, case)
    found_fit(us, case)
    assert "Falta" in place(officer, case, "return")
    follow(officer, ".am-checks a:has-text('Acompañamiento')")
    choose(officer, escort="assigned", **{"people.0.trained": "yes"})
    write(officer, **{"people.0.name": "Rosa Díaz"})
    send(officer)
    nothing_changed(us, case)
    form(officer, case, "execute_return")
    if not officer.locator('[name="confirmations"]:checked').count():
        for one in CONFIRMED["confirmations"]:
            officer.check(f'[name="confirmations"][value="{one}"]', force=True)
    send(officer)
    assert "Hecho" in officer.inner_text("body")
    assert "Salió" in place(officer, case, "journey")


def test_a_child_who_changes_their_mind_the_day_before(us: Team, window: Callable[..., Page]) -> None:
    case = ready_to_leave(us, morning(1))
    officer, phone = window(), window(width=NARROW)
    assert "Sale ahora" in place(phone, case, "journey")
    form(officer, case, "record_views")
    officer.check('[name="actions"][value="execute_return"]', force=True)
    choose(officer, child_views="disagrees")
    write(officer, own_words="Ya no quiero irme")
    send(officer)
    for one in CONFIRMED["confirmations"]:
        phone.check(f'[name="confirmations"][value="{one}"]', force=True)
    press(phone, "Sale ahora")
    assert "Todavía no se puede" in phone.inner_text("body"), "also on a page that was opened before"
    assert "Sale ahora" not in place(phone, case, "journey")
    assert "child_disagrees" in refused("execute_return", case.id, us.officer, **CONFIRMED)
    form(officer, case, "record_return_plan")
    choose(officer, step="cancelled")
    write(officer, step_reason="Ya no quiere irse")
    send(officer, "act")
    if officer.locator("button[value=anyway]").count():
        send(officer, "anyway")
    told = place(officer, case, "return")
    assert "Ya no quiere irse" in told
    assert "Tapachula → Jutiapa" in told, "nothing of the plan is lost"


def test_the_hand_over_of_an_eighteenth_birthday(
    us: Team, window: Callable[..., Page], accessible: Callable[[Page], None], it_is: Callable[[datetime], None]
) -> None:
    case = young_person(us, turns_18_in=5)
    represented(us, case)
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    officer = window()
    assert "Falta el plan de transición" in place(officer, case, "after")
    follow(officer, "section:has-text('Hacia la vida adulta') a:has-text('Comenzar el plan')")
    choose(officer, state="agreed", **{})
    write(officer, own_words="Quiero ser enfermera", **{"goals.0.goal": "Un cuarto cerca de la escuela"})
    officer.locator('[name="goals.0.area"]').select_option("housing")
    send(officer)
    assert "Un cuarto cerca de la escuela" in place(officer, case, "after")
    accessible(officer)
    form(officer, case, "transfer_to_adult_services")
    send(officer)
    assert "Todavía no se puede" in officer.inner_text("body"), "nobody is passed on before their birthday"
    it_is(clock.now() + timedelta(days=6))
    officer = window()
    form(officer, case, "record_transition_plan")
    assert officer.input_value('[name="own_words"]') == "Quiero ser enfermera"
    choose(officer, state="handed_over", adult_consent="yes")
    write(officer, documents_given="Acta, certificado de estudios y su expediente")
    date_of(officer, "consent_on", local_time(clock.now()))
    send(officer)
    form(officer, case, "transfer_to_adult_services")
    send(officer)
    assert "Hecho" in officer.inner_text("body")
    assert facts(case, us.officer).transition_plan == "handed_over"
