"""Train the weight of each piece of evidence: `python -m bench.linkage.training`.

It writes `amparo/matching/weights.json`. Logistic regression over explanations: the probability of a question's true
answer, among "the same child as this record", "a brother or sister of it", "a namesake of it" for every record
compared, and "none of them", is made as large as possible. A ridge penalty holds the weights near their prior: an
agreement of one child's records counts as much as it is rare (Fellegi and Sunter 1969, with both records right), and
all else nothing. Evidence that the examples seldom show, such as the number of a document where nothing else agrees,
therefore gets no extreme weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_array

from amparo.matching.batch import find_duplicates
from amparo.matching.evidence import NAMES
from amparo.matching.index import Index
from amparo.matching.weights import EXPLANATIONS, RIVALS, Weights, default_weights, to_probabilities
from bench.linkage.figures import Answer, score_answers
from bench.linkage.questions import Keyed, Question, plant_copies
from bench.linkage.sets import DUPLICATES_SET, TEST_SETS, TRAINING_SETS, LinkageSet

WRITTEN = Path(__file__).parents[2] / "amparo" / "matching" / "weights.json"
RIDGE = 2e-4
KINDS = ("member", "sibling", "namesake", "stranger")
_NEVER = -1e9
_NEVER_NEGATIVE = (
    "told",
    "roughly",
    "faintly",
    "initially",
    "rare",
    "same",
    "same_day",
    "swapped",
    "same_month",
    "next_year",
    "other_year",
)
_UNBOUNDED = ("birth_possible", "birth_nearly_possible", "birth_same_day_of_month")


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions compared: evidence (questions, records, pieces), which records were there, which are right."""

    evidence: NDArray[np.float32]
    present: NDArray[np.bool_]
    right: NDArray[np.bool_]
    log_size: NDArray[np.float64]
    kind: NDArray[np.int8]


def compare_questions(records: Sequence[Keyed], questions: Sequence[Question]) -> Examples:
    """Search a registry for every question; return the evidence of the most probable records."""
    index = Index()
    index.put(records)
    index.settle()
    found = Examples(
        np.zeros((len(questions), RIVALS, len(NAMES)), np.float32),
        np.zeros((len(questions), RIVALS), np.bool_),
        np.zeros((len(questions), RIVALS), np.bool_),
        np.full(len(questions), np.log(len(index))),
        np.array([KINDS.index(question.kind) for question in questions], np.int8),
    )
    for row, question in enumerate(questions):
        for at, hit in enumerate(index.search(question.record, top=RIVALS)):
            found.evidence[row, at] = hit.evidence.values[0]
            found.present[row, at] = True
            found.right[row, at] = hit.key in question.answers
    return found


def concatenate(many: Sequence[Examples]) -> Examples:
    """Return the examples of several registries together."""
    return Examples(*(np.concatenate([getattr(examples, name) for examples in many]) for name in Examples.__slots__))


def learn(examples: Examples, ridge: float = RIDGE, rounds: int = 200) -> Weights:
    """Return the weights under which the right answers are most probable."""
    first = np.concatenate([default_weights().table, default_weights().start[:, None]], axis=1)
    pieces = csr_array(examples.evidence.reshape(-1, len(NAMES)))  # nine in ten are nothing
    best = minimize(
        lambda flat: _loss(flat.reshape(first.shape), examples, pieces, ridge), first.ravel(),
        jac=True, method="L-BFGS-B",
        bounds=_bounds(), options={"maxiter": rounds},
    )  # fmt: skip
    found = best.x.reshape(first.shape)
    return Weights(found[:, :-1].copy(), found[:, -1].copy())


type Bound = tuple[float | None, float | None]


def _prior_weights() -> NDArray[np.float64]:
    """Return the prior weights."""
    before = np.zeros((len(EXPLANATIONS), len(NAMES)))
    before[0] = [name.endswith("_told") for name in NAMES]
    return before


