"""What the pages of cases share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse

from amparo.accounts.roles import ROLES
from amparo.ui.pages.base import Page, ReaderRequest


def works_on_cases[**P](view: Page[P]) -> Callable[..., HttpResponse]:
    """Return only for roles that see cases; to others the page does not exist."""

    @wraps(view)
    def guarded(request: ReaderRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not ROLES[request.actor.role].sees_cases:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
