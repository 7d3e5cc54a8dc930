"""What the database shows and lets be changed, asked as the web's own login role, past every line of our code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of
from amparo.cases import drafts
from amparo.cases.access import listed_cases, sees_case
from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.compartments import EVERY, Compartment
from amparo.cases.models import STATEMENT_TABLES, Case, Involvement
from amparo.cases.selectors import handed_over_cases
from amparo.ledger import clock
from amparo.ledger.rls import OPEN, POLICIES
from amparo.registry.models import Card
from tests.factories import Team, actor, agency, child, do, person, reading_as, refused, team
from tests.house.database import a_row, as_owner, connected, count, involve
from tests.house.world import full_life
from tests.protection.test_sharing import partner
from tests.tracing.reports import bulletin, report

LOCK_TRIES = 60
OF_REPORTS = {"tracing_reportcard", "tracing_bulletin", "tracing_bulletinrecipient"}
OF_NO_CASE = {
    "ui_idempotentresponse", "ui_export", "ledger_nodechain", "tracing_reportimport", "tracing_reportimportrow",
}  # fmt: skip
CASE_COLUMN = {"cases_case": "id", "ledger_event": "chain", "registry_candidate": "child_id"} | dict.fromkeys(
    OF_NO_CASE, ""
)
STATEMENTS = {table._meta.db_table: table.compartment for table in STATEMENT_TABLES}


def of_case(table: str) -> str:
    column = CASE_COLUMN.get(table, "case_id")
    return f"{column} = %(case)s" if column else "true"


@dataclass(frozen=True)
class World:
    us: Team
    case: Case
    report: Case
    rows: dict[str, int]

    def about(self, table: str) -> Case:
        """The child's case, or for the tables of reports the report."""
        return self.report if table in OF_REPORTS else self.case


@pytest.fixture(scope="module")
def world(django_db_blocker: Any) -> World:
    """A determined child, and a report of another with a bulletin, with rows in every protected table."""
    with django_db_blocker.unblock():
        return _world()


def found_alike(case: Case, other: Case) -> None:
    """As if the worker had found that the two may be of one child."""
    with as_owner() as owner:
        owner.execute(
            "insert into registry_candidate (id, child_id, other_id, kind, probability, evidence, child_fingerprint, "
            "other_fingerprint, found_at, state) values (gen_random_uuid(), %s, %s, 'duplicate', 0.5, '{}', '', '', "
            "now(), 'open')",
            [case.id, other.id],
        )


def _world() -> World:
    life = full_life()
    found_alike(life.case, child(team()))
    one = report(life.us)
    bulletin(one, life.us.officer, partner("police"))
    made = World(life.us, life.case, one, {})
    with connected("owner") as owner:
        for table in POLICIES:
            made.rows[table] = count(owner, table, of_case(table), case=made.about(table).id)
    return made


def test_every_protected_table_has_a_row_to_try_with(world: World) -> None:
    assert {table for table, rows in world.rows.items() if not rows} == set()


@pytest.mark.parametrize("role", ["web", "worker"])
def test_login_role_owns_and_bypasses_nothing(role: str) -> None:
    with connected(role) as connection:
        flags = connection.execute(
            "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles "
            "where rolname = current_user"
        ).fetchone()
        assert flags == (False,) * 5
        for catalogue, owner in (
            ("pg_class", "relowner"), ("pg_proc", "proowner"), ("pg_namespace", "nspowner"), ("pg_database", "datdba"),
            ("pg_type", "typowner"),
        ):  # fmt: skip
            found = connection.execute(
                f"select count(*) from {catalogue} where {owner} = (select oid from pg_roles "
                "where rolname = current_user)"
            ).fetchone()
            assert found == (0,), catalogue
        assert connection.execute(
            "select count(*) from pg_auth_members where member = (select oid from pg_roles "
            "where rolname = current_user)"
        ).fetchone() == (0,)
        assert connection.execute(
            "select has_schema_privilege('public', 'create'), has_database_privilege(current_database(), 'create')"
        ).fetchone() == (False, False)
        assert connection.execute("show row_security").fetchone() == ("on",)


