"""One attacker of each kind, for the bench of load."""

from __future__ import annotations

import io
import itertools
import secrets
import socket
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlsplit

from PIL import Image

from bench.browserless import HttpReader
from bench.made_cases import PASSWORD

HALF_SENT = 100
_HEAD = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"


@dataclass
class Attack:
    """An attacked node, and how it answered, by kind of attack.

    `insider`: a person who attacks from within, on these `cases`.
    """

    base_url: str
    insider: str
    cases: list[str]
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def address(self) -> tuple[str, int]:
        """Return host and port of the node."""
        parts = urlsplit(self.base_url)
        return parts.hostname or "", parts.port or 80


def half_send(attack: Attack, until: float) -> None:
    """Hold half-sent headers and bodies, and send a byte now and then."""
    held: list[socket.socket] = []
    while time.monotonic() < until:
        while len(held) < HALF_SENT:
            held.append(socket.create_connection(attack.address))
            held[-1].sendall(_HEAD if len(held) % 2 else _HEAD + b"Content-Length: 100000\r\n\r\nhalf")
            held[-1].setblocking(False)
        time.sleep(1)
        held = [each for each in held if _is_still_open(each, attack)]
    for each in held:
        each.close()


def _is_still_open(each: socket.socket, attack: Attack) -> bool:
    try:
        each.send(b"x")
        each.recv(4096)
    except BlockingIOError:
        return True
    except OSError:
        pass
    attack.answers["half-sent: ended by the node"] += 1
    each.close()
    return False


def make_up_tokens(attack: Attack, until: float) -> None:
    """Ask with another token and another forwarded address each time."""
    while time.monotonic() < until:
        headers = {
            "Authorization": f"Bearer {secrets.token_hex(8)}",
            "X-Forwarded-For": f"192.0.2.{time.time_ns() % 250}",
        }
        attack.answers[f"made-up token: {_ask(attack, '/api/v1/cases', headers)}"] += 1
        time.sleep(0.05)


def guess_passwords(attack: Attack, until: float) -> None:
    """Guess a colleague's password."""
    while time.monotonic() < until:
        try:
            HttpReader(attack.base_url, attack.insider, secrets.token_hex(8))
        except RuntimeError as refused:
            attack.answers[f"guessed password: {str(refused).split()[-1]}"] += 1
        time.sleep(1)


def ask_without_pause(attack: Attack, until: float) -> None:
    """Ask for lists as fast as the node answers, signed in."""
    reader = HttpReader(attack.base_url, attack.insider, PASSWORD)
    while time.monotonic() < until:
        try:
            reader.get("/cases/")
            attack.answers["list without pause: 200"] += 1
        except RuntimeError as refused:
            attack.answers[f"list without pause: {str(refused).split()[-1]}"] += 1


def upload_hostile_files(attack: Attack, until: float) -> None:
    """Upload files made to hold a process, one after another, signed in."""
    reader = HttpReader(attack.base_url, attack.insider, PASSWORD)
    files = itertools.cycle([("slow pdf", slow_pdf()), ("50 megapixels", large_picture()), ("zip bomb", zip_bomb())])
    while time.monotonic() < until:
        name, content = next(files)
        path = "/reports/import/" if name == "zip bomb" else f"/cases/{attack.cases[0]}/files/"
        try:
            reader.upload(path, content, kind="other", about="hostile")
            attack.answers[f"{name}: accepted"] += 1
        except RuntimeError as refused:
            attack.answers[f"{name}: {str(refused).split()[-1]}"] += 1


def _ask(attack: Attack, path: str, headers: dict[str, str]) -> int:
    connection = HTTPConnection(*attack.address, timeout=60)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def slow_pdf() -> bytes:
    """Return a page of three million lines, packed into some kilobytes."""
    drawn = zlib.compress(b"0 0 m 595 842 l S\n" * 3_000_000, 9)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return body + b"trailer << /Size 5 /Root 1 0 R >>\n%%EOF"


def large_picture() -> bytes:
    """Return a picture of fifty million pixels."""
    out = io.BytesIO()
    Image.new("RGB", (10_000, 5_000), "teal").save(out, "PNG", compress_level=1)
    return out.getvalue()


def zip_bomb() -> bytes:
    """Return a spreadsheet that unpacks to as much as is let through."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<a>" * 7_900_000)
    return out.getvalue()


ATTACKERS: tuple[Callable[[Attack, float], None], ...] = (
    half_send,
    make_up_tokens,
    guess_passwords,
    ask_without_pause,
    upload_hostile_files,
)
