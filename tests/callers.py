"""Callers from outside: with a token, or signed in to the pages."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from amparo.accounts.models import Person, Token
from amparo.accounts.scopes import EVERY_SCOPE


def new_token(who: Person, *scopes: str) -> str:
    """A token of these scopes, of every scope unless named; no event tells of it."""
    token = secrets.token_urlsafe(24)
    Token.objects.create(
        person=who,
        hash=hashlib.sha256(token.encode()).hexdigest(),
        scopes=sorted(scopes or EVERY_SCOPE),
        created_at=datetime(2020, 1, 1, tzinfo=UTC),  # tests travel in time
        expires_at=datetime(2060, 1, 1, tzinfo=UTC),
    )
    return token


def with_token(who: Person, *scopes: str) -> Client:
    """A client of the API; whatever breaks is answered as it would be in life."""
    headers = {"Authorization": f"Bearer {new_token(who, *scopes)}", "Accept-Language": "en"}
    return Client(headers=headers, raise_request_exception=False)


def signed_in(who: Person, language: str = "es") -> Client:
    """A client of the pages."""
    client = Client(raise_request_exception=False)
    client.force_login(who)
    client.cookies["django_language"] = language
    return client


def owner_of_form(client: Client, path: str) -> str:
    """Return what a form says of whose it is."""
    [owner] = re.findall(r'name="owner" value="([^"]+)"', client.get(path).content.decode())
    return str(owner)


def post(client: Client, path: str, body: Any, **headers: str) -> Any:
    """Send JSON to the API."""
    return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def put(client: Client, path: str, body: Any, **headers: str) -> Any:
    """Send JSON that takes the place of what there is."""
    return client.put(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)
