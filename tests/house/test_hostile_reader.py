"""A hostile reader: no response reveals whether there is a child whom they may not know.

Twin worlds, made by the same acts at the same instants, but for one thing:

- **A stranger's child**: in one there is a protected child (fear, asylum, trafficking, of the consul's own state, with
  the
  very names that are searched), in which the reader is not involved; in the other there is none.
- **A child whom the reader sees in general**: in one their file has entries in the compartments that the reader lacks.

Every page (from the resolver) and every operation (from the OpenAPI) is asked by a twin of the reader in each world;
what is answered must be the same byte for byte, with as many queries to the database, in as much time. Names, ids,
numbers and tokens, which differ between any two worlds, are told as the first, the second, … of their kind.

What may differ, and nothing else: gaps in `seq` and in the chain of hashes, which say that something was written and
not what. What may be done is told alike: whether a reserved reason stands in the way, only doing it tells.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from amparo.accounts.models import Agency, Person
from amparo.accounts.roles import ROLES as DECLARED
from amparo.accounts.selectors import actor_of
from amparo.cases import emergency
from amparo.cases.act import ACTS
from amparo.cases.models import Case
from amparo.cases.papers import PAPERS
from amparo.cases.tabs import TABS
from amparo.directory.models import Institution, Interpreter
from amparo.law import ACTIONS
from amparo.ledger import clock
from amparo.protection.models import Provider, RollEntry
from amparo.ui.choices import SOURCES
from tests.callers import post, signed_in, with_token
from tests.cases.histories import FITTING
from tests.consular.test_consular import consulate
from tests.factories import Team, agency, child, do, person, team, unique
from tests.house.database import as_owner, involve
from tests.protection.helpers import inform, institution, provider, roll
from tests.protection.test_care import ready
from tests.protection.test_sharing import TestShareWithOrigin, partner
from tests.shares import is_in_share

pytestmark = pytest.mark.usefixtures("open_house")

ROLES = ("consul", "border_officer", "partner_ngo")
NAMES = {"given": "Xochiquétzal", "first_surname": "Tzoc", "second_surname": "Ajanel"}
ROUNDS, TRIES = 5, 10
NOBODY = "11111111-1111-4111-8111-111111111111"


@dataclass(frozen=True)
class World:
    """A protection team, a reader in an agency of their own, and a child, if there is one."""

    us: Team
    reader: Person
    case: Case | None = None
    searched: tuple[str, ...] = ()
    known: dict[str, str] = field(default_factory=dict)


def _reader(role: str) -> Person:
    kind, country = {"consul": ("consulate", "GTM"), "border_officer": ("migration", "MEX")}.get(role, ("ngo", "MEX"))
    return person(role, agency(kind, country=country))


def _protected(us: Team, case: Case) -> None:
    """All that a hostile reader must not know."""
    feared = {"fear_of_return": "yes", "persecution_agent": "state", "asylum": "pending"}
    do("record_international_protection", case.id, us.officer, **feared, reason="Su padre es policía")
    do("record_trafficking_status", case.id, us.officer, trafficking="indicators", reason="Debe el viaje")
    do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="La vendieron")
    do("record_health", case.id, us.officer, allergies="Penicilina", pregnant="yes", told_by=["child"])
    needs = [{"need": "water_food", "state": "pending", "how": "No ha comido"}]
    do("record_urgent_needs", case.id, us.officer, needs=needs)
    do("record_incident", case.id, us.officer, types=["extortion"], account="En la frontera")
    do("refer_asylum", case.id, us.officer, institution=str(institution("refugee").id))
    do("record_safe_placement_request", case.id, us.officer, requested_of="Refugio especializado")


BEGAN = clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
ASKED = BEGAN + timedelta(hours=1)


def _team() -> Team:
    us = team()
    institution("protection", agency=us.agency)
    return us


@cache
def strangers(role: str, *, exists: bool) -> World:
    """A reader, and a protected child of another team: or only the names that such a child would have."""
    us, reader, names = _team(), _reader(role), _names()
    given = tuple(names.values())
    with clock.at(BEGAN):
        if not exists:
            return World(us, reader, None, given)
        officer = us.officer
        case = do("register", None, officer, names=names, **CHILD, protection_agency=str(us.agency.id)).case
        do("record_identity", case.id, officer, nationalities=["GTM"], statelessness="none", country_origin="GTM")
        inform(case, us.officer)
        _protected(us, case)
        _general(us, case, hidden=True)
        return World(us, reader, case, given)


@cache
def acquainted(role: str, *, hidden: bool) -> World:
    """A reader who sees a child in general, whose file has entries in every other compartment, or none."""
    us, reader, names = _team(), _reader(role), _names()
    with clock.at(BEGAN):
        by = actor_of(reader) if role == "border_officer" else us.officer
        case = do("register", None, by, names=names, **CHILD, protection_agency=str(us.agency.id)).case
        if role != "border_officer":
            involve(reader, case)
        do("record_identity", case.id, us.officer, nationalities=["GTM"], statelessness="none", country_origin="GTM")
        inform(case, us.officer)
        if hidden:
            _protected(us, case)
        _general(us, case, hidden=hidden)
        return World(us, reader, case, tuple(names.values()))


CHILD: dict[str, Any] = {"sex": "female", "age_or_birth": {"age_years": 14}, "with_whom": "unaccompanied"}


def _names() -> dict[str, str]:
    return {"given": unique("xochi"), "first_surname": unique("tzoc"), "second_surname": unique("ajanel")}


def _general(us: Team, case: Case, *, hidden: bool) -> None:
    """What everybody who sees the case may read; some of it with answers that only some may read."""

    def also(**kept_elsewhere: Any) -> dict[str, Any]:
        return kept_elsewhere if hidden else {}

    officer = us.officer
    do("record_education", case.id, officer, school_name="Escuela Central", wants_to_study="yes")
    do("record_circumstances", case.id, officer, found_by="protection", **also(told="La siguieron", guide="yes"))
    do("record_danger", case.id, officer, immediate_danger="no", **also(what="La buscan"))
    basis = {"legal_basis": "statute", "legal_basis_reason": "Ley General, artículo 4"}
    do("appoint_guardian", case.id, officer, guardian=str(roll("guardian").id), guardian_kind="interim", **basis)
    do("record_travel_document", case.id, officer, step="requested", kind="passport", **also(number="A1"))
    do("record_handover", case.id, officer, belongings="Una mochila", **also(child_said="Tengo miedo", place="Calle 5"))
    do("record_documents", case.id, officer, none=True)


FORM = re.compile(r"/do/\w+/$")
PATH = re.compile(r"<(?:\w+:)?(\w+)>")
LEAVE = ("sign-out", "account/logout/")  # whoever asks for it is gone
DRAWN_BY_LOT = ("account/2fa/totp/activate/", "account/2fa/webauthn/add/")  # a new secret or challenge each time
WITH_A_KEY = "account/"  # allauth's own addresses with a key sent by mail


def pages() -> list[str]:
    """Every address of a page, its parameters as written in the resolver."""
    found = sorted(set(_walk(get_resolver(), "/")))
    return [one for one in found if not one.endswith(LEAVE + DRAWN_BY_LOT) and "(?P<" not in one]


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver) and not str(one.pattern).startswith("api/"):
            yield from _walk(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)


@cache
def document() -> dict[str, dict[str, Any]]:
    """The paths of the OpenAPI document."""
    paths: dict[str, dict[str, Any]] = Client().get("/api/v1/openapi.json").json()["paths"]
    return paths


def operations() -> list[tuple[str, str]]:
    """Every operation of the API: method and path."""
    return sorted((method, path) for path, methods in document().items() for method in methods)


def takes_a_limit(path: str) -> bool:
    """Whether the list at this path can be counted alone."""
    return any(one["name"] == "limit" for one in document()[path]["get"].get("parameters", []))


# What stands for each parameter of an address. A new one must be considered here before the suite passes.
ACT_CODES = sorted(ACTS)
OTHERWISE: dict[str, list[str]] = {
    name: [NOBODY]
    for name in (
        "other_id",
        "export_id",
        "file_id",
        "entry_id",
        "task_id",
        "draft_id",
        "look_id",
        "row_id",
        "bulletin_id",
        "import_id",
        "person_id",
        "token_id",
    )
}
OF_ROUTE: dict[str, dict[str, list[str]]] = {
    "do/<slug:code>": {"code": ACT_CODES},
    "papers/<slug:slug>": {"slug": sorted(PAPERS)},
    "<uuid:case_id>/<slug:slug>/": {"slug": sorted(TABS)},
    "norms/<str:norm_id>": {"norm_id": ["G00-9", "nothing"]},
    "help/<slug:slug>": {"slug": ["sharing", "nothing"]},
    "directory/<slug:name>": {"name": ["institutions", "providers", "interpreters", "roll", "people"]},
    "verify/<str:code>": {"code": ["0000-0000-0000-0000-0000"]},
    "why/<int:seq>": {"seq": ["1", "99"]},
    "/choices/{name}": {"name": sorted(SOURCES)},
}


def filled(route: str, case: UUID | str) -> list[str]:
    """The addresses of a route, for this case. Raises `KeyError` for a parameter that nobody considered."""
    values = dict(OTHERWISE) | {"pk": ["999999999"]} | {"case_id": [str(case)], "report_id": [NOBODY, str(case)]}
    for part, named in OF_ROUTE.items():
        if part in route:
            values |= named
    found = [route]
    for name in PATH.findall(route) + re.findall(r"{(\w+)}", route):
        put = re.compile(rf"<(?:\w+:)?{name}>|{{{name}}}")
        found = [put.sub(value, one) for one in found for value in values[name]]
    return found


def narrowed(world: World) -> list[str]:
    """The lists, searched for the child's names and narrowed by everything that is true of a protected child."""
    words = [f"q={world.searched[0]}", f"q={world.searched[1]}+{world.searched[0]}"]
    true = ["origin=GTM", "step=2", "age_from=14&age_to=14", "overdue=1", "profile=asylum_claim", "profile=pregnant",
            "profile=trafficking", "country=MEX", f"agency={world.us.agency.id}"]  # fmt: skip
    profiles = [one for one in true if not one.startswith("profile") or one.split("=")[1] in _profiles()]
    return ["", *words, *profiles, f"q={world.searched[0]}&origin=GTM"]


