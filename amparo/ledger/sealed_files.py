"""Sealed files, stored outside the database under random names.

They are below the node's folder of files.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings


def new_name() -> str:
    """Return a random name for a new file."""
    return secrets.token_hex(16)


def path_of(stored_as: str) -> Path:
    """Return where the sealed bytes of this random name lie."""
    return Path(settings.MEDIA_ROOT) / stored_as[:2] / stored_as


def write_sealed(path: Path, sealed: bytes) -> None:
    """Write a new file that its owner alone may read. Raises `FileExistsError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
