"""What was learnt.

How much each piece of evidence counts for three explanations of a likeness. The same child; a brother or sister, who
shares family and home but neither name nor day; a namesake, who shares a name. Each has a score linear in the evidence,
the fourth explanation, somebody else altogether, has 0. The probability of a record is that of "the same child" among
everything that could explain what was found in all records compared.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from amparo.matching.evidence import NAMES, Evidence

RIVALS = 60
"""How many records, the likeliest first, offer explanations of their own."""


SMALLEST = 2_000
"""A smaller registry is weighed like one of so many: who is looked for need not be in a list of a few dozen."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`table[e, i]` is what one unit of evidence i counts for explanation e.

    Same child, sibling, namesake. Natural logarithm. `twice` is added where every record is compared with the rest: few
    have a double, most who are looked for are there.
    """

    table: NDArray[np.float64]
    start: NDArray[np.float64]
    twice: float = 0.0

    def scores(self, evidence: Evidence, size: int) -> NDArray[np.float64]:
        """Return one row for each record, one column for each explanation.

        The larger the registry, the less is each record it.
        """
        scores: NDArray[np.float64] = evidence.values @ self.table.T + self.start - np.log(max(size, SMALLEST))
        return scores

    def log_odds(self, evidence: Evidence, size: int) -> NDArray[np.float64]:
        """Return for each record of a registry of `size`.

        Of the same child, against everything else that could explain the likeness.
        """
        scores = self.scores(evidence, size)
        same, rival = scores[:, 0], np.logaddexp.reduce(scores[:, 1:], axis=1)
        offered = np.full(len(scores), -np.inf)
        likeliest = np.argsort(-scores.max(1))[:RIVALS]
        offered[likeliest] = _compute_offers(same[likeliest], rival[likeliest])
        largest = max(0.0, float(rival.max(initial=0.0)))
        by_each = np.exp(offered - largest)
        everything = np.maximum(by_each.sum() - by_each, 0.0) + np.exp(rival - largest) + np.exp(-largest)
        odds: NDArray[np.float64] = same - largest - np.log(everything)
        return odds

    def probabilities(self, evidence: Evidence, size: int) -> NDArray[np.float64]:
        """Return for each record of a registry of `size`, that it is of the same child."""
        return to_probabilities(self.log_odds(evidence, size))

    def dump(self) -> str:
        """Return as kept in `weights.json`."""
        rows = {
            name: dict(zip(EXPLANATIONS, (round(float(w), 4) for w in self.table[:, at]), strict=True))
            for at, name in enumerate(NAMES)
        }
        start = dict(zip(EXPLANATIONS, (round(float(w), 4) for w in self.start), strict=True))
        return json.dumps({"start": start, "twice": round(self.twice, 4), "evidence": rows}, indent=1) + "\n"


def _compute_offers(same: NDArray[np.float64], rival: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each record offers a sibling or a namesake as an explanation.

    Only as far as it is not likelier to be of the same child itself: who was registered five times is no namesake of
    their own.
    """
    return 2 * rival - np.logaddexp(same, rival)


def to_probabilities(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities, 0 to 1, of natural logarithms of odds."""
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(np.clip(-log_odds, -700, 700)))
    return probabilities


EXPLANATIONS = ("same", "sibling", "namesake")


def parse_weights(text: str) -> Weights:
    """Return weights as `Weights.dump` wrote them.

    Raises `KeyError` when they are of other evidence.
    """
    kept = json.loads(text)
    table = [[kept["evidence"][name][which] for name in NAMES] for which in EXPLANATIONS]
    return Weights(np.array(table), np.array([kept["start"][which] for which in EXPLANATIONS]), kept["twice"])


@cache
def default_weights() -> Weights:
    """Return the weights that come with the program.

    `python -m bench.linkage.training` makes them.
    """
    return parse_weights(resources.files("amparo.matching").joinpath("weights.json").read_text(encoding="utf-8"))