def _profiles() -> set[str]:
    from amparo.ledger.codes import code_list

    return set(code_list("vulnerability_profile"))


def asked_of_pages(world: World, case: UUID | str) -> list[str]:
    """Every page, every list narrowed, every list as a file. Forms take long: each role opens every third."""
    forms = {
        f"/do/{code}/" for code in ACT_CODES if ACT_CODES.index(code) % len(ROLES) == ROLES.index(world.reader.role)
    }
    found = [
        path for route in pages() for path in filled(route, case) if not (at := FORM.search(path)) or at[0] in forms
    ]
    lists = [f"{of}?{query}" for of in ("/cases/", "/reports/") for query in narrowed(world)]
    return found + lists + [f"{one}&format=csv" for one in lists] + [
        f"/cases/{case}/readers/?format=csv", "/administration/counts/?format=csv", "/directory/roll/?format=csv",
    ]  # fmt: skip


def asked_of_api(world: World, case: UUID | str) -> list[str]:
    """Every GET of the API, whole and counted; the list narrowed."""
    found = [path for method, route in operations() if method == "get" for path in filled(route, case)]
    lists = [f"/api/v1/{of}?{query}" for of in ("cases", "reports") for query in narrowed(world)]
    paged = {path for method, path in operations() if method == "get" and takes_a_limit(path)}
    counted = [path for route in sorted(paged) for path in filled(route, case)] + lists
    return found + lists + [f"{one}{'&' if '?' in one else '?'}limit=0" for one in counted]


