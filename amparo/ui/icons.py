"""Icons as SVG, drawn on a grid of 16. Meaning never depends on colour alone."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SHAPES = {
    "ok": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M8 4.5V8l2.5 2" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    "soon": '<path d="M8 1l7.5 13.5H.5z"/><path d="M8 6v4.5M8 12v1" stroke="#fff" stroke-width="1.8"/>',
    "late": '<path d="M8 0l8 8-8 8-8-8z"/><path d="M8 3.5V9M8 11v1.5" stroke="#fff" stroke-width="2"/>',
    "done": '<path d="M2 8.5l4 4 8-9" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "block": (
        '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M4.5 8h7" stroke="currentColor" stroke-width="2"/>'
    ),
    "lock": (
        '<path d="M2.5 7h11v8h-11z"/>'
        '<path d="M5 7V4.5a3 3 0 016 0V7" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    "eye": (
        '<path d="M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8z"'
        ' fill="none" stroke="currentColor" stroke-width="1.8"/>'
        '<circle cx="8" cy="8" r="2.2"/>'
    ),
    "same": '<path d="M2.5 5.5h11M2.5 10.5h11" stroke="currentColor" stroke-width="2.2"/>',
    "different": '<path d="M2.5 5.5h11M2.5 10.5h11M11 2L5 14" stroke="currentColor" stroke-width="2"/>',
    "missing": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.3"/>'
    ),
    "forward": '<path d="M3 8h9M8.5 4l4 4-4 4" fill="none" stroke="currentColor" stroke-width="2"/>',
}


def draw_icon(name: str) -> SafeString:
    """Return the icon of this name as SVG, hidden from screen readers.

    Raises `KeyError`.
    """
    return format_html(
        '<svg class="am-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_SHAPES[name]),  # noqa: S308 (constants above)
    )
