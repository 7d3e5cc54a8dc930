"""Who signs a paper.

A line for each, above it what they drew with a finger, when that is on file.
"""

from __future__ import annotations

import re
from itertools import batched

from amparo.cases.act import ACTS
from amparo.cases.file import Entry
from amparo.ui.forms.shape import shapes_of

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MARGIN = 4


def list_drawn_signatures(entry: Entry) -> list[tuple[str, str]]:
    """Return the label and the drawing of each signature that an act asks for.

    Drawings are SVG, empty where nobody signed.
    """
    asked = [shape for shape in shapes_of(ACTS[entry.act].Input) if shape.kind == "drawn"]
    return [(str(shape.words.label), render_svg(entry.get(shape.name) or "")) for shape in asked]


def render_svg(strokes: str) -> str:
    """Return an SVG picture of strokes, just large enough to hold them.

    Empty without a stroke.

    >>> svg("M10 20L30 40")[:60]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="6 16 28 28"'
    """
    numbers = [float(found) for found in _NUMBER.findall(strokes)]
    points = [pair for pair in batched(numbers, 2) if len(pair) == 2]
    if not points:
        return ""
    left, top = (min(point[axis] for point in points) - _MARGIN for axis in (0, 1))
    width, height = (max(point[axis] for point in points) + _MARGIN - edge for axis, edge in ((0, left), (1, top)))
    box = " ".join(f"{value:g}" for value in (left, top, width, height))
    line = f'<path d="{_clean_strokes(strokes)}" fill="none" stroke="black" stroke-width="2" stroke-linecap="round"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{line}</svg>'


def _clean_strokes(strokes: str) -> str:
    """Return strokes as SVG reads them.

    Each command with its pairs of numbers, what is left over dropped.
    """
    found = []
    for command, numbers in re.findall(r"([ML])([0-9 .,]*)", strokes):
        values = _NUMBER.findall(numbers)
        found += [f"{command}{x} {y}" for x, y in zip(values[::2], values[1::2], strict=False)]
    return "".join(found)
