"""Papers.

What was decided, to be printed and signed, each with a code that leads to the hash of its event.
"""

from amparo.cases.papers.catalogue import PAPERS, find_paper, list_available
from amparo.cases.papers.printing import build_content, build_inputs, render_pdf
from amparo.cases.papers.shape import Paper, Reading, Section
from amparo.ui.paper_code import CODE_LENGTH, code_of, is_genuine

__all__ = [
    "CODE_LENGTH",
    "PAPERS",
    "Paper",
    "Reading",
    "Section",
    "build_content",
    "build_inputs",
    "code_of",
    "find_paper",
    "is_genuine",
    "list_available",
    "render_pdf",
]
