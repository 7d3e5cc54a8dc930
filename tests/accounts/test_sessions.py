"""Sessions that are over leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from amparo.accounts.models import Person
from amparo.accounts.steps import set_password
from amparo.ledger import clock
from tests.callers import signed_in
from tests.factories import person
from tests.house.database import connected

pytestmark = pytest.mark.usefixtures("open_house")


def listed(who: Person) -> set[str]:
    return set(UserSession.objects.filter(user=who).values_list("session_key", flat=True))


def expire(client: Client) -> str:
    key = client.session.session_key
    assert key
    Session.objects.filter(session_key=key).update(expire_date=clock.now() - timedelta(seconds=1))
    return key


NIGHTLY = """
import django; django.setup()
from procrastinate.contrib.django import app
for name in ("forget_sessions", "forget_jobs"):
    app.configure_task(f"amparo.ui.jobs.{name}", queue="nightly", queueing_lock=f"test {name}").defer(timestamp=0)
"""


def test_the_worker_deletes_expired_sessions_and_finished_jobs_every_night() -> None:
    """By a real worker, with its own role of the database."""
    who = person("protection_officer")
    over, current = signed_in(who), signed_in(who)
    for client in (over, current):
        UserSession.objects.create(user=who, session_key=client.session.session_key, ip="192.0.2.1", user_agent="x")
    key = expire(over)
    with connected("owner") as owner:
        add = "insert into procrastinate_jobs (queue_name, task_name, status) values ('old', 'x', 'succeeded')"
        row = owner.execute(f"{add} returning id").fetchone()
        assert row
        owner.execute("insert into procrastinate_events (job_id, type, at) values (%s, 'succeeded', '2020-01-01')", row)
        owner.commit()
    worker = os.environ | {"AMPARO_DATABASE": os.environ["AMPARO_WORKER_DATABASE"]}
    subprocess.run([sys.executable, "-c", NIGHTLY], check=True, env=worker)
    command = [
        sys.executable,
        "-m",
        "django",
        "procrastinate",
        "worker",
        "--one-shot",
        "--no-listen-notify",
        "--queues",
        "nightly",
    ]
    subprocess.run(command, check=True, env=worker, capture_output=True)
    assert not Session.objects.filter(session_key=key).exists()
    assert listed(who) == {current.session.session_key}
    with connected("owner") as owner:
        assert owner.execute("select 1 from procrastinate_jobs where queue_name = 'old'").fetchone() is None


def test_a_new_password_ends_the_other_sessions_and_keeps_ones_own() -> None:
    who = person("protection_officer")
    set_password(who, "una frase larga y buena")
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/sign-in", {"username": who.username, "password": "una frase larga y buena"})
    again = {"oldpassword": "una frase larga y buena", "password1": "otra frase larga y mejor"}
    assert here.post("/account/password/change/", again | {"password2": again["password1"]}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_forged_session_is_nobodys() -> None:
    """Whoever could write a session row without the secret of the node gets in as nobody."""
    who = person("protection_officer")
    store = import_module("django.contrib.sessions.backends.db").SessionStore()
    store["_auth_user_id"], store["_auth_user_hash"] = str(who.pk), "0" * 64
    store["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    store.save()
    client = Client()
    client.cookies["__Host-sessionid"] = store.session_key
    assert client.get("/account/").status_code == 302