@pytest.mark.parametrize(
    "statement",
    [
        "create table mine (x int)",
        "alter table ledger_event disable trigger event_is_only_added",
        "alter table cases_case disable row level security",
        "drop policy readers_select on cases_case",
        "truncate ledger_event",
        "truncate cases_generalstatement",
        "create or replace function app_person() returns uuid language sql as $$ select null::uuid $$",
        "set role amparo",
        "copy cases_case to program 'cat'",
    ],
)
@pytest.mark.parametrize("role", ["web", "worker"])
def test_login_role_changes_no_rule(role: str, statement: str) -> None:
    with connected(role) as connection, pytest.raises(psycopg.Error) as problem:
        connection.execute(statement)  # type: ignore[arg-type]
    assert problem.value.sqlstate in ("42501", "22023", "42704"), problem.value


def test_every_table_is_protected_or_declared_open() -> None:
    with connected("owner") as owner:
        tables = {name for (name,) in owner.execute("select tablename from pg_tables where schemaname = 'public'")}
        secured = {
            name
            for (name,) in owner.execute(
                "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace"
            )
        }
        others = owner.execute(
            "select count(*) from pg_class where relkind in ('v', 'm', 'f') and relnamespace = 'public'::regnamespace"
        ).fetchone()
    assert tables == set(POLICIES) | set(OPEN)
    assert not set(POLICIES) & set(OPEN)
    assert secured == set(POLICIES)
    assert others == (0,), "views and foreign tables would read as their owner"


def test_no_open_table_speaks_of_a_case() -> None:
    with connected("owner") as owner:
        named = {
            table
            for (table,) in owner.execute(
                "select table_name from information_schema.columns "
                "where table_schema = 'public' and column_name in ('case', 'case_id', 'entry', 'entry_id')"
            )
        }
    assert not named & set(OPEN)


@pytest.mark.parametrize("table", sorted(POLICIES))
def test_nobody_in_particular_sees_nothing(world: World, table: str) -> None:
    for reader in (None, uuid4()):
        with connected("web", reader) as web:
            assert count(web, table) == 0


def test_a_person_who_left_sees_nothing(world: World) -> None:
    gone = person("protection_officer", world.us.agency)
    with connected("web", gone.id) as web:
        assert count(web, "cases_case", "id = %(case)s", case=world.case.id) == 1
    Person.objects.filter(id=gone.id).update(is_active=False)
    with connected("web", gone.id) as web:
        assert {table for table in POLICIES if count(web, table)} == set()


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_is_not_involved_sees_no_row(world: World, role: str) -> None:
    stranger = person(role)
    with connected("web", stranger.id) as web:
        for table in POLICIES:
            if table in OF_NO_CASE or role != "tracing_officer":
                others = "act is distinct from 'change_resource'" if table == "ledger_event" else "true"
                assert count(web, table, others) == 0, table  # who changes a register reads its changes
            elif table not in OF_REPORTS:  # the country's tracing officers see every child whose search is open
                assert count(web, table, of_case(table), case=world.case.id) == 0, table


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_is_involved_sees_what_their_compartments_allow(world: World, role: str) -> None:
    reader = person(role)
    involve(reader, world.case)
    involve(reader, world.report, kind="report")
    held = sorted(ROLES[role].compartments)
    sees = bool(held)
    within = "compartments <@ %(held)s::varchar[]"
    with connected("web", reader.id) as web, connected("owner") as owner:
        for table in POLICIES:
            mine = count(web, table, of_case(table), case=world.about(table).id)
            if table in STATEMENTS:
                expected = world.rows[table] if STATEMENTS[table] in held else 0
            elif table in ("ledger_event", "cases_deadline", "cases_task"):
                expected = count(owner, table, f"{of_case(table)} and {within}", case=world.case.id, held=held)
            elif table == "registry_caseprofile":
                expected = world.rows[table] if "protection" in held else 0
            elif table == "registry_storedfile":
                expected = count(
                    owner, table, "case_id = %(case)s and entry is not null and compartment_name = any(%(held)s)",
                    case=world.case.id, held=held,
                )  # fmt: skip
            elif table == "cases_involvement":
                expected = 1
            elif table in ("cases_draft", "cases_emergencylook", "registry_matchrecord") or table in OF_NO_CASE:
                expected = 0
            else:
                expected = count(owner, table, of_case(table), case=world.about(table).id) if sees else 0
            if table == "cases_involvement" and not sees:
                continue  # the involvement itself is theirs; what it would open is not
            assert mine == expected, table


