"""Clones of cases by COPY, each with its own key, sealed events and chain.

What differs from clone to clone: ids, number, names, agencies and people, alike in the rows and in what events seal.
Every event is sealed anew for its case and place, and every chain is hashed from its first event on. With `spread`, how
long ago it all happened differs too, and one case in ten is overdue: for pages; the instants inside sealed content stay
those of the walk. Without, every clone is whole for `amparo audit verify`. Not renewed: the ids of entries, unique
within a case only.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from base64 import urlsafe_b64encode
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.string import TextLoader

from amparo.cases.numbers import new_case_number
from amparo.ledger.canonical import FIRST_HASH, event_hash, iso_instant
from amparo.ledger.ids import new_id
from amparo.ledger.keys import new_wrapped_key, seal_bytes, unseal_bytes
from amparo.ledger.words import sort_key

SHARES = {"registered": 50, "informed": 25, "screened": 17, "determined": 8}
CASES_PER_STAGE = 2
BATCH_SIZE = 1000
PROCESSES = 2
GIVEN = (
    "María José Ana Luis Juan Rosa Elena Carlos Marta Pedro Lucía Miguel Sofía Diego Irma Óscar Nohemí Wilmer Yesenia "
    "Kevin Daniela Brayan Ximena Edwin Fátima Josué Heidi Ángel Petrona Domingo Micaela Gaspar Ixchel Balam Nayeli "
    "Itzel"
).split()
SURNAMES = (
    "García López Pérez Hernández Martínez Rodríguez Gómez Ramírez Flores Mejía Núñez Tzoc Caal Xol Ixcoy Mendoza "
    "Ortiz "
    "Castillo Morales Reyes Zelaya Pineda Orellana Alvarado Cruz Vásquez Chub Tun Balán Cuc Sosa Rivas Funes Aguilar "
    "Paz"
).split()
_TABLES = """
    select distinct c.relname, a.attname from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'cases_case'::regclass
