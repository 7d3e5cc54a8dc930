"""Ablation study of the engine: `python -m bench.linkage.ablation [--seeds 3]`.

Each idea is removed, the weights are trained again without it (without the shipped weights as prior), and new questions
are answered: with the generator's errors, with our own, with our own where a registry has only names, sex and birth,
and where it has documents. It prints mean ± standard deviation over the seeds, of each figure and of its difference
from the whole engine on the same questions.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from multiprocessing import get_context
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from amparo.matching import births, query, vocabulary
from amparo.matching import weights as weighing
from amparo.matching.births import Birth, compare
from amparo.matching.evidence import NAMES
from amparo.matching.tables import Counts
from amparo.matching.weights import EXPLANATIONS, Weights
from bench.linkage import training
from bench.linkage.figures import Figures, score_answers
from bench.linkage.questions import Keyed, Question
from bench.linkage.sets import ONLY_NAMES, LinkageSet
from bench.linkage.training import Bound, Examples, answer_questions, compare_questions, concatenate

SIZE = 20_000
QUESTIONS = 800
RIVALS = 30
"""Records per question: half as many as for the shipped weights, which halves the time."""
KINDS = ("generator", "other errors", "other errors, names and birth only", "other errors, with papers")
FIGURES = ("recall_at_1", "f1", "recall_at_1_percent")
WHOLE = "whole"
_IMPOSSIBLE = -1e3
_WEIGHT_OF_ANY_WORD = 5.0
"""Weight of every word when all weigh the same: about that of a common surname."""

type Set = tuple[list[Keyed], list[Question]]
type Change = tuple[object, str, object]


def _equal_weights(ids: NDArray[np.int32], how: NDArray[np.uint8], counts: Counts) -> NDArray[np.float32]:
    return np.array([0.0] + [_WEIGHT_OF_ANY_WORD] * (query.LEVELS - 1), np.float32)


def _compare_years_only(first: int, last: int, from_: NDArray[np.int32], to: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Compare births, ignoring day and month unless the years are the same or adjacent."""
    found = compare(first, last, from_, to)
    years, same = np.abs(from_ - first) / 365.25, found == Birth.OTHER_YEAR
    found[same] = Birth.FAR
    found[same & (years <= 6)] = Birth.WITHIN_SIX_YEARS
    found[same & (years <= 3)] = Birth.WITHIN_THREE_YEARS
    return found


IDEAS: dict[str, tuple[Change, ...]] = {
    "phonetic keys": ((vocabulary, "keys", lambda word: {word}), (vocabulary, "sound", lambda word: word)),
    "short forms": ((vocabulary, "short_forms", dict),),
    "words one slip apart": ((vocabulary._DeletionIndex, "near", lambda self, word: set()),),
    "frequencies": ((query, "_compute_information", _equal_weights),),
    "parting of surnames": ((query, "_find_two_surnames", lambda word, tables: []),),
    "slips in document numbers": ((query, "hash_near_documents", lambda documents: ()),),
    "days of another year": ((births, "compare", _compare_years_only),),
    "doubt whether a rival is the child": ((weighing, "_compute_offers", lambda same, rival: rival),),
    "prior weights": ((training, "_prior_weights", lambda: np.zeros((len(EXPLANATIONS), len(NAMES)))),),
}
"""The replacement of each idea."""


def main() -> None:
    """Measure all seeds, two at a time; print a table for each kind of errors."""
    parser = argparse.ArgumentParser(prog="python -m bench.linkage.ablation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many registries of each kind (default 3)")
    seeds = parser.parse_args().seeds
    with get_context("spawn").Pool(2) as pool:
        found = list(pool.imap(measure_seed, range(seeds)))
    for kind in KINDS:
        print(f"\n{kind}: {seeds} registries of {SIZE}, {QUESTIONS} questions each\n")
        print("\n".join(format_table([by_kind[kind] for by_kind in found])), flush=True)


def measure_seed(seed: int) -> dict[str, dict[str, Figures]]:
    """Return figures by kind of errors and by the idea left out, for one seed."""
    learnt, tried = _make_sets(2000 + 10 * seed), dict(zip(KINDS, _make_sets(3000 + 10 * seed), strict=True))
    found: dict[str, dict[str, Figures]] = {kind: {} for kind in KINDS}
    for name, weights in _learn_whole_engines(learnt):
        _add_figures(found, name, tried, weights)
    for name, changes in IDEAS.items():
        with _patched(changes):
            _add_figures(
                found,
                f"without {name}",
                tried,
                _learn_without_prior([compare_questions(*linkage_set) for linkage_set in learnt]),
            )
    return found