_SAME: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "id"),
    (re.compile(r"[a-z_]+-[0-9a-f]{12}\b", re.IGNORECASE), "name"),
    (re.compile(r"[A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z*~$=]"), "number"),
)
_FILLED = 2700  # letters of a sealed block; below that, random ids alone make lengths differ
_ANY: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r'(csrfmiddlewaretoken" value=")\w+'), r"\1csrf"),
    (re.compile(r'(X-CSRFToken[^:]*: ?(?:&quot;|"))\w+'), r"\1csrf"),
    (re.compile(r'(name="owner" value=")[^"]+'), r"\1owner"),
    (re.compile(r'(name="seen" value=")\d+'), r"\1seen"),
    (re.compile(r'(nonce=")[^"]+'), r"\1nonce"),
    (re.compile(r"\b[0-9a-f]{16,64}\b"), "hash"),
    (re.compile(r"[0-9A-F]{4}(?:-[0-9A-F]{4}){4}"), "code"),
    (re.compile(r'("seq": ?)\d+'), r"\1seq"),
    (re.compile(r'("sealed": ?")([^"]+)'), lambda found: f"{found[1]}{len(found[2]) // _FILLED} blocks"),
    (re.compile(r"/why/\d+/"), "/why/seq/"),
    (re.compile(r"(amparo-)\w{8}(\.pdf|\.jpg)"), r"\1file\2"),
)


