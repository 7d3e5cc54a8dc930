"""What every answer carries so that a browser does nothing that we did not mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from amparo.accounts.models import Person
from tests.callers import signed_in, with_token
from tests.factories import child, person, team
from tests.house.database import connected

pytestmark = pytest.mark.usefixtures("open_house")

PAGES = ["/", "/cases/", "/cases/new/", "/directory/", "/administration/", "/account/", "/account/sessions/",
         "/account/2fa/", "/account/2fa/webauthn/", "/help/",
         "{case}", "{case}timeline/", "{case}why/1/", "{case}readers/", "{case}files/", "{case}protection/",
         "{case}do/screen/", "{case}do/record_identity/", "/nowhere/"]  # fmt: skip


@pytest.fixture(scope="module")
def house(django_db_blocker: Any) -> tuple[Client, str]:
    with django_db_blocker.unblock():
        us = team()
        case = child(us)
        return signed_in(Person.objects.get(id=us.supervisor.id)), f"/cases/{case.id}/"


class Strict(HTMLParser):
    """What a strict policy would stop, or what comes from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._script = tag in ("script", "style")
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(f"inline {tag}")
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        for name in ("src", "href", "action"):
            address = given.get(name) or ""
            if address.startswith(("javascript:", "data:")) or (
                re.match(r"(https?:)?//", address) and tag not in ("a",)
            ):
                self.found.append(f"{tag} {name}={address}")
        if tag == "meta" and (given.get("name") == "htmx-config"):
            return


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_strict(house: tuple[Client, str], path: str) -> None:
    client, case = house
    response = client.get(path.replace("{case}", case))
    assert response.status_code in (200, 404)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert response["Referrer-Policy"] == "same-origin"
    strict = Strict()
    strict.feed(response.content.decode())
    assert strict.found == []
    if path not in ("/help/", "/nowhere/"):
        assert "no-store" in response.get("Cache-Control", ""), "what is read of a child stays in no cache"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_language_its_title_and_one_heading(house: tuple[Client, str], path: str) -> None:
    client, case = house
    html = client.get(path.replace("{case}", case)).content.decode()
    assert re.search(r'<html lang="es"', html)
    assert re.search(r"<title>[^<]*\S[^<]*</title>", html)
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert "{{" not in html
    assert "{%" not in html


def test_answers_of_the_api_stay_in_no_cache() -> None:
    us = team()
    case = child(us)
    client = with_token(Person.objects.get(id=us.officer.id))
    for path in ("", "/events", "/facts", "/actions"):
        response = client.get(f"/api/v1/cases/{case.id}{path}")
        assert response.status_code == 200
        assert "no-store" in response.get("Cache-Control", "")
        assert response["X-Content-Type-Options"] == "nosniff"


def test_health_says_nothing_of_anybody() -> None:
    alive, ready = Client().get("/healthz"), Client().get("/readyz")
    assert (alive.status_code, ready.status_code) == (200, 200)
    assert set(ready.json()) == {"status", "database", "queue", "matcher", "peers"}
    assert set(ready.json()["queue"]) == {"overdue", "oldest_seconds", "failed", "worker_seconds"}


@pytest.fixture
def stuck_jobs() -> Iterator[None]:
    """A job that should have run an hour ago, and one that failed."""
    with connected("owner") as owner:
        add = "insert into procrastinate_jobs (queue_name, task_name, status, scheduled_at) values "
        owner.execute(add + "('test', 'late', 'todo', now() - interval '1 hour'), ('test', 'bad', 'failed', null)")
        owner.commit()
        yield
        owner.execute("delete from procrastinate_jobs where queue_name = 'test'")
        owner.commit()


def test_a_worker_that_fell_behind_shows(stuck_jobs: None) -> None:
    queue = Client().get("/readyz").json()["queue"]
    assert queue["overdue"] >= 1
    assert queue["oldest_seconds"] >= 3600
    assert queue["failed"] >= 1


def test_metrics_are_text_of_prometheus(stuck_jobs: None, settings: Any) -> None:
    response = Client(headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"}).get("/metrics")
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = response.content.decode().splitlines()
    assert all(re.fullmatch(r'amparo_[a-z_]+(\{[a-z]+="[a-z]+"\})? \d+', line) for line in lines), lines
    found = dict(line.rsplit(" ", 1) for line in lines)
    assert found["amparo_up"] == found['amparo_part_up{part="matcher"}'] == "1"
    assert int(found["amparo_queue_oldest_seconds"]) >= 3600


def test_without_its_token_there_is_no_page_of_metrics(house: tuple[Client, str], settings: Any) -> None:
    token = settings.METRICS_TOKEN
    for header in ("", token, f"Basic {token}", "Bearer ", f"Bearer {token}x", "Bearer ñ"):
        assert Client(headers={"Authorization": header}).get("/metrics").status_code == 404
    client, _ = house
    pages = [client.get(path).content.decode() for path in ("/metrics", "/nowhere")]
    assert len({re.sub(r'csrfmiddlewaretoken" value="\w+"|/metrics|/nowhere', "", page) for page in pages}) == 1
    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 404, "a proxy's address proves nothing"


def test_a_demo_says_so_on_every_page(house: tuple[Client, str], settings: Any) -> None:
    client, case = house
    assert "demo" in client.get(case).content.decode().casefold()
    settings.DEMO = False
    assert "demostración" not in Client().get("/sign-in").content.decode().casefold()
    assert person("auditor")
