"""Shares of what would take too long to try whole in every run.

Roles × pages, and pages × widths × languages, are many thousand openings. Each run opens a share of them that its seed
chooses: the next run another, the same seed the same again, and `AMPARO_LONG=1` opens all.
"""

from __future__ import annotations

import os
import re
from zlib import crc32

LONG = os.environ.get("AMPARO_LONG") == "1"
_RUN = {"seed": "0"}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z_]+-[0-9a-f]{12}")


def choose_share(seed: object) -> None:
    """Let this seed choose what the run opens."""
    _RUN["seed"] = str(seed)


def is_in_share(what: str, of: int) -> bool:
    """Whether a run that tries one in so many tries this one. Ids, which each run draws anew, do not matter."""
    return LONG or crc32(f"{_RUN['seed']} {_ID.sub('', what)}".encode()) % of == 0
