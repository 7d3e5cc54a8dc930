"""What each idea of the engine is worth: `python -m bench.linkage.ablation [--seeds 3]`.

Each idea is taken out, the weights are learnt anew without it (from nothing, not from those that are shipped), and fresh
questions are asked: with the generator's errors, with our own, with our own where a registry has only names, sex and birth, and
where it has papers. Mean ± standard deviation over the seeds, and the same of the difference from the whole engine on the very
same questions.
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
from bench.linkage.figures import Figures, judged
from bench.linkage.questions import Keyed, Question
from bench.linkage.sets import ONLY_NAMES, Made
from bench.linkage.training import Bound, Examples, answers, compared, together

SIZE = 20_000
QUESTIONS = 800
RIVALS = 30
"""Half as many records a question as the shipped weights are learnt from: it takes half the time."""
KINDS = ("generator", "other errors", "other errors, names and birth only", "other errors, with papers")
FIGURES = ("recall_at_1", "f1", "recall_at_1_percent")
WHOLE = "whole"
_IMPOSSIBLE = -1e3
_TOLD_BY_ANY = 5.0
"""What every word tells when none tells more than another: about what a common surname does."""

type Set = tuple[list[Keyed], list[Question]]
type Change = tuple[object, str, object]


def _all_tell_the_same(ids: NDArray[np.int32], how: NDArray[np.uint8], counts: Counts) -> NDArray[np.float32]:
    return np.array([0.0] + [_TOLD_BY_ANY] * (query.LEVELS - 1), np.float32)


def _years_alone(first: int, last: int, from_: NDArray[np.int32], to: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Births compared, but the day and the month say nothing where the year is not the same or the next one."""
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
    "frequencies": ((query, "_compute_information", _all_tell_the_same),),
    "parting of surnames": ((query, "_find_two_surnames", lambda word, tables: []),),
    "slips in numbers of papers": ((query, "hash_near_documents", lambda documents: ()),),
    "days of another year": ((births, "compare", _years_alone),),
    "doubt whether a rival is the child": ((weighing, "_compute_offers", lambda same, rival: rival),),
    "what theory says before any example": ((training, "_before", lambda: np.zeros((len(EXPLANATIONS), len(NAMES)))),),
}
"""What is put in the place of each idea."""


def main() -> None:
    """All seeds, two at a time; a table for each kind of errors."""
    parser = argparse.ArgumentParser(prog="python -m bench.linkage.ablation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many registries of each kind (default 3)")
    seeds = parser.parse_args().seeds
    with get_context("spawn").Pool(2) as pool:
        found = list(pool.imap(measured, range(seeds)))
    for kind in KINDS:
        print(f"\n{kind}: {seeds} registries of {SIZE}, {QUESTIONS} questions each\n")
        print("\n".join(table([one[kind] for one in found])), flush=True)


def measured(seed: int) -> dict[str, dict[str, Figures]]:
    """Figures by kind of errors and by what was taken out, for one seed."""
    learnt, tried = _sets(2000 + 10 * seed), dict(zip(KINDS, _sets(3000 + 10 * seed), strict=True))
    found: dict[str, dict[str, Figures]] = {kind: {} for kind in KINDS}
    for name, weights in _whole(learnt):
        _tell(found, name, tried, weights)
    for name, changes in IDEAS.items():
        with _instead(changes):
            _tell(found, f"without {name}", tried, _learnt([compared(*one) for one in learnt]))
    return found


def _sets(seed: int) -> list[Set]:
    """One of each kind."""
    generated, ours = Made(SIZE, QUESTIONS, seed, by_generator=True), Made(SIZE, QUESTIONS, seed + 1)
    bare, papers = Made(SIZE, QUESTIONS, seed + 2, without=ONLY_NAMES), Made(SIZE, QUESTIONS, seed + 3, papers=True)
    return [made.make() for made in (generated, ours, bare, papers)]


def _whole(learnt: Sequence[Set]) -> Iterator[tuple[str, Weights]]:
    """What needs no other comparison: all of it, without an explanation, learnt from one kind of errors only."""
    examples = [compared(*one) for one in learnt]
    yield WHOLE, _learnt(examples)
    for at, name in enumerate(EXPLANATIONS[1:], 1):
        with _instead(_without_explanation(at)):
            yield f"without the {name}", _learnt(examples)
    yield "learnt from the generator only", _learnt(examples[:1])
    yield "learnt from other errors only", _learnt(examples[1:])


def _tell(found: dict[str, dict[str, Figures]], name: str, tried: dict[str, Set], weights: Weights) -> None:
    for kind, (registry, questions) in tried.items():
        found[kind][name] = judged(questions, answers(registry, questions, weights), 0.5)


def _learnt(examples: Sequence[Examples]) -> Weights:
    """From nothing: the weights that are shipped know of everything that is taken out here."""
    nothing = Weights(np.zeros((len(EXPLANATIONS), len(NAMES))), np.zeros(len(EXPLANATIONS)))
    with patch.object(training, "default_weights", lambda: nothing):
        return training.learn(_fewer(together(examples)))


def _fewer(all_: Examples) -> Examples:
    return replace(all_, evidence=all_.evidence[:, :RIVALS], there=all_.there[:, :RIVALS], right=all_.right[:, :RIVALS])


def _without_explanation(at: int) -> tuple[Change, ...]:
    """It is made impossible; the questions that it was the answer to have the answer "none of them"."""
    bounds, right = training._bounds, training._right
    width = len(NAMES) + 1

    def impossible() -> list[Bound]:
        free = bounds()
        free[at * width + width - 1] = (_IMPOSSIBLE, _IMPOSSIBLE)
        return free

    def of_the_others(examples: Examples) -> NDArray[np.bool_]:
        found = right(examples)
        found[:, at : -1 : len(EXPLANATIONS)] = False
        found[:, -1] |= ~found[:, :-1].any(1)
        return found

    return ((training, "_bounds", impossible), (training, "_right", of_the_others))


@contextmanager
def _instead(changes: Sequence[Change]) -> Iterator[None]:
    with ExitStack() as stack:
        for owner, name, value in changes:
            stack.enter_context(patch.object(owner, name, value))
        yield


def table(found: Sequence[dict[str, Figures]]) -> list[str]:
    """Lines of a table in Markdown: what each figure is, in percent, and how far it is from that of the whole."""
    lines = ["| | " + " | ".join(FIGURES) + " |", "|---|" + "---|" * len(FIGURES)]
    for name in found[0]:
        cells = []
        for figure in FIGURES:
            values = [100 * _figure(one[name], figure) for one in found]
            apart = [100 * (_figure(one[name], figure) - _figure(one[WHOLE], figure)) for one in found]
            cells.append(_spread(values, ".2f") + (f" ({_spread(apart, '+.2f')})" if name != WHOLE else ""))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _figure(figures: Any, name: str) -> float:
    return float(getattr(figures, name))


def _spread(values: Sequence[float], form: str) -> str:
    return f"{np.mean(values):{form}} ± {np.std(values, ddof=1):.2f}"


if __name__ == "__main__":
    main()
