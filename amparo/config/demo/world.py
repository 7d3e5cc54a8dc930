"""The institutions and people of a demo node, added through the registers."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.accounts.roles import ROLES
from amparo.accounts.scopes import EVERY_SCOPE
from amparo.accounts.selectors import actor_of, agencies, find_token, people
from amparo.accounts.steps import add_person, find_person
from amparo.accounts.tokens import LONGEST, issue_token
from amparo.config.demo.invented import (
    AGENCIES,
    INSTITUTIONS,
    INTERPRETERS,
    PEOPLE,
    PROVIDERS,
    REGIONAL_PEOPLE,
    ROLL,
)
from amparo.config.secret_files import path_of, write_private_file
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.reader import acting_as
from amparo.ui.inputs import parse_model
from amparo.ui.resource import RESOURCES
from amparo.ui.resource.editor import save_row

if TYPE_CHECKING:
    from amparo.accounts.models import Agency, Person

IN_FORCE = timedelta(days=1500)
_UNTRAINED = frozenset({"auditor", "administrator", "statistician", "police_officer"})


@dataclass
class World:
    """The agencies and actors of a demo node by short name."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Builder:
    """The administrator of a demo node, who fills its registers."""

    node: str
    by: Actor

    def add(self, register: str, /, **stated: Any) -> Any:
        """Add a row to a register, and return it."""
        editor = RESOURCES[register].editor
        if editor is None:
            raise LookupError(f"{register} is no register")
        given = parse_model(editor.Input, dict(editor.blank or {}) | stated)
        return save_row(register, editor, None, given, by=self.by)


def build(node: str, kind: str, began: datetime, home: Path) -> None:
    """Build institutions and people, and write their secrets.

    Passwords and tokens are written below the node's folder.
    """
    with clock.at(began):
        users = _build_national(node) if kind == "national" else _build_regional(node)
    write_private_file(path_of(home, f"demo-users-{node}.json"), json.dumps(users, ensure_ascii=False, indent=1))


def renew_tokens(node: str, home: Path) -> None:
    """Give each demo user a token that is valid for a month at least.

    People were added in the past of the demo, and a demo may be started again after a year.
    """
    path = path_of(home, f"demo-users-{node}.json")
    users: list[JsonObject] = json.loads(path.read_text())
    for user in users:
        valid = find_token(user["token"])
        if valid is None or valid.expires_at < clock.now() + timedelta(days=30):
            person = find_person(user["username"])
            user["token"] = issue_token(person, name="demo", scopes=EVERY_SCOPE, lifetime=LONGEST)
    write_private_file(path, json.dumps(users, ensure_ascii=False, indent=1))


def load(at: datetime) -> World:
    """Return the agencies and actors of a national node as of `at`."""
    named = {agency.name: agency for agency in agencies()}
    world = World({key: named[name] for key, name, _, _ in AGENCIES})
    with clock.at(at):
        for person in people():
            world.actors[person.username] = actor_of(person)
    return world


@contextmanager
def _builder(node: str, administrator: tuple[str, str, str | None, str]) -> Iterator[tuple[Builder, JsonObject]]:
    """Yield a builder that acts as the administrator, and the administrator's account."""
    person, user = _add_person(administrator, {})
    with acting_as(person.id):
        yield Builder(node, actor_of(person)), user


def _build_regional(node: str) -> list[JsonObject]:
    *others, administrator = REGIONAL_PEOPLE
    with _builder(node, administrator) as (builder, user):
        _add_institutions(builder, {}, abroad_only=True)
        return [*(_add_person(row, {})[1] for row in others), user]


def _build_national(node: str) -> list[JsonObject]:
    *others, administrator = PEOPLE
    with _builder(node, administrator) as (builder, user):
        offices = {key: _add_agency(builder, key, name, kind, place) for key, name, kind, place in AGENCIES}
        added = [_add_person(row, offices) for row in others]
        named = {person.username: person for person, _ in added}
        for person, _ in added:
            if person.role not in _UNTRAINED:
                _certify(builder, person)
        _add_institutions(builder, offices)
        _add_providers(builder, offices)
        _add_roll(builder, named)
        _add_interpreters(builder)
        return [*(account for _, account in added), user]


