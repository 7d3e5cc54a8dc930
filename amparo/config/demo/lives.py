"""Kinds of life, and living them all: eighteen simulated months, so that every chain, refusal and deadline is real."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings

from amparo.config.demo.life import Ended, Life
from amparo.config.demo.steps import (
    assessed,
    cared_for,
    determined,
    exploitation,
    followed,
    received,
    refuge,
    registered,
    reunified,
    screened,
    silent_tracing,
    too_early_return,
    tracing,
)
from amparo.config.demo.world import load

RECENT = timedelta(days=6)


def waiting(life: Life) -> None:
    """A short life so far: registered, received, not yet screened."""
    life.told |= {"with_whom": life.pick(("unaccompanied", 5), ("separated", 3), ("unknown", 1))}
    registered(life)
    received(life)


def whole_way(life: Life) -> None:
    """From the border to a determination and its plan."""
    life.told |= {"with_whom": life.pick(("unaccompanied", 6), ("separated", 3)), "signs": ["uasc.observed.01"]}
    registered(life)
    received(life)
    screened(life)
    too_early_return(life)
    cared_for(life)
    tracing(life)
    assessed(life)
    kinds = (("local_integration_residence", 4), ("family_reunification_country", 5), ("local_integration_family", 2))
    solution = life.pick(*kinds)
    determined(life, solution)
    if solution == "family_reunification_country":
        reunified(life)
    if not life.told.get("home"):
        followed(life)


def in_fear(life: Life) -> None:
    """A child who fears to go back."""
    life.told |= {
        "with_whom": "unaccompanied",
        "fear": "yes",
        "agent": life.pick(("non_state", 5), ("family", 2), ("state", 1)),
        "signs": ["fear.asked.01", "gangs.asked.01"],
        "author": "criminal_group",
    }
    registered(life)
    received(life)
    screened(life)
    refuge(life)
    cared_for(life)
    too_early_return(life)
    assessed(life)
    silent_tracing(life)
    determined(life, "interim_no_solution")
    followed(life)


def exploited(life: Life) -> None:
    """A child who was exploited."""
    life.told |= {
        "with_whom": life.pick(("separated", 2), ("unaccompanied", 1)),
        "exploited": True,
        "signs": ["trafficking.observed.01", "trafficking.asked.11"],
    }
    registered(life)
    received(life)
    screened(life)
    exploitation(life)
    cared_for(life)
    assessed(life)
    silent_tracing(life)
    determined(life, "local_integration_family")
    followed(life)


def accompanied(life: Life) -> None:
    """A child with a verified family and no sign of need."""
    life.told |= {"with_whom": "accompanied"}
    registered(life)
    received(life)
    life.do(
        life.told["officer"],
        "record_family",
        with_whom="accompanied",
        companion_link_verified="yes",
        companion_risk="no",
    )
    screened(life)


# What, how often, and whether it can only have begun in the last days.
LIVES: tuple[tuple[Callable[[Life], None], float, bool], ...] = (
    (whole_way, 50, False),
    (in_fear, 22, False),
    (exploited, 10, False),
    (accompanied, 8, True),
    (waiting, 10, True),
)


def live_all(began: datetime, children: int, part: int, parts: int) -> None:
    """Live the lives of this part, one after another, each from its own day until now."""
    world, until = load(settings.NODE, began), datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    for done, number in enumerate(range(part, children, parts), 1):
        chance = random.Random(f"amparo-{number}")  # noqa: S311  invented lives, no secrets
        live, _, recent = chance.choices(LIVES, [weight for _, weight, _ in LIVES])[0]
        # Every eighth child arrived in the last days, so that work is waiting.
        span = until - began if number % 8 and not recent else RECENT
        life = Life(world, chance, until - span * chance.uniform(0.02, 0.99), until)
        with suppress(Ended):
            live(life)
        if part == 0 and done % 50 == 0:
            print(f"… {settings.NODE}: {done * parts} of {children} children", flush=True)
