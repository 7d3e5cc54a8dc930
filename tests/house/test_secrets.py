"""Secrets of an installation: whole or absent, never empty, never replaced."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from amparo.config.secret_files import (
    MIN_LENGTH,
    UnusableSecret,
    path_of,
    read_or_make_secret,
    variable_of,
    write_private_file,
)


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    made = read_or_make_secret(tmp_path, "case-keys-XXX")
    assert len(made) >= MIN_LENGTH
    assert read_or_make_secret(tmp_path, "case-keys-XXX") == made
    folder = path_of(tmp_path, "case-keys-XXX").parent
    assert stat.S_IMODE(path_of(tmp_path, "case-keys-XXX").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["case-keys-XXX"], "nothing unfinished stays"


def test_processes_that_start_together_get_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as several:
        made = set(several.map(lambda _: read_or_make_secret(tmp_path, "heads-XXX"), range(32)))
    assert len(made) == 1


@pytest.mark.parametrize("text", ["", "\n", " " * 80, "Xochitl", "x" * (MIN_LENGTH - 1)])
def test_an_empty_or_short_secret_is_refused_and_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write_private_file(path_of(tmp_path, "django-XXX"), text)
    with pytest.raises(UnusableSecret, match="django-XXX") as refused:
        read_or_make_secret(tmp_path, "django-XXX")
    assert not text.strip() or text.strip() not in str(refused.value)
    assert path_of(tmp_path, "django-XXX").read_text() == text
    monkeypatch.setenv(variable_of("matcher-XXX"), text)
    with pytest.raises(UnusableSecret, match=variable_of("matcher-XXX")):
        read_or_make_secret(tmp_path, "matcher-XXX")


def test_a_secret_of_the_environment_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable_of("case-keys-XXX"), "e" * 64 + "\n")
    assert read_or_make_secret(tmp_path, "case-keys-XXX") == "e" * 64
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_private_file(tmp_path / "users.json", "before")

    def lose_power(descriptor: int) -> None:
        raise OSError("no power")

    monkeypatch.setattr(os, "fsync", lose_power)
    with pytest.raises(OSError, match="no power"):
        write_private_file(tmp_path / "users.json", "after")
    assert (tmp_path / "users.json").read_text() == "before"


def test_no_process_starts_with_an_empty_secret() -> None:
    environment = os.environ | {variable_of("case-keys-MEX"): ""}
    command = [sys.executable, "-c", "import django; django.setup()"]
    started = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert started.returncode != 0
    assert variable_of("case-keys-MEX") in started.stderr