def _make_sets(seed: int) -> list[Set]:
    """Return one set of each kind."""
    generated, ours = LinkageSet(SIZE, QUESTIONS, seed, by_generator=True), LinkageSet(SIZE, QUESTIONS, seed + 1)
    bare, papers = (
        LinkageSet(SIZE, QUESTIONS, seed + 2, without=ONLY_NAMES),
        LinkageSet(SIZE, QUESTIONS, seed + 3, papers=True),
    )
    return [made.make() for made in (generated, ours, bare, papers)]


def _learn_whole_engines(learnt: Sequence[Set]) -> Iterator[tuple[str, Weights]]:
    """Yield weights of the whole engine, without each explanation, and from one kind of errors."""
    examples = [compare_questions(*linkage_set) for linkage_set in learnt]
    yield WHOLE, _learn_without_prior(examples)
    for at, name in enumerate(EXPLANATIONS[1:], 1):
        with _patched(_without_explanation(at)):
            yield f"without the {name}", _learn_without_prior(examples)
    yield "trained on the generator only", _learn_without_prior(examples[:1])
    yield "trained on other errors only", _learn_without_prior(examples[1:])


def _add_figures(found: dict[str, dict[str, Figures]], name: str, tried: dict[str, Set], weights: Weights) -> None:
    for kind, (registry, questions) in tried.items():
        found[kind][name] = score_answers(questions, answer_questions(registry, questions, weights), 0.5)


def _learn_without_prior(examples: Sequence[Examples]) -> Weights:
    """Train with a prior of zero, since the shipped weights were trained with every idea."""
    nothing = Weights(np.zeros((len(EXPLANATIONS), len(NAMES))), np.zeros(len(EXPLANATIONS)))
    with patch.object(training, "default_weights", lambda: nothing):
        return training.learn(_limit_rivals(concatenate(examples)))


def _limit_rivals(all_: Examples) -> Examples:
    return replace(
        all_, evidence=all_.evidence[:, :RIVALS], present=all_.present[:, :RIVALS], right=all_.right[:, :RIVALS]
    )


def _without_explanation(at: int) -> tuple[Change, ...]:
    """Return changes that rule out an explanation; its questions get the answer "none of them"."""
    bounds, right = training._bounds, training._true_explanations
    width = len(NAMES) + 1

    def bounds_without() -> list[Bound]:
        free = bounds()
        free[at * width + width - 1] = (_IMPOSSIBLE, _IMPOSSIBLE)
        return free

    def right_without(examples: Examples) -> NDArray[np.bool_]:
        found = right(examples)
        found[:, at : -1 : len(EXPLANATIONS)] = False
        found[:, -1] |= ~found[:, :-1].any(1)
        return found

    return ((training, "_bounds", bounds_without), (training, "_true_explanations", right_without))


@contextmanager
def _patched(changes: Sequence[Change]) -> Iterator[None]:
    with ExitStack() as stack:
        for owner, name, value in changes:
            stack.enter_context(patch.object(owner, name, value))
        yield


def format_table(found: Sequence[dict[str, Figures]]) -> list[str]:
    """Return a Markdown table: each figure in percent, and its difference from the whole engine."""
    lines = ["| | " + " | ".join(FIGURES) + " |", "|---|" + "---|" * len(FIGURES)]
    for name in found[0]:
        cells = []
        for figure in FIGURES:
            values = [100 * _get_figure(row[name], figure) for row in found]
            apart = [100 * (_get_figure(row[name], figure) - _get_figure(row[WHOLE], figure)) for row in found]
            cells.append(
                _format_spread(values, ".2f") + (f" ({_format_spread(apart, '+.2f')})" if name != WHOLE else "")
            )
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _get_figure(figures: Any, name: str) -> float:
    return float(getattr(figures, name))


def _format_spread(values: Sequence[float], form: str) -> str:
    return f"{np.mean(values):{form}} ± {np.std(values, ddof=1):.2f}"


if __name__ == "__main__":
    main()
