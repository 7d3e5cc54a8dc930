"""`python -m bench [names…] [--children 100000]`: measure, print one line each, write `bench/results/*.json`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.system import running_node

RESULTS = Path(__file__).parent / "results"
WITHOUT_NODE = ("law", "matching")
WHEN_NAMED = ("hours", "verify")
"""Those that take a quarter of an hour: one measures no speed, one needs a node of its own."""
WITH_NODE = ("startup", "pages", "perform", "weights", "registering", "load", "leaks")


def main() -> int:
    """Run the named benchmarks, or all; return 1 when an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(WITHOUT_NODE + WITH_NODE + WHEN_NAMED))
    parser.add_argument("--children", type=int, default=100_000, help="cases behind the pages (default 100000)")
    parser.add_argument("--seconds", type=int, default=300, help="how long people are at work in `load` (default 300)")
    parser.add_argument("--keep", action="store_true", help="use the database of the run before, as it was left")
    given = parser.parse_args()
    if unknown := set(given.names) - {*WITHOUT_NODE, *WITH_NODE, *WHEN_NAMED}:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    wanted = [name for name in WITHOUT_NODE + WITH_NODE if name in given.names or not given.names]
    met = [run(name, given.children, given.seconds) for name in wanted if name in WITHOUT_NODE]
    met += [run(name, given.children, given.seconds) for name in WHEN_NAMED if name in given.names]
    if needed := [name for name in wanted if name in WITH_NODE]:
        with running_node(keep=given.keep):
            met += [run(name, given.children, given.seconds) for name in needed]
    return 0 if all(met) else 1


def run(name: str, children: int, seconds: int) -> bool:
    """Run one benchmark, print and store its figures; return whether every aim was met."""
    started = time.monotonic()
    module: Any = import_module(f"bench.{name}")
    found: dict[str, Any] = module.main(children, seconds) if name == "load" else module.main(children)
    load = [round(load, 1) for load in os.getloadavg()]  # a busy machine shows in every 95th percentile
    found |= {"bench": name, "took_seconds": round(time.monotonic() - started, 1), "load_average": load}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    missed = [aim for aim, kept in found.get("aims", {}).items() if not kept]
    measured = f"[{found['took_seconds']} s, load {found['load_average'][0]}]"
    print(
        f"{name}: {module.format_line(found)} {measured}{' MISSED: ' if missed else ''}{'; '.join(missed)}", flush=True
    )
    return not missed


if __name__ == "__main__":
    sys.exit(main())
