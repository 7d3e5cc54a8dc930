"""`amparo audit verify`, `replay` and `heads`.

The first checks that every chain is complete and that the rows are what their events say, the second that the law still
decides the same; the third prints the signed heads of the chains, which whoever owns the database cannot make again.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from amparo.config.nodes import connect_as_owner


def main(argv: Sequence[str]) -> int:
    """Run `amparo audit`; return 0, or 1 with what is wrong on standard error."""
    parser = argparse.ArgumentParser(prog="amparo audit", description=__doc__)
    parser.add_argument("what", choices=["verify", "replay", "heads"])
    parser.add_argument("--heads", type=Path, help="with verify: a file of signed heads that was kept elsewhere")
    parser.add_argument("--key", default="", help="with --heads: the public key that signed them (default this node's)")
    parser.add_argument("--case", default="", help="with verify: only the case of this number")
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"), help="the node (default MEX)")
    given = parser.parse_args(argv)
    connect_as_owner(given.node)
    commands = {"verify": lambda: verify(given.case, given.heads, given.key), "replay": replay, "heads": print_heads}
    return run_on_snapshot(commands[given.what])


def run_on_snapshot(check: Callable[[], int]) -> int:
    """Run a check on one snapshot of the database, unaffected by acts done meanwhile."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        return check()


def print_heads() -> int:
    """Print the signed head of every chain, for keeping elsewhere."""
    from amparo.ledger.heads import sign_heads

    for line in sign_heads():
        print(line)
    return 0


def verify(number: str = "", heads: Path | None = None, key: str = "") -> int:
    """Recompute every chain, or that of one case, and compare the rows with it.

    And whether each still leads through its head in a file that was kept elsewhere.
    """
    from amparo.ledger.heads import find_faults_of_heads, public_key
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
    if heads:
        with heads.open(encoding="utf-8") as lines:
            found.faults += find_faults_of_heads(lines, key=key or public_key())
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
