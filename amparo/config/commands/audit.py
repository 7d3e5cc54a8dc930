"""`amparo audit verify` and `amparo audit replay`.

The first checks that every chain is complete and that the rows are what their events say, the second that the law still
decides the same.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from amparo.config.nodes import connect_as_owner


def main(argv: Sequence[str]) -> int:
    """Run `amparo audit`; return 0, or 1 with what is wrong on standard error."""
    parser = argparse.ArgumentParser(prog="amparo audit", description=__doc__)
    parser.add_argument("what", choices=["verify", "replay"])
    parser.add_argument("--case", default="", help="with verify: only the case of this number")
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"), help="the node (default MEX)")
    given = parser.parse_args(argv)
    connect_as_owner(given.node)
    return run_on_snapshot((lambda: verify(given.case)) if given.what == "verify" else replay)


def run_on_snapshot(check: Callable[[], int]) -> int:
    """Run a check on one snapshot of the database, unaffected by acts done meanwhile."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        return check()


def verify(number: str = "") -> int:
    """Recompute every chain, or that of one case, and compare the rows with it."""
    from amparo.ledger.verification import verify_chains

    only = None
    if number:
        from amparo.cases.chains import find_chain

        try:
            only = find_chain(number)
        except LookupError as error:
            print(error, file=sys.stderr)
            return 1
    found = verify_chains(only)
    for fault in found.faults:
        print(fault, file=sys.stderr)
    if found.faults:
        return 1
    print(f"{found.events} events in {found.chains} chains: all whole")
    return 0


def replay() -> int:
    """Judge every stored request again."""
    from amparo.cases.replay import replay_decisions

    found = replay_decisions()
    if found.difference:
        print(found.difference, file=sys.stderr)
        return 1
    erased = f"; {found.erased} events erased" if found.erased else ""
    print(f"{found.judged} decisions judged again: all the same{erased}")
    return 0