_OPTIONS = re.compile(r"(?:<option[^>]*>[^<]*</option>\s*)+")


def _sorted_options(found: re.Match[str]) -> str:
    """What may be chosen from a register stands in the order of names, which are drawn by lot."""
    text = found[0]
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return "".join(sorted(re.findall(r"<option.*?</option>", text, re.DOTALL)))


def same(text: str) -> str:
    """A text without what differs between any two worlds, or between any two requests."""
    text = _OPTIONS.sub(_sorted_options, text)
    for pattern, word in _SAME:
        names: dict[str, str] = {}
        text = pattern.sub(
            lambda found, names=names, word=word: names.setdefault(found[0], f"{word}{len(names)}"), text
        )
    for pattern, put in _ANY:
        text = pattern.sub(put, text)
    return text


@dataclass(frozen=True)
class Answer:
    """What a reader gets: status, the heads that say anything, the body; and what it cost."""

    status: int
    heads: str
    body: str
    queries: int = field(compare=False)
    seconds: float = field(compare=False)


HEADS = ("ETag", "Content-Type", "Content-Disposition", "Location", "Cache-Control", "Content-Language", "Allow")


def answer(ask: Callable[[], Any]) -> Answer:
    """Ask, and keep what could be compared."""
    connection.queries_log.clear()
    with clock.at(ASKED), CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        response = ask()
        seconds = time.perf_counter() - began
    body = _text(response)
    heads = "\n".join(f"{name}: {response.headers.get(name, '')}" for name in HEADS)
    return Answer(response.status_code, same(heads), same(body), len(asked), seconds)


def _text(response: Any) -> str:
    content = response.getvalue()
    if response.headers.get("Content-Type") != "application/pdf":
        return str(content.decode("utf-8", "replace"))  # a spreadsheet is compared byte by byte
    import pypdfium2

    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


