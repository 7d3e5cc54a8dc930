"""What a threshold costs: `python -m bench.linkage.costs` writes `amparo/matching/costs.json`.

From each threshold on, how many candidates a person reads for 100 searches, and how many of 100 children who are in the
registry are missed because the right record stays below it; on questions that no weights were learnt from.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from amparo.matching.weights import default_weights
from bench.linkage.sets import TEST_SETS
from bench.linkage.training import answer_questions

WRITTEN = Path(__file__).parents[2] / "amparo" / "matching" / "costs.json"
THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
SETS = ("generator", "other errors", "other errors, names and birth only")


def main() -> None:
    """Ask, count, and write the costs."""
    read = {least: 0 for least in THRESHOLDS}
    missed = dict(read)
    searches = present = 0
    for name in SETS:
        registry, questions = TEST_SETS[name].make()
        for question, answer in zip(questions, answer_questions(registry, questions, default_weights()), strict=True):
            right = max((score for key, score in answer if key in question.answers), default=0.0)
            searches, present = searches + 1, present + bool(question.answers)
            for least in THRESHOLDS:
                read[least] += int(np.sum([score >= least for _, score in answer]))
                missed[least] += bool(question.answers) and right < least
    rows = [
        {
            "threshold": least,
            "read": round(100 * read[least] / searches, 1),
            "missed": round(100 * missed[least] / present, 1),
        }
        for least in THRESHOLDS
    ]
    WRITTEN.write_text(json.dumps({"searches": searches, "costs": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
