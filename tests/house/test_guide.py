"""The guide as pages: those of the kind of node, with tables made from the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from amparo.accounts.roles import ROLES, Role
from amparo.cases.act import ACTS
from amparo.cases.compartments import HEALTH
from amparo.cases.guide_tables import list_roles
from amparo.cases.rights import _GRANTED, role_includes_act
from amparo.cases.roles import EVERY_ACTION, SIGNERS
from amparo.directory.guide_tables import list_register_editors
from amparo.ledger.codes import label
from amparo.ui.guide import guide_pages, list_guide_files
from amparo.ui.resource import RESOURCES

LANGUAGES = ("es", "en")
ONLY_NATIONAL = sorted({p.stem for p in list_guide_files("es", "national")} - {
    p.stem for p in list_guide_files("es", "regional")})  # fmt: skip


def _row(rows: list[list[str]], role: str) -> str:
    return next(" | ".join(row) for row in rows if f"`{role}`" in row[0]).lower()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_table_of_roles_says_what_each_reads_and_does(role: str, language: str) -> None:
    with override(language):
        row = _row(list_roles(), role)
        read = ROLES[role].compartments
        assert str(ROLES[role].label).lower() in row
        if 0 < len(read) < 5:
            assert [part for part in read if str(label("compartment", part)).lower() not in row] == []
        general = role in EVERY_ACTION, role in SIGNERS
        own = [ACTS[code] for code in _GRANTED.get(role, ()) if not general[ACTS[code].kind == "record"]]
        unsaid = {act.code for act in own if str(act.title).lower() not in row}
    shared = {"record_bulletin_acknowledged", "record_referral_step"}
    assert unsaid <= shared, "what everybody does is said once, below the table"


def test_the_table_of_roles_claims_no_act_that_a_role_may_not_do() -> None:
    with override("en"):
        titles = {act.code: str(act.title).lower() for act in ACTS.values()}
        rows = {role: re.split(r"[;,|:] ", _row(list_roles(), role)) for role in ROLES}
    for role, parts in rows.items():
        assert [c for c, title in titles.items() if title in parts and not role_includes_act(role, ACTS[c])] == []


def test_a_new_role_is_in_the_table_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROLES._entries, "nurse", Role("nurse", "Enfermería", "health", frozenset({HEALTH})))
    monkeypatch.setitem(_GRANTED, "nurse", {"record_health"})
    with override("es"):
        assert ["Enfermería (`nurse`)", "Salud", "Salud y discapacidad"] in list_roles()


def test_the_table_of_registers_names_those_that_a_role_edits() -> None:
    with override("en"):
        rows = list_register_editors()
        assert "edits all registers" in _row(rows, "administrator")
        supervisor = _row(rows, "protection_supervisor")
        editors = {str(r.title).lower(): r.editor.changers for r in RESOURCES.values() if r.editor}
    except_these = {title for title, changers in editors.items() if "protection_supervisor" not in changers}
    assert supervisor.endswith("except: " + "; ".join(title for title in editors if title in except_these))
    assert _row(rows, "observer" if "observer" in ROLES else "auditor").endswith("| —")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_shown_with_its_tables(language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    for path in list_guide_files(language, "national"):
        response = client.get("/help/" if path.stem == "index" else f"/help/{path.stem}/")
        assert response.status_code == 200, path
        body = response.content.decode()
        assert body.count('class="am-list"') == body.count("<thead"), path
        assert "&lt;!--" not in body
        assert "<td>" not in body, "each cell names its column, for a phone"
    assert "<code>liaison_officer</code>" in client.get("/help/roles/").content.decode()


@pytest.fixture
def regional(settings: Any) -> Iterator[Client]:
    """The guide as a regional node shows it; its own process is tried in `test_regional_node`."""
    import_module(settings.ROOT_URLCONF)  # before the kind changes: its addresses are kept for the whole process
    settings.NODE_KIND = "regional"
    guide_pages.cache_clear()
    yield Client()
    guide_pages.cache_clear()


@pytest.mark.parametrize("slug", ONLY_NATIONAL)
def test_a_page_of_a_national_node_is_on_no_regional_one(regional: Client, slug: str) -> None:
    assert regional.get(f"/help/{slug}/").status_code == 404
    assert f"/help/{slug}/" not in regional.get("/help/").content.decode()