@dataclass
class Difference:
    """A request that was answered differently in two worlds, and how."""

    what: str
    one: Answer
    other: Answer

    def __str__(self) -> str:
        if self.one.status != self.other.status:
            return f"{self.what}: status {self.one.status} and {self.other.status}"
        if self.one.queries != self.other.queries and self.one == self.other:
            return f"{self.what}: {self.one.queries} and {self.other.queries} queries"
        mine, theirs = self.one.body or self.one.heads, self.other.body or self.other.heads
        at = next(
            (n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
        )
        return f"{self.what}: …{mine[max(0, at - 90) : at + 90]}… and …{theirs[max(0, at - 90) : at + 90]}…"


@contextmanager
def registers_held_still() -> Iterator[None]:
    """Nobody adds to what every reader may choose from: other tests, which do so all the time, wait."""
    keeper = connection.copy()
    tables = ", ".join(model._meta.db_table for model in (Agency, Institution, Interpreter, Provider, RollEntry))
    try:
        keeper.set_autocommit(False)
        with keeper.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE")
        yield
    finally:
        keeper.close()


class Twins:
    """Two worlds, asked in turn; every answer kept."""

    def __init__(self, one: World, other: World, enter: Callable[[Person], Client]) -> None:
        self.worlds = (one, other)
        self.clients = (enter(one.reader), enter(other.reader))
        self.differences: list[Difference] = []

    def ask(self, what: str, *requests: Callable[[Client], Any]) -> None:
        """Compare the responses of both worlds: `requests` has one for each.

        A difference that reveals the hidden is there at every try; rows that other tests add to the same lists
        meanwhile are not, least of all while the registers are held still.
        """
        for attempt in range(TRIES):
            with registers_held_still() if attempt > 1 else nullcontext():
                found = [
                    answer(lambda c=client, ask=ask: ask(c)) for client, ask in zip(self.clients, requests, strict=True)
                ]
            if found[0] == found[1] and found[0].queries == found[1].queries:
                return
        self.differences.append(Difference(what, *found))

    def get(self, paths: list[list[str]]) -> None:
        """Addresses of the one world beside those of the other."""
        for path, other in zip(*paths, strict=True):
            self.ask(path, lambda c, path=path: c.get(path), lambda c, path=other: c.get(path))

    def told(self) -> list[str]:
        return [str(one) for one in self.differences]


@pytest.fixture(autouse=True)
def _answers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency, "RESPONSE_SECONDS", 0.0)


def strange_twins(role: str, enter: Callable[[Person], Client]) -> tuple[Twins, list[UUID]]:
    """The reader with and without a child whom they may not know; ids of the child, and of nobody."""
    there, nowhere = strangers(role, exists=True), strangers(role, exists=False)
    assert there.case
    _forget_readings(there)
    return Twins(there, nowhere, enter), [there.case.id, uuid4()]


def _forget_readings(*worlds: World) -> None:
    """Other tests ask the same worlds, each as often as it needs: who read them before shows in nothing here."""
    with as_owner() as owner:
        cases = [world.case.id for world in worlds if world.case]
        owner.execute("delete from cases_reading where case_id = any(%s)", [cases])


def _of_this_run(worlds: Iterable[list[str]]) -> list[list[str]]:
    """The addresses of both worlds of which this run asks: a share, as `python -m bench leaks` asks of all."""
    pairs = zip(*worlds, strict=True)
    return [list(paths) for paths in zip(*(pair for pair in pairs if is_in_share(pair[0], 4)), strict=True)]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_of_a_strangers_child(role: str) -> None:
    twins, ids = strange_twins(role, signed_in)
    twins.get(_of_this_run(asked_of_pages(world, case) for world, case in zip(twins.worlds, ids, strict=True)))
    assert not twins.differences, "\n".join(twins.told())


@pytest.mark.parametrize("role", ROLES)
def test_no_operation_tells_of_a_strangers_child(role: str) -> None:
    twins, ids = strange_twins(role, with_token)
    twins.get(_of_this_run(asked_of_api(world, case) for world, case in zip(twins.worlds, ids, strict=True)))
    for method, route in operations():
        if method == "post" and "{case_id}" in route:
            paths = [filled(route, case)[0].removeprefix("/api/v1") for case in ids]
            twins.ask(route, *(lambda c, path=path: post(c, path, {}) for path in paths))
    assert not twins.differences, "\n".join(twins.told())


@pytest.mark.parametrize("role", ROLES)
def test_no_post_to_a_page_tells_of_a_strangers_child(role: str) -> None:
    twins, ids = strange_twins(role, signed_in)
    for route in pages():
        if "case_id" in route:
            paths = [filled(route, case)[0] for case in ids]
            twins.ask(route, *(lambda c, path=path: c.post(path, {"number": "1"}) for path in paths))
    assert not twins.differences, "\n".join(twins.told())


