"""Secrets of an installation, from the environment or from files.

A file is made on first use. A secret that is lost or replaced is fatal: without `case-keys` no case can be read. So a
file is whole or absent, never overwritten, and one that is empty or too short stops the process that asks for it.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

MIN_LENGTH: Final = 32
"""Characters that a secret has at least."""
_ONLY_OWNER: Final = 0o600


class UnusableSecret(RuntimeError):
    """A secret that is empty or too short.

    The message names where it is, never its value.
    """


def variable_of(name: str) -> str:
    """Return the environment variable that gives a secret.

    >>> variable_of("case-keys-MEX")
    'AMPARO_SECRET_CASE_KEYS_MEX'
    """
    return "AMPARO_SECRET_" + re.sub(r"[^A-Z0-9]", "_", name.upper())


def path_of(home: Path, name: str) -> Path:
    """Return the file of a secret below the folder of run-time data."""
    return home / "secrets" / name


def has_secret(home: Path, name: str) -> bool:
    """Return whether a secret was given or made already."""
    return variable_of(name) in os.environ or path_of(home, name).exists()


def read_or_make_secret(home: Path, name: str) -> str:
    """Return a secret: of the environment, of its file, or a new one that is stored.

    Raises `UnusableSecret` when it is empty or shorter than `MIN_LENGTH`.
    """
    variable, path = variable_of(name), path_of(home, name)
    if variable in os.environ:
        return _require_strong(os.environ[variable], variable)
    if not path.exists():
        _make(path)
    return _require_strong(path.read_text(), str(path))


def _require_strong(text: str, where: str) -> str:
    secret = text.strip()  # editors end a file with a new line
    if len(secret) < MIN_LENGTH:
        raise UnusableSecret(f"the secret in {where} has {len(secret)} characters: it needs {MIN_LENGTH} or more")
    return secret


def _make(path: Path) -> None:
    """Store a new secret, unless another process was first."""
    unfinished = _write_beside(path, secrets.token_hex(48))
    with suppress(FileExistsError):
        os.link(unfinished, path)  # unlike a renaming, it never replaces a secret that is in use
    unfinished.unlink()
    _sync_folder(path.parent)


def write_private_file(path: Path, text: str) -> None:
    """Write a file that only its owner reads. It is replaced whole or not at all."""
    _write_beside(path, text).replace(path)
    _sync_folder(path.parent)


def _write_beside(path: Path, text: str) -> Path:
    """Write an unfinished file in the same folder, down to the disk, and return it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OWNER), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return unfinished


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
