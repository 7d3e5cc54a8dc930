"""The guide: the pages of `docs/guide` that are for this kind of node.

A page may hold a table made from the code, so that it is always true: a line `<!-- table: roles -->` is replaced by the
table that a context registers under this name, in its room `guide_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from amparo.ledger.registry import Registry

_FOLDER: Path = settings.ROOT / "docs" / "guide"
_TABLE: Final = re.compile(r"^<!-- table: (\w+) -->$", re.MULTILINE)
_CELL: Final = {"role", "scope", "data-label"}
_ALLOWED: Final = {
    "a": {"href"},
    "table": {"class", "role"},
    "thead": {"role"},
    "tbody": {"role"},
    "tr": {"role"},
    "th": _CELL,
    "td": _CELL,
}
_ROLES: Final = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"}
FIRST: Final = "index"

type GuideTable = Callable[[], Sequence[Sequence[str]]]
"""A function that returns the rows of a table, the headings first; its texts may hold Markdown."""

GUIDE_TABLES: Registry[GuideTable] = Registry("table of the guide")


guide_table = GUIDE_TABLES.register
"""Register under a name the function that returns a table of the guide: `@guide_table("roles")`."""


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide."""

    title: str
    content: SafeString


def list_guide_files(language: Literal["es", "en"], kind: str) -> list[Path]:
    """Return the Markdown files for a kind of node, index first.

    Those of a national node are in the folder of the language, those of another kind in a folder named after it.
    """
    folder = _FOLDER / language if kind == "national" else _FOLDER / language / kind
    return sorted(folder.glob("*.md"), key=lambda path: (path.stem != FIRST, path.name))


@cache
def guide_pages(language: Literal["es", "en"]) -> dict[str, GuidePage]:
    """Return the pages of this node by slug, index first.

    `language`: the active one, in which the tables are made.
    """
    return {path.stem: _read_page(path) for path in list_guide_files(language, settings.NODE_KIND)}


def _read_page(path: Path) -> GuidePage:
    text = _TABLE.sub(lambda found: _to_markdown(GUIDE_TABLES[found[1]]()), path.read_text(encoding="utf-8"))
    title = next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), path.stem)
    return GuidePage(title, _render(text))


def _to_markdown(rows: Sequence[Sequence[str]]) -> str:
    headings, *others = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *others))


def _render(text: str) -> SafeString:
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(text)
    _mark_tables(tokens)
    html = nh3.clean(markdown.renderer.render(tokens, markdown.options, {}), attributes=_ALLOWED)
    return mark_safe(html)  # noqa: S308  cleaned by nh3


def _mark_tables(tokens: list[Token]) -> None:
    """Mark tables up as the component `data_list` does.

    On a phone each row is a block, and each cell names its column.
    """
    headings: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.tag in _ROLES and token.nesting == 1:
            token.attrs["role"] = _ROLES[token.tag]
        if token.type == "table_open":
            token.attrs["class"], headings = "am-list", []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            token.attrs = {"role": "columnheader", "scope": "col"}
            headings.append(_plain_text(tokens[place + 1]))
        elif token.type == "td_open":
            _mark_cell(token, tokens[place + 2], headings[column], is_first=column == 0)
            column += 1


def _mark_cell(opening: Token, closing: Token, heading: str, *, is_first: bool) -> None:
    """Mark up a cell of the body: the first of a row is its head."""
    if is_first:
        opening.attrs = {"role": "rowheader", "scope": "row"}
        opening.tag = closing.tag = "th"
    else:
        opening.attrs = {"role": "cell", "data-label": heading}


def _plain_text(inline: Token) -> str:
    return "".join(part.content for part in inline.children or ())
