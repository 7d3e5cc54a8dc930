"""Papers.

What was decided, to be printed and signed, each with a code that leads to the hash of its event.
"""

from amparo.cases.papers.catalogue import PAPERS, find_paper, list_available
from amparo.cases.papers.printing import build_content, render_pdf
from amparo.cases.papers.shape import Paper, Reading, Section
from amparo.ui.paper_code import CODE_LENGTH, is_genuine, paper_code

__all__ = [
    "CODE_LENGTH",
    "PAPERS",
    "Paper",
    "Reading",
    "Section",
    "build_content",
    "find_paper",
    "is_genuine",
    "list_available",
    "paper_code",
    "render_pdf",
]