@pytest.mark.parametrize("role", ROLES)
def test_registering_the_same_names_tells_nothing(role: str) -> None:
    twins, _ = strange_twins(role, with_token)

    def register(world: World, dry_run: str) -> Callable[[Client], Any]:
        names = dict(zip(("given", "first_surname", "second_surname"), world.searched, strict=True))
        body = CHILD | {"names": names, "protection_agency": str(world.us.agency.id)}
        return lambda client: post(client, f"/cases{dry_run}", body)

    for dry_run in ("?dry_run=1", ""):
        twins.ask(f"register{dry_run}", *(register(world, dry_run) for world in twins.worlds))
    assert not twins.differences, "\n".join(twins.told())
    paths = (
        [f"/api/v1/cases?{query}" for query in narrowed(twins.worlds[0])],
        [f"/api/v1/cases?{query}" for query in narrowed(twins.worlds[1])],
    )
    twins.get(list(paths))
    assert not twins.differences, "\n".join(twins.told())  # nor do the lists in which one's own child now stands


@pytest.mark.parametrize("role", ROLES)
def test_an_emergency_tells_nothing(role: str) -> None:
    twins, _ = strange_twins(role, with_token)
    child = twins.worlds[0].case
    assert child
    # Whoever knows a number may look, but for a consulate, which opens nothing.
    number = child.number if role == "consul" else "MEX-00000-00000-0"
    for asked in ({"number": number}, {"number": "MEX-00000-00000-0"}):
        body = asked | {"reason": "Accidente en carretera", "minutes": 15}
        wrong = body | {"number": "MEX-00000-00000-0"}
        twins.ask("break-glass", *(lambda c, body=body: post(c, "/break-glass", body) for body in (body, wrong)))
    # Queries may differ there: every answer takes as long as the longest (`ANSWERS_AFTER_SECONDS`).
    assert not [str(one) for one in twins.differences if one.one != one.other]


def known_twins(role: str, enter: Callable[[Person], Client]) -> Twins:
    one, other = acquainted(role, hidden=True), acquainted(role, hidden=False)
    _forget_readings(one, other)
    return Twins(one, other, enter)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_what_else_is_on_file(role: str) -> None:
    twins = known_twins(role, signed_in)
    twins.get(_of_this_run(asked_of_pages(world, world.case.id) for world in twins.worlds if world.case))
    assert not twins.differences, "\n".join(twins.told())


@pytest.mark.parametrize("role", ROLES)
def test_no_operation_tells_what_else_is_on_file(role: str) -> None:
    twins = known_twins(role, with_token)
    twins.get(_of_this_run(asked_of_api(world, world.case.id) for world in twins.worlds if world.case))
    assert not twins.differences, "\n".join(twins.told())


def inputs_to_try(code: str) -> list[dict[str, Any]]:
    """Inputs of an action that the law is asked about: whole, and nothing in them of one world only."""
    sent_abroad = {
        "notify_consulate": {"institution": consulate(), "fields": ["identity"]},
        "share_with_origin": TestShareWithOrigin.GIVEN | {"institution": partner()},
    }
    fitting = [given for given in FITTING.get(code, []) if "{" not in str(list(given.values())).replace("{'", "")]
    return [{}, *fitting, *([sent_abroad[code]] if code in sent_abroad else [])]


@pytest.mark.parametrize("role", ROLES)
def test_a_trial_tells_nothing(role: str) -> None:
    """A refusal names `restricted` for every child or none, and a trial is never allowed on a hidden fact."""
    twins, tried = known_twins(role, with_token), 0
    for code in [code for code in ACTIONS if code in ACTS and not ACTS[code].opens_case]:
        paths = [f"/cases/{world.case.id}/actions/{code}?dry_run=1" for world in twins.worlds if world.case]
        for given in inputs_to_try(code):
            twins.ask(code, *(lambda c, path=path, given=given: post(c, path, given) for path in paths))
            tried += post(twins.clients[0], paths[0], given).status_code == 409
    assert not twins.differences, "\n".join(twins.told())
    assert tried >= 10, "the law was asked"