def test_own_entries_are_read_back_whatever_their_compartment(world: World) -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    do("screen", case.id, border, fear_of_return="yes", private_space=True, language="spa", band="12_17", answers=[])
    colleague = person("border_officer", agency("migration"))
    Person.objects.filter(id=colleague.id).update(agency=border.agency)
    with connected("web", border.id) as own, connected("web", colleague.id) as other:
        where = "case_id = %(case)s"
        assert count(own, "cases_protectionstatement", where, case=case.id) == 1
        assert count(other, "cases_protectionstatement", where, case=case.id) == 0
        assert count(other, "cases_generalstatement", where, case=case.id) >= 1
        assert count(other, "ledger_event", "chain = %(case)s and act = %(act)s", case=case.id, act="screen") == 0
        assert count(own, "ledger_event", "chain = %(case)s and act = %(act)s", case=case.id, act="screen") == 1


def test_who_only_keeps_own_entries_sees_no_others(world: World) -> None:
    us, border = team(), person("border_officer")
    case = child(us)
    involve(border, case, own_only=True)
    with connected("web", border.id) as web:
        assert count(web, "cases_generalstatement", "case_id = %(case)s", case=case.id) == 0
        assert count(web, "ledger_event", "chain = %(case)s", case=case.id) == 0
        assert count(web, "cases_case", "id = %(case)s", case=case.id) == 1
        for table in ("registry_card", "registry_caseprofile", "registry_kinship", "cases_deadline", "cases_task"):
            assert count(web, table, "case_id = %(case)s", case=case.id) == 0


def test_an_involvement_that_ended_opens_nothing(world: World) -> None:
    former = person("consul")
    involve(former, world.case, ended_at=clock.now())
    with connected("web", former.id) as web:
        assert {table for table in POLICIES if count(web, table)} == set()


def test_an_involvement_of_some_roles_opens_nothing_to_others(world: World) -> None:
    office = agency("protection")
    officer, liaison = person("protection_officer", office), person("liaison_officer", office)
    involve(officer, world.case, roles=["protection_officer"])
    with connected("web", officer.id) as web:
        assert count(web, "cases_case") == 1
    with connected("web", liaison.id) as web:
        assert count(web, "cases_case") == 0


# Who sees a row may not change it: only the transaction that judges its case may.
@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_is_involved_changes_no_row_past_the_acts(world: World, role: str) -> None:
    reader = person(role)
    involve(reader, world.case)
    involve(reader, world.report, kind="report")
    found = {one for table in POLICIES for one in changes_let_through(table, world.about(table), reader)}
    assert found == set()


