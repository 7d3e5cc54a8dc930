"""What a reader could learn of a child whom they may not know: bits of every page and operation, and of their times.

Two worlds, made by the same acts, differ in one thing alone: whether a protected child is there, or whether the file of
a child whom the reader sees in general has entries that they may not read (`tests/house/test_hostile_reader.py`). The
question is one bit. What is answered is compared byte for byte, with its headers and the number of queries: alike it
tells 0 bits, otherwise up to 1. Of the time, the world that answers later is noted for each address, asked in random
order: with a share p of one world, a guess from it is worth 1 − H(p) bits (H: the binary entropy, Shannon 1948). The
bound takes the end of the 95 % interval of p (Wilson 1927) that is further from a half. Two worlds that differ in
nothing are timed beside them, as a control: what is found there the machine does, not the child.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client

# Any: the tests are not typed as strictly as what they test
_HOSTILE: Any = import_module("tests.house.test_hostile_reader")
_CALLERS: Any = import_module("tests.callers")
PAIRS_TIMED = 2400
"""Of each row: with fewer the interval alone, in worlds that differ in nothing, reaches past the aim."""
TIME_AIM_BITS = 0.01
CONTROL = "nothing differs"
_Z = 1.96
type Paths = Callable[[Any, UUID | str], list[str]]
WAYS: dict[str, tuple[Callable[..., Client], Paths]] = {
    "pages": (_CALLERS.signed_in, _HOSTILE.asked_of_pages),
    "operations": (_CALLERS.with_token, _HOSTILE.asked_of_api),
}


@dataclass(frozen=True)
class Compared:
    """Two worlds beside each other, and the addresses that are asked in each."""

    name: str
    twins: Any
    pairs: list[tuple[str, str]]


def main(children: int) -> dict[str, Any]:
    """Return, for each reader and kind of address, upper bounds in bits."""
    settings.ALLOWED_HOSTS.append("testserver")
    with patch("amparo.ui.limits.REQUESTS_A_MINUTE", 10**9):
        table = [_measure(compared) for compared in _compare_worlds()]
    return {
        "table": table,
        "aims": {
            "no bit of content": all(row["content_bits"] == 0 for row in table),
            f"at most {TIME_AIM_BITS} bit of time": all(
                row["time_bits"] <= TIME_AIM_BITS for row in table if CONTROL not in row["what"]
            ),
        },
    }


def format_line(found: dict[str, Any]) -> str:
    """Return the table as text."""
    return "\n" + "\n".join(
        f"  {row['what']:<55} {row['addresses']:>4} addresses  content {row['content_bits']:.0f}  "
        f"time {row['time_bits']:.4f} (p {row['later_share']:.3f} of {row['pairs_timed']})  {'; '.join(row['differ'])}"
        for row in found["table"]
    )


def _compare_worlds() -> Iterator[Compared]:
    for role in _HOSTILE.ROLES:
        for way, (enter, asked) in WAYS.items():
            twins, ids = _HOSTILE.strange_twins(role, enter)
            yield _pair(f"{role}: {way}, a stranger's child", twins, asked, [ids[0], uuid4()])
            yield _pair(f"{role}: {way}, {CONTROL}", _nobody_twice(role, enter), asked, [uuid4(), uuid4()])
            known = _HOSTILE.known_twins(role, enter)
            yield _pair(
                f"{role}: {way}, what else is on file", known, asked, [w.case.id for w in known.worlds if w.case]
            )


def _nobody_twice(role: str, enter: Callable[..., Client]) -> Any:
    """Two worlds without a child: the second is made anew, not taken from the cache."""
    there, nowhere = (_HOSTILE.strangers.__wrapped__(role, exists=False) for _ in range(2))
    return _HOSTILE.Twins(there, nowhere, enter)


def _pair(name: str, twins: Any, asked: Paths, cases: list[UUID]) -> Compared:
    paths = [asked(world, case) for world, case in zip(twins.worlds, cases, strict=True)]
    return Compared(name, twins, list(zip(*paths, strict=True)))


def _measure(compared: Compared) -> dict[str, Any]:
    compared.twins.get([[pair[world] for pair in compared.pairs] for world in (0, 1)])
    rounds = math.ceil(PAIRS_TIMED / len(compared.pairs))
    later = [later for _ in range(rounds) for pair in compared.pairs for later in _ask_both(compared.twins, pair)]
    share = sum(later) / len(later)
    return {
        "what": compared.name,
        "addresses": len(compared.pairs),
        "content_bits": 1.0 if compared.twins.differences else 0.0,
        "differ": sorted(difference.what for difference in compared.twins.differences),
        "time_bits": round(_bits(_furthest_share(share, len(later))), 5),
        "later_share": round(share, 4),
        "pairs_timed": len(later),
    }


def _ask_both(twins: Any, pair: tuple[str, str]) -> Iterator[bool]:
    """Ask both worlds in random order; yield whether the first world took longer."""
    seconds = {}
    for world in random.sample((0, 1), 2):
        client, path = twins.clients[world], pair[world]
        seconds[world] = _HOSTILE.answer(lambda client=client, path=path: client.get(path)).seconds
    yield seconds[0] > seconds[1]


def _furthest_share(share: float, count: int) -> float:
    """Return the end of Wilson's interval of a share that is further from a half."""
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return max((middle - half, middle + half), key=lambda end: abs(end - 0.5))


def _bits(share: float) -> float:
    """Return 1 − H(share): what knowing which is later tells of the world."""
    if share in (0, 1):
        return 1.0
    return 1 + share * math.log2(share) + (1 - share) * math.log2(1 - share)
