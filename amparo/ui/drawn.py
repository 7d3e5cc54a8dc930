"""A signature drawn with a finger or a pen, kept as the strokes that were drawn and nothing else."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

MAX_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class DrawnSignature:
    """Marks a text that no form asks for in writing: a page with a pen does."""


Strokes = Annotated[str, StringConstraints(pattern=r"^M[ML0-9 .,]*$", max_length=MAX_BYTES), DrawnSignature()]
"""The path of an SVG, of straight lines alone: it can be shown and can do nothing else."""