def _bounds() -> list[Bound]:
    """Return bounds: no agreement may count against the same child, no difference for it."""
    free: Bound = (None, None)
    same: list[Bound] = [
        (0.0, None) if name.endswith(_NEVER_NEGATIVE) else (None, 0.0) if name not in _UNBOUNDED else (None, None)
        for name in NAMES
    ]
    return [*same, free] + [free] * (len(NAMES) + 1) * (len(EXPLANATIONS) - 1)


def _loss(
    weights: NDArray[np.float64], examples: Examples, pieces: csr_array, ridge: float
) -> tuple[float, NDArray[np.float64]]:
    """Return the negative mean log probability of the right answers, and its gradient."""
    table, start = weights[:, :-1], weights[:, -1]
    away = table - _prior_weights()
    questions, records = examples.present.shape
    scores = (pieces @ table.T).reshape(questions, records, -1)
    scores = np.where(examples.present[..., None], scores + start - examples.log_size[:, None, None], _NEVER)
    scores = np.concatenate([scores.reshape(questions, -1), np.zeros((questions, 1))], axis=1)
    right = _true_explanations(examples)
    everything, truth = _log_sum_exp(scores), _log_sum_exp(np.where(right, scores, _NEVER))
    too_much = np.exp(scores - everything[:, None]) - np.where(right, np.exp(scores - truth[:, None]), 0)
    by_explanation = too_much[:, :-1].reshape(questions * records, len(EXPLANATIONS))
    gradient = (pieces.T @ by_explanation).T
    gradient = np.concatenate(
        [gradient / questions + 2 * ridge * away, by_explanation.sum(0)[:, None] / questions], axis=1
    )
    return float((everything - truth).mean() + ridge * (away**2).sum()), gradient.ravel().astype(np.float64)


def _true_explanations(examples: Examples) -> NDArray[np.bool_]:
    """Return which explanations are true.

    Of a child in the registry, "the same" as a right record; of a sibling, "a sibling"; of anybody else, "a namesake"
    or "none of them".
    """
    right = np.zeros((*examples.present.shape, len(EXPLANATIONS)), np.bool_)
    right[..., 0] = examples.right
    right[..., 1] = examples.present & (examples.kind == KINDS.index("sibling"))[:, None]
    neither = examples.kind >= KINDS.index("namesake")
    right[..., 2] = examples.present & neither[:, None]
    none = neither | ~right.any((1, 2))
    return np.concatenate([right.reshape(len(none), -1), none[:, None]], axis=1)


def _log_sum_exp(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    largest = scores.max(1)
    return np.asarray(largest + np.log(np.exp(scores - largest[:, None]).sum(1)))


def learn_prior_of_duplicates(weights: Weights, made: LinkageSet, many: int) -> float:
    """Return the log odds to add when every record of a registry is compared with the rest.

    Learnt from one into which copies of so many records were planted.
    """
    records, true = plant_copies(made.make()[0], many, made.seed)
    index = Index(weights)
    index.put(records)
    found = list(find_duplicates(index, records, least=0))
    probability = np.clip([probability for *_, probability in found], 1e-15, 1 - 1e-15)
    log_odds = np.log(probability / (1 - probability))
    right = np.array([{key, other} in true for key, other, _ in found])
    return float(
        minimize_scalar(lambda more: -np.log(to_probabilities(np.where(right, 1, -1) * (log_odds + more))).mean()).x
    )


def main() -> None:
    """Learn weights from `sets.TRAINING_SETS`, write them, and print figures on `sets.TEST_SETS`."""
    weights = learn(concatenate([compare_questions(*made.make()) for made in TRAINING_SETS]))
    weights = replace(weights, twice=learn_prior_of_duplicates(weights, *DUPLICATES_SET))
    WRITTEN.write_text(weights.dump(), encoding="utf-8")
    for name, made in TEST_SETS.items():
        registry, questions = made.make()
        print(name, score_answers(questions, answer_questions(registry, questions, weights), 0.5).row(), flush=True)


def answer_questions(registry: Sequence[Keyed], questions: Sequence[Question], weights: Weights) -> list[Answer]:
    """Return the ten likeliest records for each question."""
    index = Index(weights)
    index.put(registry)
    index.settle()
    return [[(hit.key, hit.probability) for hit in index.search(question.record)] for question in questions]


if __name__ == "__main__":
    main()
