"""Bar charts as SVG drawn on the server: no script, scalable, printable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_ROW_HEIGHT, _LABEL_TOP, _BAR_TOP, _BAR_HEIGHT = 44, 15, 22, 14
_MAIN_COLOUR, _SECOND_COLOUR, _EMPTY_COLOUR = "#0b5563", "#7fa9b1", "#c5ced1"
_MAX_WIDTH_PERCENT = 88
"""Width of the longest bar in percent: its number is printed beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and count. `soft`: drawn lighter, as the second of a pair."""

    label: str
    count: int
    soft: bool = False


def draw_bars(rows: Sequence[Bar], title: str) -> SafeString:
    """Return a horizontal bar chart, one row for each bar.

    `title` is its name for screen readers.
    """
    most = max((row.count for row in rows), default=0) or 1
    drawn = format_html_join("", _BAR_TEMPLATE, (_bar_attributes(at, row, most) for at, row in enumerate(rows)))
    return format_html(
        '<svg role="img" aria-label="{}" width="100%" height="{}" fill="currentColor" font-size="16">{}</svg>',
        title,
        _ROW_HEIGHT * len(rows),
        drawn,
    )


_BAR_TEMPLATE = (
    '<text x="0" y="{words_at}">{label}</text>'
    '<rect x="0" y="{bar_at}" width="{width}%" height="{height}" fill="{fill}"></rect>'
    '<text x="{width}%" dx="8" y="{count_at}">{count}</text>'
)


def _bar_attributes(at: int, row: Bar, most: int) -> dict[str, object]:
    top = at * _ROW_HEIGHT
    return {
        "words_at": top + _LABEL_TOP,
        "bar_at": top + _BAR_TOP,
        "count_at": top + _BAR_TOP + _BAR_HEIGHT - 1,
        "width": f"{max(row.count / most * _MAX_WIDTH_PERCENT, 0.4):.1f}",
        "height": _BAR_HEIGHT,
        "fill": _EMPTY_COLOUR if not row.count else _SECOND_COLOUR if row.soft else _MAIN_COLOUR,
        "label": row.label,
        "count": row.count,
    }
