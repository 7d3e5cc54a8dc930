"""A real deployment: what `amparo node check` says is missing, and whom the node believes that it is HTTPS."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from amparo.config.cluster import connections_of
from amparo.ui.middleware import TrustedProxyHeaders
from tests.house.test_commands import amparo

ROOT = Path(__file__).resolve().parents[2]


def findings(*arguments: str) -> dict[str, bool]:
    """Each line of the check, by its title: whether nothing is missing."""
    done = amparo("node", "check", *arguments)
    lines = [line for line in done.stdout.splitlines() if line]
    found = {line[2:].partition(":")[0]: line[0] == "✔" for line in lines}
    assert done.returncode == (0 if all(found.values()) else 1), done.stderr
    return found


def test_it_says_what_a_node_from_the_box_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AMPARO_HOSTS", raising=False)
    found = findings("--lang", "es")
    assert found["Roles de la base"]
    assert found["Migraciones"]
    assert found["Reloj"]
    missing = {"Nombres", "Proxy con TLS", "Cabezas de las cadenas", "Respaldos"}
    assert {title for title in missing if not found[title]} == missing


def test_what_is_set_right_is_missing_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HEADS", "BACKUP"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "heads-MEX-1.jsonl").write_text("{}")
        monkeypatch.setenv(f"AMPARO_{name}_FOLDER", str(folder))
    monkeypatch.setenv("AMPARO_HOSTS", "amparo.example.gob")
    monkeypatch.setenv("AMPARO_TRUSTED_PROXIES", "10.0.0.0/8")
    found = findings("--lang", "en")
    for title in ("Host names", "Proxy with TLS", "Heads of the chains", "Backups", "Database roles", "Migrations"):
        assert found[title], title
    heads = tmp_path / "HEADS" / "heads-MEX-1.jsonl"
    os.utime(heads, (1, 1))
    assert not findings("--lang", "en")["Heads of the chains"], "an old one is none"


@pytest.mark.parametrize(("peer", "is_believed"), [("10.1.2.3", True), ("192.0.2.7", False), ("", False)])
def test_only_a_trusted_proxy_says_that_it_is_https(settings: Any, peer: str, is_believed: bool) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    request = RequestFactory(REMOTE_ADDR=peer).get("/", HTTP_X_FORWARDED_PROTO="https")
    TrustedProxyHeaders(lambda asked: Client().get("/healthz"))(request)
    assert request.is_secure() is is_believed


def test_a_process_without_administrator_connects_as_its_role(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="node prepare"):
        connections_of("host=db.internal", "amparo_mex", tmp_path)
    home = Path(os.environ["AMPARO_HOME"])
    found = connections_of("host=db.internal sslmode=verify-full", os.environ["AMPARO_TEST_DATABASE"], home)
    assert "sslmode=verify-full" in found.web
    assert f"user={os.environ['AMPARO_TEST_DATABASE']}_web" in found.web


def test_preparing_a_real_node_names_its_assets_by_their_content(tmp_path: Path) -> None:
    """Or `node check` would ask for the preparation for ever, and browsers would show the assets of old versions."""
    program = (
        "import sys; sys.argv = ['django', 'prepare_node']; from amparo.config import settings; "
        "print(settings.STORAGES['staticfiles']['BACKEND'])"
    )
    inherited = {name: value for name, value in os.environ.items() if name != "AMPARO_DEMO"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=inherited | {"AMPARO_HOME": str(tmp_path)}, capture_output=True, check=True
    )
    assert "Manifest" in done.stdout.decode()


@pytest.mark.parametrize("unit", sorted((ROOT / "deploy").glob("*.service")), ids=lambda path: path.name)
def test_the_packaged_units_run_what_there_is(unit: Path) -> None:
    text = unit.read_text()
    [command] = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert re.search(r"amparo node (prepare|serve|work|match) --node", command)
    assert "User=amparo" in text
    assert "DATABASE_URL=" not in text
    assert "NoNewPrivileges=true" in text


def test_the_packaged_settings_are_those_of_the_guide() -> None:
    named = set(re.findall(r"^(\w+)=", (ROOT / "deploy" / "amparo.env.example").read_text(), re.MULTILINE))
    for language in ("es", "en"):
        guide = (ROOT / "docs" / "guide" / language / "operations.md").read_text()
        assert {name for name in named if f"`{name}`" not in guide} == set()
