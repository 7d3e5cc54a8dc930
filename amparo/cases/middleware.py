"""Nothing about a child is read without a trace: pages, operations and lists."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from amparo.accounts.roles import ROLES
from amparo.cases.compartments import EVERY
from amparo.cases.readings import log_listed, log_other_reading, readings_of_request
from amparo.ledger.actor import Actor
from amparo.ui.requests import ActorRequest

_TELLING_REFUSALS = frozenset({HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED, HTTPStatus.UNPROCESSABLE_ENTITY})
_TEXTS = frozenset({"text/html", "application/json"})
_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_CASES_OF_ADDRESS = ("case_id", "report_id")


def _shows_something(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the response shows what is on file.

    A page or an answer that was asked for; a refusal, which gives its reasons and the form again.
    """
    is_read = request.method == "GET" and response.status_code == HTTPStatus.OK
    return is_read or response.status_code in _TELLING_REFUSALS


def _find_ids(response: HttpResponse) -> set[UUID]:
    """Return every id that a page or an answer of the API holds."""
    is_text = response.get("Content-Type", "").partition(";")[0] in _TEXTS and not response.streaming
    return {UUID(found.decode()) for found in _ID.findall(response.content)} if is_text else set()


BLUR_SECONDS = 0.02
"""At most so long is an answer put off, by chance, for readers of cases who may not know all of them.

What is hidden from them costs the database a little time: less than this hides (`python -m bench leaks`).
"""
_CHANCE = secrets.SystemRandom()


def _blur_time(actor: Actor) -> None:
    if BLUR_SECONDS and actor.compartments != EVERY:
        time.sleep(_CHANCE.uniform(0, BLUR_SECONDS))


class LogReadings:
    """Log that a case was read by whoever was shown a page or operation of it.

    Views log the part that they show. What none of them logged is logged here, by the end of its address. Of any other
    answer (lists, searches, choices) the cases are logged that it leads to: it holds their ids, so that no list can be
    forgotten.
    """

    def __init__(self, get_response: Callable[[ActorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        """Return the response, unchanged."""
        with readings_of_request() as logged:
            response = self.get_response(request)
            by = request.actor
            if by is None or not ROLES[by.role].sees_cases:
                return response
            if _shows_something(request, response):
                match = request.resolver_match
                shown = {match.kwargs[name] for name in _CASES_OF_ADDRESS if name in match.kwargs} if match else set()
                for case in shown - logged:
                    log_other_reading(case, request.path.rstrip("/").rpartition("/")[2], by=by)
                # always one query: how many there are shows in no time
                log_listed(_find_ids(response) - shown - logged, by=by)
        _blur_time(by)
        return response
