"""The guide of `docs/guide` as pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.ledger.text import written_language
from amparo.ui.guide import FIRST, guide_pages


def guide(request: HttpRequest, slug: str = FIRST) -> HttpResponse:
    """Show one page of the guide, also to people who are not signed in."""
    pages = guide_pages(written_language())
    if slug not in pages:
        raise Http404
    links = [
        {
            "title": page.title,
            "href": reverse("help") if name == FIRST else reverse("help_page", args=[name]),
            "current": name == slug,
        }
        for name, page in pages.items()
    ]
    page = pages[slug]
    return render(request, "ui/help.html", {"title": page.title, "content": page.content, "pages": links})