def _add_agency(builder: Builder, key: str, name: str, kind: str, place: str) -> Agency:
    agency: Agency = builder.add(
        "agencies",
        name=name,
        org_kind=kind,
        country=builder.node,
        place=place,
        time_zone="America/Mexico_City",
        phone=f"+52 555 01{len(name):02} {sum(name.encode()) % 10000:04}",
        competent_by_default=key == "protection-north",
    )
    return agency


def _add_person(row: tuple[str, str, str | None, str], offices: dict[str, Agency]) -> tuple[Person, JsonObject]:
    """Add a person; return them and their entry in the list of demo users."""
    username, role, key, name = row
    office, password = offices[key] if key else None, secrets.token_urlsafe(12)
    person = add_person(username, password, name=name, role=role, agency=office.id if office else None, demo=True)
    user = {
        "username": username,
        "password": password,
        "token": "",  # `renew_tokens` issues it
        "role": role,
        "org_kind": ROLES[role].org_kind,
        "agency": office.name if office else None,
        "agency_id": str(office.id) if office else None,
        "supervisor": ROLES[role].is_supervisor,
        "name": name,
    }
    return person, user


def _today() -> str:
    return local_day(clock.now()).isoformat()


def _later() -> str:
    return (local_day(clock.now()) + IN_FORCE).isoformat()


def _id(row: Agency | Person | None) -> str | None:
    return str(row.id) if row else None


def _certify(builder: Builder, person: Person) -> None:
    builder.add(
        "certificates",
        person=_id(person),
        issued_by="Escuela de Protección Demostrativa",
        valid_from=_today(),
        valid_until=_later(),
    )


def _add_institutions(builder: Builder, offices: dict[str, Agency], *, abroad_only: bool = False) -> None:
    for name, kind, country, office, agreement in INSTITUTIONS:
        if abroad_only and not country:
            continue
        known = agreement is not None
        institution = builder.add(
            "institutions",
            name=name,
            org_kind=kind,
            country=country or builder.node,
            phone="+52 555 0199 0000",
            hours="8–16 h" if kind == "ngo" else "24 h",
            verified=known,
            undertaking_until=_later() if known else None,
            agency=_id(offices.get(office or "")),
        )
        if known:
            builder.add(
                "institution-agreements",
                institution=str(institution.id),
                kind=agreement,
                title="Acuerdo de demostración",
                valid_from=_today(),
                valid_until=_later(),
            )


def _add_providers(builder: Builder, offices: dict[str, Agency]) -> None:
    for name, kind, office, places, sexes, age_from, age_to, confidential in PROVIDERS:
        builder.add(
            "providers",
            name=name,
            placement_type=kind,
            agency=_id(offices.get(office or "")),
            country=builder.node,
            place="Las Ceibas",
            phone="+52 555 0188 0000",
            licence_until=_later(),
            staff_vetted=True,
            places=places,
            sexes=sexes,
            age_from=age_from,
            age_to=age_to,
            languages=["spa", "mam", "quc", "kek", "eng"],
            accessible=True,
            address_confidential=confidential,
        )


def _add_roll(builder: Builder, named: dict[str, Person]) -> None:
    for kind, username, name, institution, suitable, conflict, note in ROLL:
        builder.add(
            "roll",
            kind=kind,
            name=name or named[username].name,
            person=_id(named.get(username)),
            institution=institution,
            suitable=suitable,
            suitable_until=_later() if suitable == "yes" else None,
            conflict=conflict,
            conflict_note=note,
            languages=["spa"],
        )


def _add_interpreters(builder: Builder) -> None:
    for name, languages, in_person, remote in INTERPRETERS:
        builder.add(
            "interpreters",
            name=name,
            languages=languages,
            in_person=in_person,
            remote=remote,
            phone="+52 555 0177 0000",
            hours="6–22 h",
            qualified_until=_later(),
        )
