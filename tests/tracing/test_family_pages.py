"""The place of the family search: the whole way for who may read it, and one restricted line for who may not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.accounts.models import Person
from amparo.cases.models import Case
from tests.callers import signed_in
from tests.factories import child, do, person, team
from tests.house.database import involve
from tests.protection.determined import entry_of
from tests.tracing.family import (
    CANARY_OF_CHILD,
    WHO,
    contacted,
    message,
    met_again,
    questions,
    safe,
    session,
    verified,
    wanted,
)

pytestmark = pytest.mark.usefixtures("open_house")


class TestPlace:
    def page(self, case: Case, who: Any) -> str:
        response = signed_in(Person.objects.get(id=who.id)).get(f"/cases/{case.id}/family-search/")
        assert response.status_code == 200
        return str(response.content.decode())

    def test_says_how_it_begins(self) -> None:
        us = team()
        html = self.page(child(us), us.officer)
        assert "Todavía no se busca a su familia" in html
        assert "do/open_tracing/" in html

    def test_tells_the_whole_way(self) -> None:
        us = team()
        html = self.page(met_again(us), us.officer)
        for words in (WHO, "coinciden 4 de 5", "No coinciden", "Verificado", "La extraño", "10 min", "Lo detuvo",
                      "Te quiero, mamá", "retenido", "Nombra un pueblo", us.officer.name, "se detuvo"):  # fmt: skip
            assert words in html, words
        once = re.findall(r"Canelo, y dorm", html)
        assert len(once) == 5, "each answer once: not again below the table, where it would be printed"

    def test_who_lacks_protection_is_told_so_once_whatever_is_there(self) -> None:
        us, low = team(), person("liaison_officer")
        said = []
        for case in (met_again(us), contacted(us)):
            involve(low, case)
            html = self.page(case, low)
            panel = html.split("¿Es su familia?")[0]
            assert panel.count("Reservado: su función no lo lee") == 1
            for words in ("Canelo", WHO, "Te quiero", "Lo detuvo", "do/record_family_message/", "Psic. Ruiz"):
                assert words not in html
            said.append(html.count("am-restricted"))
        assert said[0] == said[1]

    def test_more_questions_and_messages_are_not_more_questions_to_the_database(self) -> None:
        def asked(n: int) -> int:
            us = team()
            case = contacted(us)
            for _ in range(n):
                do("record_mirror_questions", case.id, us.officer, **questions("yes"))
                do("record_family_message", case.id, us.officer, **message())
            client = signed_in(Person.objects.get(id=us.officer.id))
            with CaptureQueriesContext(connection) as found:
                assert client.get(f"/cases/{case.id}/family-search/").status_code == 200
            return len(found)

        assert asked(3) == asked(1)


def test_the_page_says_what_it_can_rest_on() -> None:
    us = team()
    case = wanted(us)
    client = signed_in(Person.objects.get(id=us.officer.id))
    page = f"/cases/{case.id}/do/record_relationship_check/"
    assert "Todavía no hay preguntas espejo" in client.get(page).content.decode()
    do("record_mirror_questions", case.id, us.officer, **questions("yes", "yes", "yes", "yes", "no"))
    html = client.get(page).content.decode()
    assert f"Preguntas espejo con {WHO}: coinciden 4 de 5" in html
    assert CANARY_OF_CHILD not in html


def test_a_contact_begins_from_the_one_that_was_planned() -> None:
    us = team()
    case = contacted(us)
    page = f"/cases/{case.id}/do/record_contact_session/"
    client = signed_in(Person.objects.get(id=us.officer.id))
    plan = entry_of(do("record_contact_session", case.id, us.officer, **session("planned")))
    assert f'value="{plan}" selected' in client.get(page).content.decode()
    do("record_contact_session", case.id, us.officer, **session("planned"))
    assert " selected" not in client.get(page).content.decode().split('name="entry"')[1].split("</select>")[0]


def test_the_button_leads_to_what_comes_next_and_never_to_what_the_law_would_refuse() -> None:
    us = team()
    case = wanted(us)
    client = signed_in(Person.objects.get(id=us.officer.id))

    def button() -> str:
        html = client.get(f"/cases/{case.id}/family-search/").content.decode()
        found = re.search(r'am-button-small" href="[^"]*/do/(\w+)/"', html)
        return found[1] if found else ""

    assert button() == "record_mirror_questions"
    verified(us, case)
    assert button() == "record_contact_risk"
    safe(us, case)
    assert button() == "contact_family"
    do("contact_family", case.id, us.officer, with_whom=WHO, fields=["identity", "family"])
    assert button() == "record_contact_session"
    do("record_contact_session", case.id, us.officer, **session())
    assert button() == "record_family_message"
    do("record_contact_session", case.id, us.officer, **session(child_stopped=True))
    assert button() == "record_contact_risk", "it was stopped"
    safe(us, case, "no")
    assert button() == ""
