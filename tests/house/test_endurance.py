"""Half-sent requests hold neither the threads nor the connections of a node: real sockets, a real process."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest

from amparo.config import bodies
from amparo.config.commands import node

pytestmark = [pytest.mark.usefixtures("open_house"), pytest.mark.xdist_group("endurance")]

MANY = 50
GIVES_UP_AFTER = 60
HEADERS = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a web server as a node runs it, with shorter deadlines."""
    free = _free_port()
    command = node.web_command("127.0.0.1", str(free))
    command[command.index("--http1-header-read-timeout") + 1] = "3000"
    command[-1] = "tests.house.impatient_web:application"
    server = subprocess.Popen(command, env=os.environ | {"AMPARO_POOL": "1"})
    try:
        _wait_for(free, server)
        yield free
    finally:
        server.terminate()
        server.wait(timeout=GIVES_UP_AFTER)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + GIVES_UP_AFTER
    while time.monotonic() < ends and server.poll() is None:
        try:
            assert get(port, "/healthz") == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web server does not answer")


def get(port: int, path: str) -> int:
    """Return the status of a page, asked for over a connection of its own."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=GIVES_UP_AFTER)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


@pytest.fixture
def sockets(port: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as opened:
        yield [
            opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=GIVES_UP_AFTER))
            for _ in range(MANY)
        ]


def answer_to(sent: socket.socket) -> bytes:
    """Everything that the server sends before it hangs up."""
    parts = []
    try:
        while part := sent.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass  # it hung up while bytes were still on their way
    return b"".join(parts)


@pytest.mark.parametrize(
    ("half", "status"),
    [
        (b"", b""),
        (HEADERS, b""),
        (HEADERS + b"Content-Length: 1000\r\n\r\nhalf", b"HTTP/1.1 408 "),
        (HEADERS + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", b"HTTP/1.1 408 "),
        (b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"HTTP/1.1 200 "),
    ],
    ids=["nothing", "half the headers", "half the body", "half the chunks", "an answer never read, a connection kept"],
)
def test_fifty_half_sent_requests_stop_nobody(
    port: int, sockets: list[socket.socket], half: bytes, status: bytes
) -> None:
    for each in sockets:
        each.sendall(half)
    assert [get(port, "/sign-in") for _ in range(5)] == [200] * 5
    ends = [answer_to(each) for each in sockets]
    assert {end[: len(status)] for end in ends} == {status}


def test_one_byte_at_a_time_gains_no_time(port: int, sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.sendall(HEADERS + b"Content-Length: 100000\r\n\r\n")
        each.setblocking(False)
    waiting, ends, pages = list(sockets), time.monotonic() + GIVES_UP_AFTER, 0
    while waiting and time.monotonic() < ends:
        assert get(port, "/sign-in") == 200
        pages += 1
        waiting = [each for each in waiting if _drips(each)]
    assert waiting == []
    assert pages


def _drips(into: socket.socket) -> bool:
    """Send one more byte; return whether the server still waits for more."""
    try:
        into.send(b"x")
        return b"408" not in into.recv(4096)
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


def test_the_oldest_of_too_many_bodies_from_one_address_ends_and_the_newest_is_read() -> None:
    async def never() -> Mapping[str, object]:
        return await asyncio.Event().wait() and {}

    async def whole() -> Mapping[str, object]:
        return {"type": "http.request", "body": b"whole"}

    async def send_many() -> bytes:
        reader = bodies.BodyReader()
        held = [asyncio.create_task(reader.read(never, address="here")) for _ in range(bodies.MOST_UNFINISHED)]
        elsewhere = asyncio.create_task(reader.read(never, address="elsewhere"))
        await asyncio.sleep(0)
        newest = await reader.read(whole, address="here")
        ended, waiting = await asyncio.wait([*held, elsewhere], return_when=asyncio.FIRST_COMPLETED)
        assert [task.exception().status for task in ended] == [408]  # type: ignore[union-attr]  # it has one
        assert ended == {held[0]}
        for task in waiting:
            task.cancel()
        return newest.read()

    with ThreadPoolExecutor(1) as alone:  # the browser's driver has a loop in this thread
        assert alone.submit(asyncio.run, send_many()).result() == b"whole"


@pytest.mark.parametrize("path", ["/sign-in", "/api/v1/cases"])
def test_what_is_too_large_is_refused_in_words(port: int, path: str) -> None:
    with closing(HTTPConnection("127.0.0.1", port, timeout=GIVES_UP_AFTER)) as connection:
        connection.request("POST", path, body=b"x" * (bodies.MAX_BYTES + 1), headers={"Accept-Language": "en"})
        answer = connection.getresponse()
        words = answer.read().decode()
    assert answer.status == 413
    assert "too large" in words
