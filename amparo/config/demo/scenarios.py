"""The kinds of simulated cases, and their simulation over eighteen months."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings

from amparo.config.demo.simulation import ReachedPresent, Simulation
from amparo.config.demo.steps.after import follow_up_for_a_year, reach_adulthood, start_local_solution
from amparo.config.demo.steps.arrival import receive_child, register_child, screen_child
from amparo.config.demo.steps.arrivals import simulate_arrivals
from amparo.config.demo.steps.best_interests import (
    assess_best_interests,
    attempt_early_return,
    determine_best_interests,
)
from amparo.config.demo.steps.family import open_search, reunify, trace_family, trace_silently
from amparo.config.demo.steps.journey_home import can_return_home, prepare_return, return_home
from amparo.config.demo.steps.missing import simulate_reports
from amparo.config.demo.steps.protection import (
    ask_for_asylum,
    confirm_trafficking,
    determine_age,
    provide_care,
    report_exploitation,
    review_placement_until_now,
)
from amparo.config.demo.world import World, load
from amparo.ledger.json import JsonObject

RECENT = timedelta(days=6)


def simulate_until_reception(simulation: Simulation) -> None:
    """Simulate a child who is registered and received, and not screened yet."""
    simulation.traits |= {"with_whom": simulation.pick(("unaccompanied", 5), ("separated", 3), ("unknown", 1))}
    register_child(simulation)
    receive_child(simulation)


def simulate_until_solution(simulation: Simulation) -> None:
    """Simulate a case from the border to a durable solution."""
    simulation.traits |= {
        "with_whom": simulation.pick(("unaccompanied", 6), ("separated", 3)),
        "signs": ["uasc.observed.01"],
    }
    register_child(simulation)
    receive_child(simulation)
    screen_child(simulation)
    open_search(simulation)
    attempt_early_return(simulation)
    provide_care(simulation)
    trace_family(simulation)
    assess_best_interests(simulation)
    kinds = [("local_integration_residence", 3), ("family_reunification_country", 4), ("local_integration_family", 2)]
    chosen = simulation.pick(*kinds, *([("voluntary_return_family", 6)] if can_return_home(simulation) else []))
    solution = simulation.traits.get("solution", chosen)
    go_home = solution == "voluntary_return_family"
    if go_home:
        prepare_return(simulation)
    determine_best_interests(simulation, solution)
    if go_home and simulation.traits["decided"]:
        return_home(simulation)
    elif solution == "family_reunification_country" and simulation.traits["decided"]:
        reunify(simulation)
    elif simulation.traits["decided"]:
        start_local_solution(simulation, solution)
    if simulation.traits.get("home"):
        follow_up_for_a_year(simulation, "reintegration_completed" if go_home else "durable_solution_achieved")
    else:
        review_placement_until_now(simulation)


def simulate_until_adulthood(simulation: Simulation) -> None:
    """Simulate a young person who turns eighteen while the case is open."""
    simulation.traits |= {
        "with_whom": "unaccompanied",
        "turns_18_at": simulation.at + timedelta(days=simulation.chance.uniform(110, 200)),
    }
    register_child(simulation)
    receive_child(simulation)
    screen_child(simulation)
    open_search(simulation)
    provide_care(simulation)
    trace_family(simulation)
    assess_best_interests(simulation)
    determine_best_interests(simulation, "local_integration_independent")
    reach_adulthood(simulation)


def simulate_refugee(simulation: Simulation) -> None:
    """Simulate a child who fears to go back."""
    simulation.traits |= {
        "with_whom": "unaccompanied",
        "fear": "yes",
        "agent": simulation.pick(("non_state", 5), ("family", 2), ("state", 1)),
        "signs": ["fear.asked.01", "gangs.asked.01"],
        "author": "criminal_group",
    }
    register_child(simulation)
    receive_child(simulation)
    screen_child(simulation)
    trace_silently(simulation)
    ask_for_asylum(simulation)
    provide_care(simulation)
    attempt_early_return(simulation)
    assess_best_interests(simulation)
    solution = simulation.pick(("interim_no_solution", 4), ("resettlement", 1))
    determine_best_interests(simulation, solution)
    if solution == "resettlement" and simulation.traits["decided"]:
        start_local_solution(simulation, solution)
        follow_up_for_a_year(simulation, "durable_solution_achieved")
    else:
        review_placement_until_now(simulation)


def simulate_trafficked_child(simulation: Simulation) -> None:
    """Simulate a child who was trafficked."""
    simulation.traits |= {
        "with_whom": simulation.pick(("separated", 2), ("unaccompanied", 1)),
        "exploited": True,
        "signs": ["trafficking.observed.01", "trafficking.asked.11"],
    }
    register_child(simulation)
    receive_child(simulation)
    screen_child(simulation)
    trace_silently(simulation)
    report_exploitation(simulation)
    provide_care(simulation)
    assess_best_interests(simulation)
    simulation.wait(24 * 6)
    confirm_trafficking(simulation)
    determine_best_interests(simulation, "local_integration_family")
    review_placement_until_now(simulation)


def simulate_child_with_family(simulation: Simulation) -> None:
    """Simulate a child with a verified family and no sign of need."""
    simulation.traits |= {"with_whom": "accompanied"}
    register_child(simulation)
    receive_child(simulation)
    simulation.do(
        simulation.traits["officer"],
        "record_family",
        with_whom="accompanied",
        companion_link_verified="yes",
        companion_risk="no",
    )
    screen_child(simulation)


def simulate_until_screening(simulation: Simulation) -> None:
    """Simulate a child who was screened, and whose assessment has not begun."""
    simulation.traits |= {"with_whom": "separated", "assessed_later": True}
    register_child(simulation)
    receive_child(simulation)
    screen_child(simulation)


def simulate_age_in_doubt(simulation: Simulation) -> None:
    """Simulate a young person whose age was doubted, and who is a child."""
    simulation.traits |= {"with_whom": "unaccompanied", "age": 17, "certain": True}
    register_child(simulation)
    receive_child(simulation)
    screen_child(simulation)
    provide_care(simulation)
    determine_age(simulation)


_HOME: JsonObject = {"origin": "GTM", "age": 14, "solution": "voluntary_return_family", "certain": True}
STAGES: tuple[tuple[Callable[[Simulation], None], int, JsonObject], ...] = (
    (simulate_until_reception, 1, {"road_is_cut": True}),
    (simulate_until_screening, 3, {"origin": "SLV"}),
    (simulate_until_solution, 100, _HOME | {"days_to_plan": 5}),
    (simulate_until_solution, 510, _HOME),
    (simulate_until_solution, 120, _HOME),
    (simulate_until_solution, 140, {"origin": "HND", "age": 12, "solution": "local_integration_residence"}),
    (simulate_age_in_doubt, 15, {"origin": "HND"}),
    (simulate_age_in_doubt, 40, {"origin": "SLV"}),
)
"""Children at stages that few reach, so that a demo however small shows each: how they live, since how many days, and
what is certain of them. They are received, screened, about to travel home, home for a year, home for weeks, settled;
of two the age is in doubt, or was determined."""


def simulate_stages(world: World, until: datetime) -> None:
    """Simulate the children of `STAGES`."""
    for number, (scenario, days, traits) in enumerate(STAGES):
        chance = random.Random(f"amparo-stage-{number}")  # noqa: S311  invented cases, no secrets
        simulation = Simulation(world, chance, until - timedelta(days=days), until, traits=dict(traits))
        with suppress(ReachedPresent):
            scenario(simulation)
        simulation.do_routine_work()


# What, how often, and whether it can only have begun in the last days.
SCENARIOS: tuple[tuple[Callable[[Simulation], None], float, bool], ...] = (
    (simulate_until_solution, 48, False),
    (simulate_refugee, 22, False),
    (simulate_trafficked_child, 10, False),
    (simulate_until_adulthood, 4, False),
    (simulate_child_with_family, 6, True),
    (simulate_until_reception, 10, True),
)


def simulate_all(began: datetime, children: int, part: int, parts: int) -> None:
    """Simulate the cases of one part of all children, each from its own day until now."""
    world, until = load(began), datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    for done, number in enumerate(range(part, children, parts), 1):
        chance = random.Random(f"amparo-{number}")  # noqa: S311  invented cases, no secrets
        scenario, _, recent = chance.choices(SCENARIOS, [weight for _, weight, _ in SCENARIOS])[0]
        # Every eighth child arrived in the last days, so that work is waiting.
        span = until - began if number % 8 and not recent else RECENT
        simulation = Simulation(world, chance, until - span * chance.uniform(0.02, 0.99), until)
        with suppress(ReachedPresent):
            scenario(simulation)
        simulation.do_routine_work()
        if part == 0 and done % 50 == 0:
            print(f"… {settings.NODE}: {done * parts} of {children} children", flush=True)
    if part == 0:
        simulate_arrivals(world, until, simulate_reports(world, until))
    if part == parts - 1:
        simulate_stages(world, until)
