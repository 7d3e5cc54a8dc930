"""Pictures of counts, drawn here as SVG: they need no script, grow with their place, and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_ROW, _WORDS_AT, _BAR_AT, _BAR = 44, 15, 22, 14
_FULL, _SOFT, _LINE = "#0b5563", "#7fa9b1", "#c5ced1"
_WIDEST = 88
"""How much of the width the longest bar takes, in percent: its number stands beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, and how many. `soft`: the second of two that belong together."""

    label: str
    count: int
    soft: bool = False


def bars(rows: Sequence[Bar], title: str) -> SafeString:
    """Bars one below the other, each below its words and before its number; `title` names the picture to who hears the page."""
    most = max((row.count for row in rows), default=0) or 1
    drawn = format_html_join("", _ONE, (_placed(at, row, most) for at, row in enumerate(rows)))
    return format_html(
        '<svg role="img" aria-label="{}" width="100%" height="{}" fill="currentColor" font-size="16">{}</svg>',
        title,
        _ROW * len(rows),
        drawn,
    )


_ONE = (
    '<text x="0" y="{words_at}">{label}</text>'
    '<rect x="0" y="{bar_at}" width="{width}%" height="{height}" fill="{fill}"></rect>'
    '<text x="{width}%" dx="8" y="{count_at}">{count}</text>'
)


def _placed(at: int, row: Bar, most: int) -> dict[str, object]:
    top = at * _ROW
    return {
        "words_at": top + _WORDS_AT,
        "bar_at": top + _BAR_AT,
        "count_at": top + _BAR_AT + _BAR - 1,
        "width": f"{max(row.count / most * _WIDEST, 0.4):.1f}",
        "height": _BAR,
        "fill": _LINE if not row.count else _SOFT if row.soft else _FULL,
        "label": row.label,
        "count": row.count,
    }
