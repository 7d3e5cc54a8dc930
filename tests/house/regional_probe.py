"""`python -m tests.house.regional_probe`: what a regional node is made of, told as JSON by one of its own processes."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  Django must know its apps first
from django.test import Client  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from procrastinate.contrib.django import app  # noqa: E402

from amparo.accounts.models import Person  # noqa: E402
from amparo.config import asgi  # noqa: E402
from amparo.config.demo import make  # noqa: E402

PAGES = ("/", "/directory/", "/directory/actors/", "/account/", "/help/", "/downloads/")


def main() -> None:
    """Fill the node as its demo does, walk it as each of its people, and tell what is there."""
    make.main()
    told = {
        "application": asgi.application is not None,
        "tables": _rows("select table_name from information_schema.tables where table_schema = 'public'"),
        "columns": _rows("select column_name from information_schema.columns where table_schema = 'public'"),
        "functions": _rows(
            "select p.proname || ' ' || p.prosrc from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
            "left join pg_depend d on d.objid = p.oid and d.deptype = 'e' where n.nspname = 'public' "
            "and d.objid is null "
            "and p.proname not like 'procrastinate%'"  # the queue's own, of no child and of nobody else
        ),
        "pages": sorted(_routes(get_resolver())),
        "operations": _operations(),
        "jobs": sorted(app.tasks),
        "guide": {language: _read_guide(language) for language in ("es", "en")},
        "downloads": _downloads_text(),
        "answers": {person.role: _walk(person) for person in Person.objects.order_by("username")},
        "modules": sorted(name for name in sys.modules if name.startswith("amparo.")),
    }
    print(json.dumps(told))


def _rows(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted({row[0] for row in cursor.fetchall()})


def _routes(resolver: Any, before: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        found += _routes(pattern, route) if hasattr(pattern, "url_patterns") else [route]
    return found


def _operations() -> list[str]:
    return sorted(Client(SERVER_NAME="localhost").get("/api/v1/openapi.json").json()["paths"])


def _read_guide(language: str) -> dict[str, Any]:
    """Return the status and the text of each page that the guide or one of its pages links to, by address."""
    client, found, left = Client(SERVER_NAME="localhost"), {}, ["/help/"]
    client.cookies["django_language"] = language
    while left:
        path = left.pop()
        response = client.get(path)
        found[path] = [response.status_code, response.content.decode()]
        left += {link for link in re.findall(r'href="(/help/[^"]*)"', found[path][1]) if link not in {*found, *left}}
    return found


def _downloads_text() -> str:
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.order_by("username")[0])
    return client.get("/downloads/").content.decode()


def _walk(person: Person) -> dict[str, int]:
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(person)
    return {path: client.get(path).status_code for path in PAGES}


if __name__ == "__main__":
    main()
