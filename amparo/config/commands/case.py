"""`amparo case erase NUMBER`: erase a child's case by order of an authority.

It cannot be undone. It says what will go and asks for the number once more; `--yes-erase NUMBER` answers in a script.
The number may be checked afterwards against the hash on the node's own chain, where the order and its reason stay.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from amparo.config.nodes import connect_as_owner


def main(argv: Sequence[str]) -> int:
    """Run `amparo case`; return 0 if the case was erased, else 1.

    The reason is printed on standard error.
    """
    parser = argparse.ArgumentParser(prog="amparo case", description=__doc__)
    parser.add_argument("what", choices=["erase"])
    parser.add_argument("number", help="as on the case: MEX-…")
    parser.add_argument("--reason", required=True, help="why, in a sentence; without the child's name")
    parser.add_argument("--ordered-by", required=True, help="authority and reference of the order")
    parser.add_argument("--yes-erase", metavar="NUMBER", help="the number again, instead of being asked for it")
    parser.add_argument("--node", default=os.environ.get("AMPARO_NODE", "MEX"), help="the node's country (default MEX)")
    given = parser.parse_args(argv)
    connect_as_owner(given.node)
    try:
        return erase(given)
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 1


def erase(given: argparse.Namespace) -> int:
    """Erase a case after its number was typed twice.

    Raises `LookupError` if there is none.
    """
    from amparo.cases.erasure import count_rows_to_erase, erase_case, find_case_to_erase
    from amparo.cases.numbers import read_case_number

    if min(len(given.reason.strip()), len(given.ordered_by.strip())) < 3:
        raise LookupError("say the reason and who ordered it")
    case = find_case_to_erase(given.number)
    for table, rows in count_rows_to_erase(case).items():
        print(f"{rows:6} {table}")
    print(f"Its {case.last_seq} events stay, without names, texts or exact facts. This cannot be undone.", flush=True)
    again = given.yes_erase or _ask(f"Write {case.number} to erase it: ")
    if read_case_number(again) != case.number:
        raise LookupError("the numbers differ: nothing was erased")
    erase_case(case, reason=given.reason.strip(), ordered_by=given.ordered_by.strip())
    print(f"{case.number} was erased. Destroy it in the backups too, or let them expire.")
    return 0


def _ask(question: str) -> str:
    print(question, end="", flush=True)
    return sys.stdin.readline()
