"""`python -m tests.house.freeze`: write what follows from the code and is kept beside it.

New codes are added to their snapshot, new rows to the tables of the law's specification; none is ever changed or
removed. The reference pages of the law are generated anew.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from typing import get_args

from amparo.law.message import Language

FROZEN = Path(__file__).parent / "frozen_codes.csv"
GUIDE = Path(__file__).parents[2] / "docs" / "guide"


def main() -> None:
    """Add the codes and rows that are missing, and generate the reference pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.config.settings")
    import django

    django.setup()
    from tests.law.spec_rows import add_missing_rows

    codes, rows = _add_missing_codes(), add_missing_rows()
    _generate_reference()
    sys.stdout.write(f"{codes} codes and {rows} rows of the specification added\n")


def _add_missing_codes() -> int:
    """Changed codes stay as they were, so that the test tells of them."""
    from amparo.ledger.codes import code_lists

    rows = {}
    if FROZEN.exists():
        with FROZEN.open(encoding="utf-8", newline="") as file:
            rows = {(row["list_code"], row["code"]): row["label_es"] for row in csv.DictReader(file)}
    before = len(rows)
    for name, codes in code_lists().items():
        for code, one in codes.items():
            rows.setdefault((name, code), str(one.label))
    with FROZEN.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["list_code", "code", "label_es"])
        writer.writerows((*key, label) for key, label in sorted(rows.items()))
    return len(rows) - before


def _generate_reference() -> None:
    from amparo.config.commands.law_reference import render

    for language in get_args(Language):
        (GUIDE / language / "law-reference.md").write_text(render(language), encoding="utf-8")


if __name__ == "__main__":
    main()
