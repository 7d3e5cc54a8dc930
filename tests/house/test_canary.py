"""What is written of a child stays where it belongs: marked words are planted at every door, and then searched for."""

from __future__ import annotations

import io
import logging
import os
import re
import sys
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, generate_totp_secret
from django.conf import settings as node
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amparo.accounts.models import Person
from amparo.accounts.second_factors import Adapter
from amparo.cases import drafts
from amparo.cases.models import Case, Draft
from amparo.config.cluster import EmbeddedServer
from amparo.ledger import clock
from amparo.ledger.rls import OPEN, POLICIES
from amparo.registry.reencode import MAX_BYTES
from amparo.ui.limits import IDLE
from tests.callers import owner_of_form, post, signed_in, with_token
from tests.cases.test_perform import at_once
from tests.factories import Team, child, reading_as, team, unique, word
from tests.house.database import as_owner, connected
from tests.house.test_commands import amparo
from tests.registry.test_files import picture
from tests.tracing.test_import_pages import led_to
from tests.tracing.test_imports import csv_of

pytestmark = pytest.mark.xdist_group("chain")
ORDER = ("--reason", "Lo pidió la joven", "--ordered-by", "Juzgado 3, oficio 118/2026")
PACKED = re.compile(rb"[A-Za-z0-9+/_-]{24,}")

_opened: list[str] | None = None


def _note_opened(event: str, arguments: tuple[Any, ...]) -> None:
    """Note each file that this process opens to write it, while somebody asks."""
    if _opened is None or event != "open":
        return
    path, _, flags = arguments
    if isinstance(path, str) and isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
        _opened.append(path)


sys.addaudithook(_note_opened)


@dataclass(frozen=True)
class Planted:
    """Words that only the case knows, words of other children, and seeds of second factors; and what they left."""

    us: Team
    case: Case
    of_case: list[str]
    others: list[str]
    seeds: list[str]
    logged: str
    written: list[str]

    @property
    def all(self) -> list[str]:
        return self.of_case + self.others + self.seeds


class Marks:
    """Makes marked words and remembers them."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self) -> str:
        self.made.append(f"Canario{word()}{word()}")
        return self.made[-1]


@pytest.fixture(scope="module")
def planted(django_db_blocker: Any) -> Iterator[Planted]:
    """Everything planted once, as on a real node with the settings of a demo's pages."""
    global _opened
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, heard() as log:
        patch.setattr(node, "DEMO", True)
        patch.setattr("amparo.ui.limits.REQUESTS_A_MINUTE", 10**9)
        _opened = []
        try:
            found = _plant(patch, log, _opened)
            _require_arrival(found)  # before the test that erases the case, in whatever order they run
            yield found
        finally:
            _opened = None


class heard:
    """What the node's processes log, as their handler writes it."""

    def __enter__(self) -> io.StringIO:
        said = io.StringIO()
        self._handler = logging.StreamHandler(said)
        self._handler.setFormatter(
            next(each.formatter for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
        )
        logging.getLogger().addHandler(self._handler)
        return said

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self._handler)


def _plant(patch: pytest.MonkeyPatch, log: io.StringIO, opened: list[str]) -> Planted:
    us, mark, other = team(), Marks(), Marks()
    case = child(us, names={"given": mark(), "first_surname": mark()})
    who = Person.objects.get(id=us.officer.id)
    _plant_forms(signed_in(who), f"/cases/{case.id}/do/record_family_risk/", mark, patch)
    _plant_in_api(with_token(who), case, mark)
    _plant_files(signed_in(who), f"/cases/{case.id}/files/", mark)
    led_to(signed_in(who), csv_of([other(), other(), "niña", "9", other()]))
    signed_in(who).post("/cases/new/", {"names.given": other(), "do": "keep"})
    return Planted(us, case, mark.made, other.made, _plant_seeds(who), log.getvalue(), list(opened))


def _plant_forms(client: Client, path: str, mark: Callable[[], str], patch: pytest.MonkeyPatch) -> None:
    """A form kept twice at once, saved, refused, sent, broken on the way, and sent after the session ended."""
    owner = owner_of_form(client, path)

    def send(do: str, **answers: str) -> int:
        return client.post(path, {"owner": owner, "do": do, "evidence": mark()} | answers).status_code

    assert at_once(*[partial(send, "keep")] * 2) == [200, 200]
    assert send("draft") == 302
    assert send("act", family_implicated="perhaps") == 422
    assert send("act", family_implicated="yes", who=mark()) == 302
    with patch.context() as broken:
        broken.setattr(drafts, "autosave", _break)
        assert send("keep") == 500
    assert client.get("/cases/", {"q": mark()}).status_code == 200
    with clock.at(clock.now() + IDLE + timedelta(hours=1)):
        assert send("act") == 302
    assert client.session["typed_before_sign_in"]


def _break(case: Case, act: str, typed: drafts.Typed, **_: object) -> None:
    """The database refuses what was typed, and says so with every word of it."""
    Draft.objects.create(case=case, act=act * 100, typed=typed, saved_at=clock.now())


