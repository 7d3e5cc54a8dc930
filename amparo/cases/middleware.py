"""Nothing about a child is read without a trace."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpResponse

from amparo.cases.readings import log_other_reading, readings_of_request
from amparo.ui.requests import ActorRequest

_CASES_OF_ADDRESS = ("case_id", "report_id")


class LogReadings:
    """Log that a case was read by whoever was shown a page or operation of it.

    Views log the part that they show. What none of them logged is logged here, by the end of its address.
    """

    def __init__(self, get_response: Callable[[ActorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        """Return the response, unchanged."""
        with readings_of_request() as logged:
            response = self.get_response(request)
            if request.method == "GET" and response.status_code == HTTPStatus.OK and request.actor:
                match = request.resolver_match
                shown = {match.kwargs[name] for name in _CASES_OF_ADDRESS if name in match.kwargs} if match else set()
                for case in shown - logged:
                    log_other_reading(case, request.path.rstrip("/").rpartition("/")[2], by=request.actor)
        return response
