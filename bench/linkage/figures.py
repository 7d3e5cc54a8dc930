"""The figures of linkage quality, as in the linkage benchmark's `evaluate.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from bench.linkage.questions import Question

type Answer = Sequence[tuple[str, float]]
"""Keys and scores, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1.

    `recall_at_1` and `_10`: of the children who are there. `f1` and `recall` of accepting the first answer from the
    threshold on; `recall_at_1_percent`: accepting at most 1 % of those who are not there; `absent_accepted`: the share
    of those accepted at the threshold, by kind. `brier`: mean squared error of the probability.
    """

    recall_at_1: float
    recall_at_10: float
    f1: float
    precision: float
    recall: float
    recall_at_1_percent: float
    absent_accepted: dict[str, float]
    brier: float

    def row(self) -> dict[str, object]:
        """Return the figures as a dictionary."""
        return asdict(self)


def score_answers(questions: Sequence[Question], answers: Sequence[Answer], threshold: float) -> Figures:
    """Return the figures of answers; a first answer is accepted from `threshold` on."""
    is_present = np.array([bool(question.answers) for question in questions])
    best = np.array([answer[0][1] if answer else 0.0 for answer in answers])
    right = np.array([bool(a) and a[0][0] in q.answers for q, a in zip(questions, answers, strict=True)])
    in_ten = np.array([any(key in q.answers for key, _ in a[:10]) for q, a in zip(questions, answers, strict=True)])
    accepted = best >= threshold
    hits = int((accepted & right).sum())
    absent = np.sort(best[~is_present])[::-1]
    limit = absent[int(0.01 * len(absent))] if len(absent) else 0.0
    kinds = np.array([question.kind for question in questions])
    return Figures(
        recall_at_1=_share(right[is_present]),
        recall_at_10=_share(in_ten[is_present]),
        f1=round(2 * hits / float(accepted.sum() + is_present.sum()), 4),
        precision=round(hits / max(int(accepted.sum()), 1), 4),
        recall=round(hits / int(is_present.sum()), 4),
        recall_at_1_percent=_share((right & (best > limit))[is_present]),
        absent_accepted={str(kind): _share(accepted[kinds == kind]) for kind in sorted(set(kinds[~is_present]))},
        brier=round(float(((best - right) ** 2).mean()), 4),
    )


def _share(which: NDArray[np.bool_]) -> float:
    return round(float(which.mean()), 4)


def mean_and_spread(figures: Sequence[Figures]) -> dict[str, str]:
    """Return mean and standard deviation over seeds."""
    return {
        name: f"{np.mean(values):.4f} ± {np.std(values):.4f}"
        for name in ("recall_at_1", "recall_at_10", "f1", "precision", "recall", "recall_at_1_percent", "brier")
        if (values := [getattr(seed, name) for seed in figures])
    }