@pytest.mark.parametrize("role", ROLES)
def test_trying_what_is_not_theirs_leaves_the_same_refusal(role: str) -> None:
    twins = known_twins(role, with_token)
    theirs = {code for code, action in ACTIONS.items() if DECLARED[role].org_kind in action.competent}
    for code in [code for code in ACTIONS if code in ACTS and not ACTS[code].opens_case and code not in theirs][:6]:
        paths = [f"/cases/{world.case.id}/actions/{code}" for world in twins.worlds if world.case]
        given = inputs_to_try(code)[-1]
        twins.ask(code, *(lambda c, path=path, given=given: post(c, path, given) for path in paths))
    assert not twins.differences, "\n".join(twins.told())


def slower(one: list[float], other: list[float]) -> float:
    """How many times longer the one takes than the other, or the other than the one."""
    middle = statistics.median(one), statistics.median(other)
    return max(middle) / min(middle)


@pytest.mark.parametrize("role", ROLES)
def test_no_answer_takes_longer(role: str) -> None:
    """Of what is searched or looked for: the middle of many, asked in turn.

    What tells of the hidden does so however often it is asked; a machine that is busy does not.
    """
    for enter, asked in ((signed_in, asked_of_pages), (with_token, asked_of_api)):
        twins, ids = strange_twins(role, enter)
        every = [asked(world, case) for world, case in zip(twins.worlds, ids, strict=True)]
        likely = [[path for path in paths if "?q=" in path or path.endswith(f"/{case}/") or path.endswith(f"/{case}")]
                  for paths, case in zip(every, ids, strict=True)]  # fmt: skip
        assert len(likely[0]) > 5
        assert any(_takes_as_long(twins, likely) for _ in range(ROUNDS))


def _takes_as_long(twins: Twins, likely: list[list[str]]) -> bool:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(2):
        for pair in zip(*likely, strict=True):
            for client, path, times in zip(twins.clients, pair, taken, strict=True):
                times.append(answer(lambda c=client, p=path: c.get(p)).seconds)
    return slower(*taken) < 2


@pytest.mark.parametrize("role", ROLES)
def test_what_only_others_may_read_moves_neither_version_nor_list(role: str) -> None:
    us, reader = _team(), _reader(role)
    first, second = (child(us) for _ in range(2))
    for case in (first, second):
        involve(reader, case)
    api = with_token(reader)

    def seen() -> list[Any]:
        whole = [api.get(f"/api/v1/cases/{case.id}") for case in (first, second)]
        return [api.get("/api/v1/cases").json(), *((one.headers["ETag"], one.json()) for one in whole)]

    before = seen()
    fear = {"fear_of_return": "yes", "persecution_agent": "state", "asylum": "pending", "reason": "Su padre es policía"}
    do("record_international_protection", first.id, us.officer, **fear)
    assert seen() == before
    body = {"kind": "threat", "text": "Le siguen"}
    stale = post(api, f"/cases/{first.id}/records/record_alert", body, **{"If-Match": before[1][0]})
    assert stale.status_code == 200, "what they read is still what there is"
    again = post(api, f"/cases/{first.id}/records/record_alert", body, **{"If-Match": before[1][0]})
    assert again.status_code == 412
    assert seen()[1][0] != before[1][0]


@pytest.mark.parametrize("role", ROLES)
def test_the_directory_does_not_tell_that_a_child_was_placed(role: str) -> None:
    us, reader = _team(), _reader(role)
    place = provider(name=unique("aaa"), places=3)  # first in the list, which is paged
    asking, pages = with_token(reader), signed_in(reader)

    def told() -> list[Any]:
        chosen = [one for one in asking.get("/api/v1/choices/provider").json()["items"] if one["id"] == str(place.id)]
        listed = [pages.get(f"/directory/providers/{kind}").content.decode() for kind in ("", "?format=csv")]
        assert chosen
        assert all(place.name in text for text in listed)
        return [chosen, *([line for line in text.splitlines() if place.name in line] for text in listed)]

    before = told()
    do("place_in_care", ready(us).id, us.officer, provider=str(place.id), fit_reason="Le queda bien")
    place.refresh_from_db()
    assert place.free == 2
    assert told() == before
    theirs = with_token(Person.objects.get(id=us.officer.id)).get("/api/v1/choices/provider").json()["items"]
    assert [one["hint"] for one in theirs if one["id"] == str(place.id)] == ["Open shelter for children · 2 free"]
