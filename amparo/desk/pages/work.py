"""My work: the home of everybody who works on cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from amparo.accounts.roles import ROLES
from amparo.ledger.text import t
from amparo.ui.home import home_sections_for
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.pages.home import home


@signed_in
def my_work(request: ReaderRequest) -> HttpResponse:
    """Show what this person does all day, in sections that contexts declare."""
    if not ROLES[request.actor.role].sees_cases:
        return home(request)
    context = {"title": t("Mi trabajo", "My work"), "sections": home_sections_for(request.actor)}
    return render(request, "desk/work.html", context)
