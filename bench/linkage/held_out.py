"""Does the engine know damage that it was not trained on? `python -m bench.linkage.held_out`.

The weights are trained without one kind of damage (`damage.py`), and asked about that kind as others would do it
(`seen.py`); beside it stand the weights that were trained on all kinds. Registries of 20,000.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from amparo.matching.record import Record
from amparo.matching.weights import Weights
from bench.linkage.damage import DAMAGE, damage_record
from bench.linkage.figures import score_answers
from bench.linkage.seen import VIEWS, SeenSet
from bench.linkage.sets import LinkageSet
from bench.linkage.training import answer_questions, compare_questions, concatenate, learn

SAME_KIND = {
    "initials": "initials", "abbreviated": "abbreviations", "letters lost": "decoding", "letters misread": "machine",
    "misheard": "ears", "one column": "one column", "extra words": "titles", "other surname": "household",
}  # fmt: skip
"""Of each kind trained on, the kind that is asked about."""


def main() -> None:
    """Print for each kind and view: recall at the first place, with the kind left out of training and with it."""
    everything = _learn(tuple(DAMAGE))
    for left_out, asked in SAME_KIND.items():
        without = _learn(tuple(kind for kind in DAMAGE if kind != left_out))
        for view in VIEWS:
            registry, questions = SeenSet(view, 701, 20_000, 400, (asked,)).make()
            found = [
                score_answers(questions, answer_questions(registry, questions, weights), 0.5).recall_at_1
                for weights in (without, everything)
            ]
            print(f"{asked}, {view}: {found[0]:.3f} without, {found[1]:.3f} with", flush=True)


def _learn(kinds: Sequence[str]) -> Weights:
    def spoil(record: Record, chance: random.Random, kinds: tuple[str, ...] = tuple(kinds)) -> Record:
        return damage_record(record, chance, kinds)

    sets = [LinkageSet(5000, 800, 16), LinkageSet(5000, 1200, 84, spoil=spoil)]
    return learn(concatenate([compare_questions(*made.make()) for made in sets]), rounds=150)


if __name__ == "__main__":
    main()