def changes_let_through(table: str, case: Case, reader: Person) -> Iterator[str]:
    row = a_row(table, of_case(table), case=case.id)
    name = sql.Identifier(table)
    where = sql.SQL("where " + of_case(table))  # type: ignore[arg-type]
    column = sql.Identifier(
        "person" if '"person"' in row and table in OF_NO_CASE else "id" if '"id"' in row else "case_id"
    )
    tries = {
        "insert": sql.SQL("insert into {} select (json_populate_record(null::{}, %(row)s)).*").format(name, name),
        "update": sql.SQL("update {} set {} = {} {}").format(name, column, column, where),
        "delete": sql.SQL("delete from {} {}").format(name, where),
    }
    for what, query in tries.items():
        with connected("web", reader.id) as web:
            try:
                changed = web.execute(query, {"row": row, "case": case.id}).rowcount
            except InsufficientPrivilege:
                continue
            except psycopg.errors.UniqueViolation:
                changed = 1
            if changed:
                yield f"{what} {table}"


@pytest.mark.parametrize(
    "statement", ["update ledger_event set act = act", "delete from ledger_event", "truncate ledger_event"]
)
def test_events_are_only_added_even_by_the_owner(statement: str) -> None:
    with connected("owner") as owner, pytest.raises(psycopg.Error, match="only ever added"):
        try_until_unlocked(owner, statement)


def try_until_unlocked(owner: psycopg.Connection, statement: str) -> None:
    """Wait for no lock: a test beside this one may ask as the owner while its own transaction holds the table."""
    for _ in range(LOCK_TRIES):
        try:
            owner.execute("set lock_timeout = '1s'")
            owner.execute(statement)  # type: ignore[arg-type]
        except psycopg.errors.LockNotAvailable:
            owner.rollback()


@pytest.mark.parametrize("table", [*sorted(STATEMENTS), "ledger_event"])
@pytest.mark.parametrize("verb", ["update", "delete"])
@pytest.mark.parametrize("role", ["web", "worker"])
def test_what_was_stated_stays(world: World, table: str, verb: str, role: str) -> None:
    query = f"update {table} set act = act" if verb == "update" else f"delete from {table}"
    with connected(role, world.us.officer.id) as connection:
        connection.execute("select set_config('app.open_case', %s, false)", [str(world.case.id)])
        with pytest.raises(InsufficientPrivilege):
            connection.execute(query)  # type: ignore[arg-type]


def test_worker_sees_clocks_and_tasks_but_reads_no_file(world: World) -> None:
    with connected("worker") as worker:
        for table, policy in POLICIES.items():
            found = count(worker, table, of_case(table), case=world.about(table).id)
            expected = world.rows[table] if policy.worker else 0
            # Rows that belong to no case come from every test that runs meanwhile.
            shared = policy.worker and of_case(table) == "true"
            assert found >= expected if shared else found == expected, table


def test_judging_opens_one_case_and_no_other(world: World) -> None:
    other = child(world.us)
    with connected("web") as web:
        web.execute("select set_config('app.open_case', %s, true)", [str(world.case.id)])
        assert count(web, "cases_case") == 1
        assert count(web, "cases_healthstatement", "case_id = %(case)s", case=world.case.id) >= 1
        assert count(web, "cases_generalstatement", "case_id = %(case)s", case=other.id) == 0


def test_judging_ends_with_the_transaction(world: World) -> None:
    stranger = actor("border_officer")
    refused_case = child(world.us, stranger)
    refused("approve_return_plan", refused_case.id, world.us.officer)
    with reading_as(stranger):
        assert not Case.objects.filter(id=world.case.id).exists()


