"""Reading the body of a request before any work on it begins.

Within a size, and within a deadline that moves with what arrives: a photograph over a poor line gets its time, one
byte a second does not. The figures are those of Apache's mod_reqtimeout (20 s, then 500 bytes/s), doubled.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestAborted

type Receive = Callable[[], Awaitable[Mapping[str, Any]]]
"""ASGI's function that returns the next part of a request."""

MAX_BYTES = 16 * 1024 * 1024
"""More than any form here takes: the form says of a file that it is too large, and of which size it may be."""
GRACE_SECONDS = 20.0
MIN_BYTES_A_SECOND = 1000
LONGEST_SECONDS = 600.0
MOST_UNFINISHED = 64
"""Bodies that one address may be sending at a time, so that it fills neither memory nor the table of connections."""


class RefusedBody(Exception):
    """The body is refused.

    `status`: 408 too slow, or the oldest of too many at a time from one address; 413 too large.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class BodyReader:
    """Reads bodies, and knows those under way by address."""

    def __init__(self) -> None:
        self._under_way: dict[str, list[asyncio.Timeout]] = {}

    async def read(self, receive: Receive, *, address: str) -> BytesIO:
        """Return a whole body, at its beginning.

        Raises `RefusedBody`; `RequestAborted` when the client left.
        """
        try:
            async with asyncio.timeout(GRACE_SECONDS) as deadline:
                with self._listed(deadline, address):
                    return await _read_until(deadline, receive)
        except TimeoutError as error:
            raise RefusedBody(408) from error

    @contextmanager
    def _listed(self, deadline: asyncio.Timeout, address: str) -> Iterator[None]:
        """List a body as under way; one too many from this address ends the oldest.

        Not the newest: colleagues behind the address of whoever half-sends requests go on working.
        """
        of_address = self._under_way.setdefault(address, [])
        of_address.append(deadline)
        if len(of_address) > MOST_UNFINISHED:
            _move(of_address.pop(0), asyncio.get_running_loop().time())
        try:
            yield
        finally:
            if deadline in of_address:
                of_address.remove(deadline)
            if not of_address and self._under_way.get(address) is of_address:
                del self._under_way[address]  # or every address ever seen would stay


async def _read_until(deadline: asyncio.Timeout, receive: Receive) -> BytesIO:
    """Read to the end, and move the deadline with what arrives.

    Past `MAX_BYTES` too: a browser shows no response while it cannot send.
    """
    body, size = BytesIO(), 0
    began = asyncio.get_running_loop().time()
    while True:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise RequestAborted
        size += len(part.get("body", b""))
        if size <= MAX_BYTES:
            body.write(part.get("body", b""))
        if not part.get("more_body"):
            break
        _move(deadline, began + min(GRACE_SECONDS + size / MIN_BYTES_A_SECOND, LONGEST_SECONDS))
    if size > MAX_BYTES:
        raise RefusedBody(413)
    body.seek(0)
    return body


def _move(deadline: asyncio.Timeout, until: float) -> None:
    """Move a deadline, unless it is over."""
    if not deadline.expired() and (deadline.when() or 0) > asyncio.get_running_loop().time():
        deadline.reschedule(until)
