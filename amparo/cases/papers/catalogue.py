"""Every kind of paper. Each context declares its own (`papers/`)."""

from __future__ import annotations

from amparo.cases.file import CaseFile, Entry
from amparo.cases.papers.shape import Paper
from amparo.ledger.registry import Registry
from amparo.ledger.text import t

AUTHORITY = t("Autoridad de protección", "Protection authority")
GUARDIAN = t("Tutora o tutor", "Guardian")
RECEIVER = t("Quien recibe", "Receiver")
SUPERVISOR = t("Supervisión", "Supervisor")
CHILD = t("Niña, niño o adolescente", "Child")

PAPERS: Registry[Paper] = Registry("paper")


def declare_papers(*papers: Paper) -> None:
    """Add kinds of paper."""
    for paper in papers:
        PAPERS.add(paper.slug, paper)


def list_available(file: CaseFile) -> list[tuple[Paper, Entry]]:
    """Return the papers whose act is on file, each with its latest entry."""
    return [(paper, entries[-1]) for paper in PAPERS.values() if (entries := paper.entries(file))]


def find_paper(entry: Entry) -> Paper | None:
    """Return the paper that can be printed of an entry, if there is one."""
    return next((paper for paper in PAPERS.values() if entry.act in paper.acts and paper.is_of(entry)), None)
