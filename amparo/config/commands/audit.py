"""`amparo audit verify` and `amparo audit replay`: is the chain whole, and does the law still say what it said?"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from amparo.config.nodes import connect_as_owner


def main(argv: Sequence[str]) -> int:
    """Exit status 0 when all is well; 1 with the first broken place, or the first difference, on standard error."""
    parser = argparse.ArgumentParser(prog="amparo audit", description=__doc__)
    parser.add_argument("what", choices=["verify", "replay"])
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"), help="the node's country (default MEX)")
    given = parser.parse_args(argv)
    connect_as_owner(given.node)
    return as_of_one_instant(verify if given.what == "verify" else replay)


def as_of_one_instant(check: Callable[[], int]) -> int:
    """Run a check on one snapshot of the database, so that acts done meanwhile break nothing."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        return check()


def verify() -> int:
    """Recompute every chain of the node."""
    from amparo.ledger.events import find_break, iterate_chains

    ends = _ends()
    count = events = 0
    for case, chain in iterate_chains():
        if case not in ends:
            print(f"{case or 'node'}: nothing says where its chain ends", file=sys.stderr)
            return 1
        last_seq, last_hash = ends.pop(case)
        broken = find_break(chain, ends_with=last_hash, last_seq=last_seq)
        if broken:
            print(f"{broken.chain or 'node'}, event {broken.seq}: {broken.why}", file=sys.stderr)
            return 1
        count, events = count + 1, events + len(chain)
    lost = [case for case, (last_seq, _) in ends.items() if case or last_seq]
    if lost:
        print(f"{lost[0] or 'node'}: the whole chain is missing", file=sys.stderr)
        return 1
    print(f"{events} events in {count} chains: all whole")
    return 0


def _ends() -> dict[UUID | None, tuple[int, str]]:
    """Where each chain ends, as its case says it; under None where the node's own does."""
    from amparo.cases.models import Case
    from amparo.ledger.models import NodeChain

    cases = Case.objects.values_list("id", "last_seq", "last_hash")
    ends: dict[UUID | None, tuple[int, str]] = {case: (seq, last_hash) for case, seq, last_hash in cases}
    ends[None] = NodeChain.objects.values_list("last_seq", "last_hash").get()
    return ends


def replay() -> int:
    """Judge every stored request again."""
    from amparo.cases.models import Case
    from amparo.ledger.events import iterate_chains, unseal_event

    keys = dict(Case.objects.values_list("id", "sealing_key"))
    judged = erased = 0
    for case, chain in iterate_chains():
        for event in chain:
            key = keys.get(case) if case else None
            sealed = unseal_event(event, bytes(key) if key else None)
            erased += sealed is None
            for one in (sealed or {}).get("judged", []):
                if difference := _difference(one):
                    print(f"{case or 'node'}, event {event.seq} ({event.act}): {difference}", file=sys.stderr)
                    return 1
                judged += 1
    print(f"{judged} decisions judged again: all the same" + (f"; {erased} events erased" if erased else ""))
    return 0


def _difference(stored: dict[str, Any]) -> str:
    from amparo.law import decide_by_its_day, decision_to_json, parse_request

    request = parse_request(stored["request"])
    again = decision_to_json(request, decide_by_its_day(request))
    differing = [name for name, value in again.items() if stored["decision"].get(name) != value]
    return f"{', '.join(differing)}: then {stored['decision']}, now {again}" if differing else ""
