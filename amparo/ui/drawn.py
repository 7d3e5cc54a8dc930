"""A signature drawn with a finger or a pen, stored as its strokes only."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

MAX_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class DrawnSignature:
    """Marks a text field that is drawn on a signature pad, never typed."""


Strokes = Annotated[str, StringConstraints(pattern=r"^M[ML0-9 .,]*$", max_length=MAX_BYTES), DrawnSignature()]
"""The path of an SVG made of straight lines only, so that it is safe to render."""
