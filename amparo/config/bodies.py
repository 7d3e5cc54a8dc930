"""Reading the body of a request before any work on it begins.

Within a size, and within a deadline that moves with what arrives: a photograph over a poor line gets its time, one
byte a second does not. The figures are those of Apache's mod_reqtimeout (20 s, then 500 bytes/s), doubled.
"""

from __future__ import annotations

import asyncio
from collections import Counter
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

    `status`: 408 too slow, 413 too large, 429 too many at a time from one address.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class BodyReader:
    """Reads bodies, and counts those under way by address."""

    def __init__(self) -> None:
        self._unfinished: Counter[str] = Counter()

    async def read(self, receive: Receive, *, address: str) -> BytesIO:
        """Return a whole body, at its beginning.

        Raises `RefusedBody`; `RequestAborted` when the client left.
        """
        with self._counted(address):
            try:
                return await _read_in_time(receive)
            except TimeoutError as error:
                raise RefusedBody(408) from error

    @contextmanager
    def _counted(self, address: str) -> Iterator[None]:
        if self._unfinished[address] >= MOST_UNFINISHED:
            raise RefusedBody(429)
        self._unfinished[address] += 1
        try:
            yield
        finally:
            self._unfinished[address] -= 1
            if not self._unfinished[address]:
                del self._unfinished[address]  # or every address ever seen would stay


async def _read_in_time(receive: Receive) -> BytesIO:
    """Read to the end.

    Past `MAX_BYTES` too: a browser shows no response while it cannot send.
    """
    body, size = BytesIO(), 0
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(GRACE_SECONDS) as deadline:
        while True:
            part = await receive()
            if part["type"] == "http.disconnect":
                raise RequestAborted
            size += len(part.get("body", b""))
            if size <= MAX_BYTES:
                body.write(part.get("body", b""))
            if not part.get("more_body"):
                break
            deadline.reschedule(began + min(GRACE_SECONDS + size / MIN_BYTES_A_SECOND, LONGEST_SECONDS))
    if size > MAX_BYTES:
        raise RefusedBody(413)
    body.seek(0)
    return body
