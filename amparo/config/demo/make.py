"""Build the people and cases of the demo, once.

Run by `python -m amparo.config.demo.make`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

MONTHS = 18
PROCESSES = 2


def main() -> None:
    """Build people, institutions and cases, unless that was done before."""
    django.setup()
    from django.conf import settings

    from amparo.config.demo.world import build, renew_tokens

    home = Path(settings.HOME)
    done = home / "secrets" / f"demo-made-{settings.NODE}"
    if not done.exists():
        began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=MONTHS * 30)
        build(settings.NODE, settings.NODE_KIND, began, home)
        if settings.NODE_KIND == "national":
            _simulate_cases(settings.NODE, began)
        done.write_text(began.isoformat())
    renew_tokens(settings.NODE, home)


def _simulate_cases(node: str, began: datetime) -> None:
    """Simulate the cases in two processes."""
    children = int(os.environ.get("AMPARO_DEMO_CHILDREN", "400"))
    started = time.monotonic()
    commands = [
        [sys.executable, "-m", "amparo.config.demo", began.isoformat(), str(children), str(part), str(PROCESSES)]
        for part in range(PROCESSES)
    ]
    running = [subprocess.Popen(command) for command in commands]
    if any(process.wait() for process in running):
        sys.exit("the cases of the demo could not be made; remove them with `make clean-demo` and try again")
    print(f"… {node}: {children} children's cases in {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
