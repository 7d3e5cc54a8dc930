"""Kinds of life, and living them all: eighteen simulated months, so that every chain, refusal and deadline is real."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings

from amparo.config.demo.life import Ended, Life
from amparo.config.demo.steps.after import came_of_age, followed_up, settled
from amparo.config.demo.steps.arrival import received, registered, screened
from amparo.config.demo.steps.best_interests import assessed, determined, too_early_return
from amparo.config.demo.steps.family import reunified, silent_tracing, tracing
from amparo.config.demo.steps.home import may_go_home, prepared, returned
from amparo.config.demo.steps.met import arrive_all
from amparo.config.demo.steps.missing import report_all
from amparo.config.demo.steps.protection import cared_for, decided_by_prosecutor, exploitation, followed, refuge
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
    kinds = [("local_integration_residence", 3), ("family_reunification_country", 4), ("local_integration_family", 2)]
    solution = life.pick(*kinds, *([("voluntary_return_family", 6)] if may_go_home(life) else []))
    go_home = solution == "voluntary_return_family"
    if go_home:
        prepared(life)
    determined(life, solution)
    if go_home and life.told["decided"]:
        returned(life)
    elif solution == "family_reunification_country" and life.told["decided"]:
        reunified(life)
    elif life.told["decided"]:
        settled(life, solution)
    if life.told.get("home"):
        followed_up(life, "reintegration_completed" if go_home else "durable_solution_achieved")
    else:
        followed(life)


def almost_grown(life: Life) -> None:
    """A young person who turns eighteen while the case runs."""
    life.told |= {"with_whom": "unaccompanied", "turns_18_at": life.at + timedelta(days=life.chance.uniform(110, 200))}
    registered(life)
    received(life)
    screened(life)
    cared_for(life)
    tracing(life)
    assessed(life)
    determined(life, "local_integration_independent")
    came_of_age(life)


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
    solution = life.pick(("interim_no_solution", 4), ("resettlement", 1))
    determined(life, solution)
    if solution == "resettlement" and life.told["decided"]:
        settled(life, solution)
        followed_up(life, "durable_solution_achieved")
    else:
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
    life.wait(24 * 6)
    decided_by_prosecutor(life)
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
    (whole_way, 48, False),
    (in_fear, 22, False),
    (exploited, 10, False),
    (almost_grown, 4, False),
    (accompanied, 6, True),
    (waiting, 10, True),
)


def live_all(began: datetime, children: int, part: int, parts: int) -> None:
    """Live the lives of this part, one after another, each from its own day until now."""
    world, until = load(began), datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    for done, number in enumerate(range(part, children, parts), 1):
        chance = random.Random(f"amparo-{number}")  # noqa: S311  invented lives, no secrets
        live, _, recent = chance.choices(LIVES, [weight for _, weight, _ in LIVES])[0]
        # Every eighth child arrived in the last days, so that work is waiting.
        span = until - began if number % 8 and not recent else RECENT
        life = Life(world, chance, until - span * chance.uniform(0.02, 0.99), until)
        with suppress(Ended):
            live(life)
        life.settle()
        if part == 0 and done % 50 == 0:
            print(f"… {settings.NODE}: {done * parts} of {children} children", flush=True)
    if part == 0:
        arrive_all(world, until, report_all(world, until))