@given(
    role=st.sampled_from(sorted(ROLES)),
    grounds=st.lists(
        st.fixed_dictionaries(
            {
                "to": st.sampled_from(["agency", "person", "role", "another"]),
                "ended": st.booleans(),
                "own_only": st.booleans(),
                "narrowed": st.sampled_from(["", "mine", "other"]),
            }
        ),
        max_size=4,
    ),
)
def test_selectors_and_the_database_agree_on_who_sees_what(
    world: World, role: str, grounds: list[dict[str, Any]]
) -> None:
    reader, cases = person(role), [child(world.us) for _ in grounds]
    for case, ground in zip(cases, grounds, strict=True):
        whom = {"agency_id": None, "person_id": None, "role": ""}
        match ground["to"]:
            case "agency":
                whom |= {"agency_id": reader.agency_id} if reader.agency_id else {"person_id": reader.id}
            case "person":
                whom |= {"person_id": reader.id}
            case "role" if role != "tracing_officer":
                whom |= {"role": f"nobody-{role}"}
            case _:
                whom |= {"agency_id": agency("protection").id}
        narrowed = {"": [], "mine": [role], "other": ["consul" if role != "consul" else "guardian"]}
        ended = clock.now() if ground["ended"] else None
        involve(reader, case, **whom, ended_at=ended, own_only=ground["own_only"], roles=narrowed[ground["narrowed"]])
    by, ids = actor_of(reader), [case.id for case in cases]
    with reading_as(by):
        selected = {one for one in ids if sees_case(by, one)}
        whole = set(listed_cases(by=by).filter(case__in=ids).values_list("case", flat=True))
        kept = set(handed_over_cases(by=by).filter(id__in=ids).values_list("id", flat=True))
        raw = set(Case.objects.filter(id__in=ids).values_list("id", flat=True))
        cards = set(Card.objects.filter(case__in=ids).values_list("case", flat=True))
    assert selected == raw == whole | kept
    assert whole == cards
    assert not whole & kept


def test_compartments_of_the_database_are_those_of_the_roles() -> None:
    for role in ROLES.values():
        with connected("web", person(role.code).id) as web:
            row = web.execute("select app_compartments()").fetchone()
        assert row
        assert {Compartment(name) for name in row[0] or []} == role.compartments
    assert ROLES["protection_officer"].compartments == EVERY


def test_a_signature_asked_of_ones_agency_is_not_read_by_those_who_may_not_sign() -> None:
    us, office = team(), agency("migration")
    border, colleague = actor("border_officer", office), actor("border_officer", office)
    case = child(us, border)
    with reading_as(border):
        given = parse_input(ACTS["screen"], {})
        typed = {"fear_of_return": ["yes"]}
        drafts.submit(case, "screen", typed, given, wants="signature", reason="Canario hondo", by=border)
    with connected("web", colleague.id) as web:
        assert count(web, "cases_draft") == 0
    with reading_as(colleague):
        assert not drafts.list_awaiting_approval(by=colleague).exists()
    for signer in (us.supervisor, us.officer):
        with reading_as(signer):
            assert [draft.case_id for draft in drafts.list_awaiting_approval(by=signer)] == [case.id]


def test_approvals_are_given_by_signers_alone(world: World) -> None:
    from amparo.cases.act import ACTS, parse_input
    from amparo.ledger.problems import RoleMayNot

    given_input = parse_input(ACTS["screen"], {})
    for role in ("border_officer", "guardian", "tracing_officer"):
        who = person(role)
        involve(who, world.case)
        by = actor_of(who)
        with reading_as(by), pytest.raises(RoleMayNot):
            give_approval(world.case, "screen", given_input, kind="signature", reason="Lo revisé", by=by)
    with as_owner() as owner:
        assert count(owner, "cases_approval", "case_id = %(case)s and act = 'screen'", case=world.case.id) == 0


def test_which_cases_an_agency_has_is_answered_from_an_index_alone() -> None:
    """Every list asks it, some twice: what the function looks at must stand in the index, or each case costs a page."""
    with as_owner() as owner:
        (body,) = owner.execute("select prosrc from pg_proc where proname = 'app_cases'").fetchone() or ("",)
        (index,) = owner.execute("select indexdef from pg_indexes where indexname = 'involved_agency'").fetchone() or (
            "",
        )
    of_the_agency = body.split("union all")[0]
    asked = {one.column for one in Involvement._meta.concrete_fields if re.search(rf"\b{one.column}\b", of_the_agency)}
    assert {"agency_id", "case_id", "roles"} < asked
    assert not [column for column in asked if not re.search(rf"\b{column}\b", index)]