"""


@dataclass(frozen=True)
class Place:
    """The ids of agencies and people of one workplace, in a fixed order."""

    ids: tuple[UUID, ...]


@dataclass
class Template:
    """The rows of one case made by acts."""

    case: dict[str, Any]
    names: dict[str, str]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    opened: list[bytes] = field(default_factory=list)
    packed: list[bytes] = field(default_factory=list)

    def new_row_ids(self) -> dict[UUID, UUID]:
        """Return a new id for each row that has one."""
        return {row["id"]: new_id() for rows in self.rows.values() for row in rows if isinstance(row.get("id"), UUID)}


def clone_cases(
    templates: dict[str, list[UUID]],
    source: Place,
    places: list[Place],
    children: int,
    conninfo: str,
    *,
    spread: bool = True,
) -> None:
    """Clone the cases of each stage by its share until there are `children`, spread over the places."""
    context = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_set_up_django) as pool:
        share = -(-children // PROCESSES)
        parts = [range(start, min(start + share, children)) for start in range(0, children, share)]
        jobs = [pool.submit(_fill_part, templates, source, places, part, conninfo, spread=spread) for part in parts]
        for job in jobs:
            job.result()
    with psycopg.connect(conninfo, autocommit=True) as owner:
        owner.execute("vacuum analyze")


def _set_up_django() -> None:
    import django

    django.setup()


def _fill_part(
    templates: dict[str, list[UUID]],
    source: Place,
    places: list[Place],
    numbers: range,
    conninfo: str,
    *,
    spread: bool,
) -> None:
    chance = random.Random(numbers.start)
    with psycopg.connect(conninfo) as owner:
        owner.execute("set synchronous_commit = off")
        loaded = {stage: [_load_template(owner, case) for case in cases] for stage, cases in templates.items()}
        stages = chance.choices(list(SHARES), list(SHARES.values()), k=len(numbers))
        for start in range(0, len(numbers), BATCH_SIZE):
            made: dict[str, list[dict[str, Any]]] = {}
            for offset in range(start, min(start + BATCH_SIZE, len(numbers))):
                place = places[numbers[offset] % len(places)]
                _clone(chance.choice(loaded[stages[offset]]), source, place, chance, made, spread=spread)
            for table, rows in made.items():
                _copy(owner, table, rows)
            owner.commit()


def _load_template(owner: psycopg.Connection, case_id: UUID) -> Template:
    owner.execute("set timezone = 'UTC'")
    case = _read_rows(owner, "cases_case", "id", case_id)[0]
    found = Template(case, {})
    tables = sorted(owner.execute(_TABLES).fetchall(), key=lambda row: str(row[0]))
    for table, column in [*tables, ("ledger_event", "chain")]:
        if rows := _read_rows(owner, table, column, case_id):
            found.rows[table] = sorted(rows, key=lambda row: row.get("seq", 0))
    said = (json.loads(row["body"]) for row in found.rows["cases_generalstatement"])
    found.names = next(body["names"] for body in said if "names" in body)
    for event in found.rows["ledger_event"]:
        place = f"{case_id}:{event['seq']}"
        found.packed.append(unseal_bytes(event["sealed"], case["sealing_key"], str(case_id), place))
        found.opened.append(zlib.decompress(found.packed[-1]))
    return found


def _read_rows(owner: psycopg.Connection, table: str, column: str, case_id: UUID) -> list[dict[str, Any]]:
    """Return the rows of a case in a table; JSON columns as text, so that they are written back unchanged."""
    query = sql.SQL("select * from {} where {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    with owner.cursor(row_factory=dict_row) as cursor:
        cursor.adapters.register_loader("jsonb", TextLoader)
        return cursor.execute(query, [case_id]).fetchall()


def _clone(
    of: Template,
    source: Place,
    place: Place,
    chance: random.Random,
    made: dict[str, list[dict[str, Any]]],
    *,
    spread: bool,
) -> None:
    case_id = new_id()
    names = {"given": f"{chance.choice(GIVEN)} {chance.choice(GIVEN)}", "first_surname": chance.choice(SURNAMES)}
    ids = {of.case["id"]: case_id, **dict(zip(source.ids, place.ids, strict=True))} | of.new_row_ids()
    case = of.case | {
        "id": case_id,
        "number": new_case_number(of.case["country"]),
        "sealing_key": new_wrapped_key(str(case_id)),
    }
    words = {str(old): str(new) for old, new in ids.items()} | {of.names[part]: names[part] for part in names}
    renew = Renewal(
        ids,
        words | {of.case["number"]: case["number"]},
        back=timedelta(seconds=chance.randrange(60 * 86_400)) if spread else timedelta(),
        due=datetime.now(UTC) + timedelta(seconds=chance.randrange(-86_400, 9 * 86_400)) if spread else None,
    )
    case["opened_at"] -= renew.back
    case["last_hash"] = ""
    for table, rows in of.rows.items():
        if table == "ledger_event":
            case["last_hash"] = _renew_chain(of, case, renew, made.setdefault(table, []))
        elif table == "registry_card":
            made.setdefault(table, []).append(_renew_card(renew.row(rows[0]), names | {"second_surname": "Tun"}, case))
        else:
            made.setdefault(table, []).extend(renew.row(row) for row in rows)
    made.setdefault("cases_case", []).append(case)


@dataclass(frozen=True)
class Renewal:
    """The replacement of each value of a case in one clone."""

    ids: dict[UUID, UUID]
    words: dict[str, str]
    back: timedelta
    due: datetime | None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds every text that is replaced."""
        return re.compile("|".join(map(re.escape, self.words)))

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row of the clone, without an id that the database generates."""
        found = {name: self.value(value) for name, value in row.items()}
        if isinstance(row.get("id"), UUID):
            found["id"] = self.ids[row["id"]]
        elif "id" in row:
            del found["id"]
        if self.due and found.get("due_at"):
            found["due_at"] = self.due
        return found

    def value(self, value: Any) -> Any:
        """Return a value of the clone."""
        if isinstance(value, UUID):
            return self.ids.get(value, value)
        if isinstance(value, datetime):
            return value - self.back
        return self.text(value) if isinstance(value, str) else value

    def text(self, value: str) -> str:
        """Return a text of the clone, JSON included."""
        return self.pattern.sub(lambda found: self.words[found[0]], value)


def _renew_chain(of: Template, case: dict[str, Any], renew: Renewal, rows: list[dict[str, Any]]) -> str:
    """Append the clone's events, sealed and hashed anew; return the last hash."""
    previous = FIRST_HASH
    for event, opened, packed in zip(of.rows["ledger_event"], of.opened, of.packed, strict=True):
        row = renew.row(event)
        text = opened.decode()
        renewed = renew.text(text)
        plain = packed if renewed == text else zlib.compress(renewed.encode())
        row["sealed"] = seal_bytes(plain, case["sealing_key"], str(case["id"]), f"{case['id']}:{row['seq']}")
        row["prev_hash"] = previous
        members = {name: row[name] for name in ("seq", "act", "actor", "agency", "prev_hash")} | {
            "case": str(case["id"]),
            "coded": json.loads(row["coded"]),
            "sealed": urlsafe_b64encode(row["sealed"]).decode(),
            "occurred_at": iso_instant(row["occurred_at"]),
            "recorded_at": iso_instant(row["recorded_at"]),
        }
        previous = row["hash"] = event_hash(members)
        rows.append(row)
    return previous


def _renew_card(row: dict[str, Any], names: dict[str, str], case: dict[str, Any]) -> dict[str, Any]:
    # Only here, because each process imports this module before Django is set up in it.
    from amparo.registry.name_search import sound_text
    from amparo.registry.projection import full_name, search_text

    by_surname = " ".join(names[part] for part in ("first_surname", "second_surname", "given"))
    searched = search_text(names)
    shown = {"name": full_name(names), "search": searched, "sounds": sound_text(searched), "sort": sort_key(by_surname)}
    return row | shown | {"number": case["number"]}


def _copy(owner: psycopg.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    command = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with owner.cursor().copy(command) as copy:
        for row in rows:
            copy.write_row([row[name] for name in columns])