def _plant_in_api(client: Client, case: Case, mark: Callable[[], str]) -> None:
    for evidence in (mark(), {"a": mark()}):
        body = {"family_implicated": "no", "evidence": evidence}
        post(client, f"/cases/{case.id}/records/record_family_risk", body, **{"Idempotency-Key": unique("k")})


def _plant_files(client: Client, path: str, mark: Callable[[], str]) -> None:
    """A picture with a place and a name, one that is refused, and one larger than any that is taken."""
    for content in (picture(), b"%PDF-1.7 " + mark().encode(), mark().encode() + bytes(MAX_BYTES + 2**20)):
        upload = SimpleUploadedFile(f"{mark()}.jpg", content)
        client.post(path, {"file": upload, "kind": "photograph", "about": mark()})


def _plant_seeds(who: Person) -> list[str]:
    """A code app that is being set up, one that is on, and recovery codes."""
    client = signed_in(who)
    session = client.session
    session[SECRET_SESSION_KEY] = generate_totp_secret()
    session.save()
    active = generate_totp_secret()
    TOTP.activate(who, active)
    codes = RecoveryCodes.activate(who).instance
    return [session[SECRET_SESSION_KEY], active, Adapter().decrypt(codes.data["seed"])]


def unpacked(content: bytes) -> Iterator[bytes]:
    """What lies in the open, as it is and in the packages that Django and others make: hex, base64, zlib."""
    yield content
    for found in PACKED.findall(content):
        whole = found[: len(found) // 4 * 4]
        part = urlsafe_b64decode(whole.replace(b"+", b"-").replace(b"/", b"_"))
        yield part
        try:
            yield zlib.decompressobj().decompress(part)
        except zlib.error:
            continue


def found_in(content: bytes, marks: list[str]) -> set[str]:
    """The marks that a hostile reader would find."""
    return {
        mark
        for layer in unpacked(content)
        for mark in marks
        if mark.encode() in layer or mark.encode().hex().encode() in layer
    }


def dump(table: str) -> bytes:
    with connected("owner") as owner, owner.cursor() as cursor, cursor.copy(f"copy {table} to stdout") as rows:  # type: ignore[arg-type]
        return b"".join(bytes(row) for row in rows)


def test_the_search_finds_what_lies_in_the_open() -> None:
    session = signing.dumps({"typed": ["Canariobarabara" * 9]}, compress=True)
    for content in (b"Canariobarabara", b"\\x" + b"Canariobarabara".hex().encode(), session.encode()):
        assert found_in(content, ["Canariobarabara", "Canarionada"]) == {"Canariobarabara"}


def _require_arrival(planted: Planted) -> None:
    with as_owner() as owner:
        for table in ("registry_card", "tracing_reportimportrow", "cases_draft"):
            likes = [f"%{mark}%" for mark in planted.of_case + planted.others]
            row = owner.execute(f"select 1 from {table} one where one::text like any(%s)", [likes]).fetchone()  # type: ignore[arg-type]
            assert row, f"nothing was planted in {table}"
    assert "ERROR" in planted.logged or "Internal Server Error" in planted.logged, "something broke on the way"


@pytest.mark.parametrize("table", sorted(OPEN))
def test_no_open_table_holds_a_word(planted: Planted, table: str) -> None:
    assert found_in(dump(table), planted.all) == set()


def test_no_log_holds_a_word(planted: Planted) -> None:
    assert found_in(planted.logged.encode(), planted.all) == set()
    if not os.environ.get("DATABASE_URL"):
        log = EmbeddedServer(Path(os.environ["AMPARO_HOME"]) / "postgresql", durable=False).folder / "log"
        assert found_in(log.read_bytes(), planted.all) == set()


def test_nothing_is_written_to_a_disk_but_sealed_files(planted: Planted) -> None:
    files = {path for path in planted.written if "__pycache__" not in path and path != os.devnull}
    assert {path for path in files if not Path(path).is_relative_to(node.MEDIA_ROOT)} == set()
    assert files, "a picture was stored"
    for path in filter(os.path.isfile, files):
        assert found_in(Path(path).read_bytes(), planted.all) == set()


def test_a_dump_holds_no_word_of_a_case_that_was_erased(planted: Planted) -> None:
    done = amparo("case", "erase", planted.case.number, *ORDER, typed=f"{planted.case.number.lower()}\n")
    assert done.returncode == 0, done.stderr
    likes = [f"%{form}%" for mark in planted.of_case for form in (mark, mark.encode().hex())]
    with connected("owner") as owner:
        left = {
            table
            for table in POLICIES
            if owner.execute(f"select 1 from {table} one where one::text like any(%s) limit 1", [likes]).fetchone()  # type: ignore[arg-type]
        }
    assert left == set()
    with reading_as(planted.us.officer):
        assert not Draft.objects.filter(case=planted.case.id).exists()
