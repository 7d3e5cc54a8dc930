"""The kinds of simulated cases, and their simulation over eighteen months."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings

from amparo.config.demo.life import Life, ReachedPresent
from amparo.config.demo.steps.after import follow_up_for_a_year, reach_adulthood, start_local_solution
from amparo.config.demo.steps.arrival import receive_child, register_child, screen_child
from amparo.config.demo.steps.arrivals import arrive_all
from amparo.config.demo.steps.best_interests import (
    assess_best_interests,
    attempt_early_return,
    determine_best_interests,
)
from amparo.config.demo.steps.family import reunify, trace_family, trace_silently
from amparo.config.demo.steps.journey_home import can_return_home, prepare_return, return_home
from amparo.config.demo.steps.missing import report_all
from amparo.config.demo.steps.protection import (
    ask_for_asylum,
    confirm_trafficking,
    provide_care,
    report_exploitation,
    review_placement_until_now,
)
from amparo.config.demo.world import load

RECENT = timedelta(days=6)


def live_until_reception(life: Life) -> None:
    """Simulate a child who is registered and received, and not screened yet."""
    life.traits |= {"with_whom": life.pick(("unaccompanied", 5), ("separated", 3), ("unknown", 1))}
    register_child(life)
    receive_child(life)


def live_until_solution(life: Life) -> None:
    """Simulate a case from the border to a durable solution."""
    life.traits |= {"with_whom": life.pick(("unaccompanied", 6), ("separated", 3)), "signs": ["uasc.observed.01"]}
    register_child(life)
    receive_child(life)
    screen_child(life)
    attempt_early_return(life)
    provide_care(life)
    trace_family(life)
    assess_best_interests(life)
    kinds = [("local_integration_residence", 3), ("family_reunification_country", 4), ("local_integration_family", 2)]
    solution = life.pick(*kinds, *([("voluntary_return_family", 6)] if can_return_home(life) else []))
    go_home = solution == "voluntary_return_family"
    if go_home:
        prepare_return(life)
    determine_best_interests(life, solution)
    if go_home and life.traits["decided"]:
        return_home(life)
    elif solution == "family_reunification_country" and life.traits["decided"]:
        reunify(life)
    elif life.traits["decided"]:
        start_local_solution(life, solution)
    if life.traits.get("home"):
        follow_up_for_a_year(life, "reintegration_completed" if go_home else "durable_solution_achieved")
    else:
        review_placement_until_now(life)


def live_until_adulthood(life: Life) -> None:
    """Simulate a young person who turns eighteen while the case is open."""
    life.traits |= {
        "with_whom": "unaccompanied",
        "turns_18_at": life.at + timedelta(days=life.chance.uniform(110, 200)),
    }
    register_child(life)
    receive_child(life)
    screen_child(life)
    provide_care(life)
    trace_family(life)
    assess_best_interests(life)
    determine_best_interests(life, "local_integration_independent")
    reach_adulthood(life)


def live_as_refugee(life: Life) -> None:
    """Simulate a child who fears to go back."""
    life.traits |= {
        "with_whom": "unaccompanied",
        "fear": "yes",
        "agent": life.pick(("non_state", 5), ("family", 2), ("state", 1)),
        "signs": ["fear.asked.01", "gangs.asked.01"],
        "author": "criminal_group",
    }
    register_child(life)
    receive_child(life)
    screen_child(life)
    ask_for_asylum(life)
    provide_care(life)
    attempt_early_return(life)
    assess_best_interests(life)
    trace_silently(life)
    solution = life.pick(("interim_no_solution", 4), ("resettlement", 1))
    determine_best_interests(life, solution)
    if solution == "resettlement" and life.traits["decided"]:
        start_local_solution(life, solution)
        follow_up_for_a_year(life, "durable_solution_achieved")
    else:
        review_placement_until_now(life)


def live_as_trafficked(life: Life) -> None:
    """Simulate a child who was trafficked."""
    life.traits |= {
        "with_whom": life.pick(("separated", 2), ("unaccompanied", 1)),
        "exploited": True,
        "signs": ["trafficking.observed.01", "trafficking.asked.11"],
    }
    register_child(life)
    receive_child(life)
    screen_child(life)
    report_exploitation(life)
    provide_care(life)
    assess_best_interests(life)
    life.wait(24 * 6)
    confirm_trafficking(life)
    trace_silently(life)
    determine_best_interests(life, "local_integration_family")
    review_placement_until_now(life)


def live_with_family(life: Life) -> None:
    """Simulate a child with a verified family and no sign of need."""
    life.traits |= {"with_whom": "accompanied"}
    register_child(life)
    receive_child(life)
    life.do(
        life.traits["officer"],
        "record_family",
        with_whom="accompanied",
        companion_link_verified="yes",
        companion_risk="no",
    )
    screen_child(life)


# What, how often, and whether it can only have begun in the last days.
LIVES: tuple[tuple[Callable[[Life], None], float, bool], ...] = (
    (live_until_solution, 48, False),
    (live_as_refugee, 22, False),
    (live_as_trafficked, 10, False),
    (live_until_adulthood, 4, False),
    (live_with_family, 6, True),
    (live_until_reception, 10, True),
)


def live_all(began: datetime, children: int, part: int, parts: int) -> None:
    """Simulate the cases of one part of all children, each from its own day until now."""
    world, until = load(began), datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    for done, number in enumerate(range(part, children, parts), 1):
        chance = random.Random(f"amparo-{number}")  # noqa: S311  invented lives, no secrets
        live, _, recent = chance.choices(LIVES, [weight for _, weight, _ in LIVES])[0]
        # Every eighth child arrived in the last days, so that work is waiting.
        span = until - began if number % 8 and not recent else RECENT
        life = Life(world, chance, until - span * chance.uniform(0.02, 0.99), until)
        with suppress(ReachedPresent):
            live(life)
        life.do_routine_work()
        if part == 0 and done % 50 == 0:
            print(f"… {settings.NODE}: {done * parts} of {children} children", flush=True)
    if part == 0:
        arrive_all(world, until, report_all(world, until))
