"""The guide of `docs/guide` as pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import nh3
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from amparo.ledger.text import written_language

_FOLDER: Path = settings.ROOT / "docs" / "guide"
FIRST = "index"


@cache
def _pages(language: str) -> dict[str, tuple[str, SafeString]]:
    """Return title and content of every page of the guide by slug, index first."""
    markdown = MarkdownIt("commonmark").enable("table")
    found = {}
    for path in sorted((_FOLDER / language).glob("*.md"), key=lambda p: (p.stem != FIRST, p.name)):
        text = path.read_text(encoding="utf-8")
        title = next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), path.stem)
        html = nh3.clean(markdown.render(text), attributes={"a": {"href"}, "th": {"align"}, "td": {"align"}})
        found[path.stem] = (title, mark_safe(html))  # noqa: S308  cleaned by nh3
    return found


def guide(request: HttpRequest, slug: str = FIRST) -> HttpResponse:
    """Show one page of the guide, also to people who are not signed in."""
    pages = _pages(written_language())
    if slug not in pages:
        raise Http404
    links = [
        {
            "title": title,
            "href": reverse("help") if name == FIRST else reverse("help_page", args=[name]),
            "current": name == slug,
        }
        for name, (title, _) in pages.items()
    ]
    title, content = pages[slug]
    return render(request, "ui/help.html", {"title": title, "content": content, "pages": links})
