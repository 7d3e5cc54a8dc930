"""`python -m tests.house.freeze`: add new codes to the snapshot; what stands in it is never changed or removed."""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

FROZEN = Path(__file__).parent / "frozen_codes.csv"


def main() -> None:
    """Write the codes that the snapshot lacks; changed ones stay as they were, so that the test tells of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.config.settings")
    import django

    django.setup()
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
    sys.stdout.write(f"{len(rows) - before} codes added\n")


if __name__ == "__main__":
    main()
