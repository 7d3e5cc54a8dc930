"""The home page of people who work on no case."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from amparo.ledger.text import t
from amparo.ui.home import home_sections_for
from amparo.ui.pages.base import ReaderRequest, signed_in


@signed_in
def home(request: ReaderRequest) -> HttpResponse:
    """Show the sections of links for this person."""
    return render(request, "ui/home.html", {"title": t("Inicio", "Home"), "sections": home_sections_for(request.actor)})
