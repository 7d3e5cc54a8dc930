"""Reads of the consular matter, from a file as its reader may see it. No queries."""

from dataclasses import dataclass

from amparo.consular.facts import consular
from amparo.core.facts import Question
from amparo.core.file import CaseFile, Entry


@dataclass(frozen=True, slots=True)
class ConsularMatter:
    """Where it stands and every step, oldest first."""

    state: str
    steps: tuple[Entry, ...]


def consular_matter(file: CaseFile, question: Question) -> ConsularMatter:
    """The consular matter of a case."""
    state = consular(file, question)["consular"] or "not_due"
    return ConsularMatter(state, tuple(file.all("notify_consulate", "record_consular_step")))
