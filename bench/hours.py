"""The demo, made at eight instants: does the hour at which it is built change how far its children come?

Each is made from nothing under Debian's `faketime`, by the programs that `make demo` runs. One server holds them one
after the other; it keeps the real time: of the demo's rows it computes nothing from its own clock.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from statistics import mean
from typing import Any

import psycopg

from amparo.config.cluster import EmbeddedServer
from bench.system import bench_folder
from tests.hours import INSTANTS

COUNTED = {"determinations": "decide_bid", "returns": "receive_return", "closures": "close_case"}
TOLERANCE = 0.05
_PORT = 8139  # no server listens: only the matcher runs beside the making
_MOST_CHILDREN = 200


def main(children: int) -> dict[str, Any]:
    """Make the demo at each instant; return what its children reached, and the aims."""
    few = min(children, _MOST_CHILDREN)
    server = EmbeddedServer(bench_folder() / "hours", durable=False)
    server.start()
    try:
        made = {name: make_at(instant, few, server.conninfo) for name, instant in INSTANTS.items()}
    finally:
        server.stop()
    spread = {what: measure_spread([counts[what] for counts in made.values()]) for what in COUNTED}
    aims = {f"{what} differ by at most {TOLERANCE:.0%}, or one child": is_met for what, (_, is_met) in spread.items()}
    return {"children": few, "made": made, "spread": {what: share for what, (share, _) in spread.items()}, "aims": aims}


def measure_spread(counts: list[int]) -> tuple[float, bool]:
    """Return the greatest distance from the mean as a share of it, and whether it is small enough."""
    middle = mean(counts)
    farthest = max(abs(count - middle) for count in counts)
    return round(farthest / middle, 3) if middle else 1.0, bool(middle) and farthest <= max(TOLERANCE * middle, 1)


def make_at(instant: datetime, children: int, admin: str) -> dict[str, int]:
    """Make the demo as if it were this instant; return how many children reached what."""
    home = tempfile.mkdtemp(prefix="amparo-hours-")
    shift = round((instant - datetime.now(UTC)).total_seconds())
    environment = os.environ | {
        "AMPARO_HOME": home,
        "DATABASE_URL": admin,
        "AMPARO_DEMO_CHILDREN": str(children),
        "AMPARO_DEMO_NODES": "MEX",
    }
    command = ["faketime", "-f", f"{shift:+d}s", sys.executable, "-m", "bench.hours"]
    started = time.monotonic()
    try:
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    counts: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {instant:%Y-%m-%d %H:%M}Z  {counts}  [{time.monotonic() - started:.0f} s]", flush=True)
    return counts


def make_and_count() -> None:
    """Make the demo at this process's time, remove it, and print what its children reached."""
    from amparo.config.commands import demo

    node = demo.prepare("MEX", _PORT)
    try:
        with psycopg.connect(node.database.owner) as owner:
            counts = count(owner)
    finally:
        demo.stop([node])
        demo.clean()
    print(json.dumps(counts), flush=True)


def count(owner: psycopg.Connection) -> dict[str, int]:
    """Return how many children reached each thing that is counted, and how many there are."""
    reached = "select count(distinct chain) from ledger_event where act = %s and coded->>'outcome' = 'done'"
    counts = {what: owner.execute(reached, [act]).fetchone() for what, act in COUNTED.items()}
    children = owner.execute("select count(*) from cases_case where kind = 'child'").fetchone()
    return {what: row[0] for what, row in (counts | {"children": children}).items() if row}


def format_line(found: dict[str, Any]) -> str:
    """Return the figures in a line."""
    spread = ", ".join(f"{what} ±{share:.1%}" for what, share in found["spread"].items())
    return f"{found['children']} children at {len(found['made'])} instants: {spread}"


if __name__ == "__main__":
    make_and_count()
