"""Papers: what was decided, to be printed and signed, each with a code that leads to the hash of its event."""

from amparo.cases.papers.catalogue import PAPERS, available, paper_of
from amparo.cases.papers.printing import content, inputs_of, pdf
from amparo.cases.papers.shape import Paper, Reading, Section
from amparo.ui.paper_code import CODE_LENGTH, is_genuine, paper_code

__all__ = [
    "CODE_LENGTH",
    "PAPERS",
    "Paper",
    "Reading",
    "Section",
    "available",
    "content",
    "inputs_of",
    "is_genuine",
    "paper_code",
    "paper_of",
    "pdf",
]
