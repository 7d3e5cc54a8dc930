"""Django as an ASGI application that gives a thread to whole requests alone.

The event loop reads a request to its end, where thousands may wait at little cost. Only then does the request take one
of few threads, and it leaves it as soon as its response is made, however slowly that is received. See ADR 0019.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils.translation import get_language_from_request, override

from amparo.accounts.client_address import client_network
from amparo.config.bodies import BodyReader, Receive, RefusedBody
from amparo.ledger.text import t
from amparo.ui import problem

type Send = Callable[[Mapping[str, Any]], Awaitable[None]]
"""ASGI's function that sends a part of a response."""

THREADS = 8
_REFUSALS = {
    408: t("La petición tardó demasiado en llegar. Inténtelo de nuevo.", "The request took too long. Try again."),
    413: t(
        "Lo que envía es demasiado grande. Vuelva atrás y elija un archivo más pequeño.",
        "What you are sending is too large. Go back and choose a smaller file.",
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A response ready to be sent: nothing in it has still to be made."""

    status: int
    headers: list[tuple[bytes, bytes]]
    content: bytes


class WholeRequestHandler(ASGIHandler):
    """The application that the web server runs. Middleware and views are synchronous."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self._bodies = BodyReader()
        self._threads = ThreadPoolExecutor(THREADS, "request")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Read a request, have it answered in a thread, and send the response."""
        try:
            answer = await self._answer(scope, receive)
        except RequestAborted:
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.content})

    async def _answer(self, scope: dict[str, Any], receive: Receive) -> Answer:
        head, unreadable = self.create_request(scope, BytesIO())
        if head is None:
            return _finish_response(unreadable or HttpResponse(status=400))
        try:
            body = await self._bodies.read(receive, address=client_network(head)) if _has_body(head) else BytesIO()
        except RefusedBody as refused:
            return _finish_response(_refusal_response(head, refused.status))
        request = self.request_class(scope, body)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._respond, request)

    def _respond(self, request: ASGIRequest) -> Answer:
        """Answer a request: all use of the database is in here, in one thread."""
        set_script_prefix(request.script_name or "/")
        signals.request_started.send(sender=type(self), scope=request.scope)
        return _finish_response(self.get_response(request))


def _has_body(request: ASGIRequest) -> bool:
    """Return whether the headers announce a body (RFC 9112 §6.3)."""
    return "HTTP_TRANSFER_ENCODING" in request.META or request.META.get("CONTENT_LENGTH", "0") != "0"


def _finish_response(response: HttpResponseBase) -> Answer:
    """Return a response with its content, and close it.

    Closing ends its use of the database.
    """
    headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    cookies = [(b"Set-Cookie", cookie.OutputString().encode("ascii")) for cookie in response.cookies.values()]
    try:
        return Answer(response.status_code, headers + cookies, _content_of(response))
    finally:
        response.close()


def _content_of(response: HttpResponseBase) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response)  # asset files alone, which are small
    return response.content if isinstance(response, HttpResponse) else b""


def _refusal_response(request: ASGIRequest, status: int) -> HttpResponse:
    """Return the response to a request that was not read, and hang up."""
    with override(get_language_from_request(request)):
        if problem.is_api(request):
            response = problem.plain_response(status)
        else:
            response = HttpResponse(str(_REFUSALS[status]), status=status, content_type="text/plain; charset=utf-8")
    response["Connection"] = "close"
    return response
