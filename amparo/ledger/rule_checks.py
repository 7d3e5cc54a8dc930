"""The database's own rules, compared with those that the program declares.

Whoever owns the database could drop a policy, switch a trigger off or replace a function, and read or change what the
chains protect. What is expected is kept nowhere, where it could be changed with the rest: it is made anew, by what
installs the rules, on empty temporary tables of the same shape, read back as the database reads them, and taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper as Cursor
from psycopg import sql

from amparo.ledger.rls import OPEN, POLICIES, install_on_tables, list_functions

type Rules = dict[str, str]
"""What holds, by what it is about."""

_PARTS: Final = {
    "is_table": "c.relkind in ('r', 'p', 'v', 'm', 'f')",
    "is_ours": "not exists (select 1 from pg_depend where objid = p.oid and deptype = 'e')",  # of no extension
    "of_queue": r"like 'procrastinate\_%'",  # made by its own migrations
    "called": "p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'",
    "grantee": "case r.grantee when 0 then 'everybody' else pg_get_userbyid(r.grantee) end",
    "right": "lower(r.privilege_type)",
}
_READ: Final = (
    """select concat('table ', relname), concat(relkind, ' owned by ', pg_get_userbyid(relowner))
    from pg_class c where relnamespace = {schema} and {is_table}""",
    """select concat('row-level security of ', relname), concat(relrowsecurity, relforcerowsecurity)
    from pg_class c where relnamespace = {schema} and {is_table}""",
    """select concat('policy ', polname, ' of ', relname), concat_ws(' | ', polcmd, polpermissive,
      array(select case one when 0 then 'everybody' else pg_get_userbyid(one) end from unnest(polroles) one order by 1),
      coalesce(pg_get_expr(polqual, polrelid), '-'), coalesce(pg_get_expr(polwithcheck, polrelid), '-'))
    from pg_policy join pg_class c on c.oid = polrelid where relnamespace = {schema}""",
    """select concat_ws(' ', 'right of', {grantee}, 'to', {right}, relname), r.is_grantable::text
    from pg_class c, aclexplode(coalesce(relacl, acldefault('r', relowner))) r
    where relnamespace = {schema} and {is_table}""",
    """select concat_ws(' ', 'right of', {grantee}, 'to', {right}, relname || '.' || attname), r.is_grantable::text
    from pg_class c join pg_attribute on attrelid = c.oid, aclexplode(attacl) r
    where relnamespace = {schema} and {is_table}""",
    """select concat('trigger ', tgname, ' of ', relname),
      concat(tgenabled, regexp_replace(pg_get_triggerdef(t.oid), ' ON [^ ]+ ', ' '))
    from pg_trigger t join pg_class c on c.oid = tgrelid
    where relnamespace = {schema} and (not tgisinternal or tgenabled <> 'O') and tgname not {of_queue}""",
    """select concat('rule ', rulename, ' of ', relname), pg_get_ruledef(w.oid)
    from pg_rewrite w join pg_class c on c.oid = ev_class where relnamespace = {schema}""",
    """select concat('function ', {called}), concat_ws(' | ', prosrc, prosecdef, proconfig, provolatile, proleakproof,
      lanname, pg_get_function_result(p.oid), pg_get_userbyid(proowner))
    from pg_proc p join pg_language l on l.oid = prolang
    where pronamespace = {schema} and {is_ours} and (proname not {of_queue} or prosecdef)""",
    """select concat_ws(' ', 'right of', {grantee}, 'to execute', {called}), r.is_grantable::text
    from pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner))) r
    where pronamespace = {schema} and {is_ours} and proname not {of_queue}""",
)
"""What is compared, for one schema: what it is about, and what holds."""
_TOO_MUCH: Final = (
    """select concat(rolname, ' is a superuser, bypasses policies, or makes roles, databases or copies')
    from pg_roles where rolname in (current_user, {web}, {worker})
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)""",
    """select concat(pg_get_userbyid(member), ' may act as ', pg_get_userbyid(roleid))
    from pg_auth_members where pg_get_userbyid(member) in ({web}, {worker})""",
    """select concat_ws(' ', {grantee}, 'may', {right}, 'in schema public') from pg_namespace, aclexplode(nspacl) r
    where nspname = 'public' and r.grantee <> nspowner and {grantee} <> current_user
    and not ({grantee} in ({web}, {worker}) and r.privilege_type = 'USAGE')""",
    """select concat_ws(' ', {grantee}, 'may', {right}, relname) from pg_class c, aclexplode(relacl) r
    where relnamespace = 'public'::regnamespace and relkind = 'S' and r.grantee <> relowner
    and not ({grantee} in ({web}, {worker}) and r.privilege_type = 'USAGE')""",
    """select concat_ws(' ', {grantee}, 'may', {right}, 'in the database')
    from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) r
    where datname = current_database() and r.grantee <> datdba and r.privilege_type <> 'CONNECT'""",
)
"""What roles may beyond their tables: each row is a fault."""


def find_changed_rules() -> list[str]:
    """Return in words every rule that is not as the program declares it.

    As the owner, in a transaction that may write, and leaves nothing. It waits for nobody who reads or writes.
    """
    database = connection.settings_dict["NAME"]
    web, worker = f"{database}_web", f"{database}_worker"
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            faults = [*_list_too_much(cursor, web, worker), *_compare(*_read_rules(cursor, web, worker))]
        except DatabaseError as error:
            faults = [f"database: its rules cannot be compared: {str(error).splitlines()[0]}"]
        transaction.set_rollback(True)
    return faults


def _list_too_much(cursor: Cursor, web: str, worker: str) -> Iterator[str]:
    logins = {"web": sql.Literal(web).as_string(), "worker": sql.Literal(worker).as_string()}
    for query in _TOO_MUCH:
        cursor.execute(query.format(**_PARTS, **logins))
        yield from (f"database: {words}, and the program gave no such right" for (words,) in cursor.fetchall())


def _read_rules(cursor: Cursor, web: str, worker: str) -> tuple[Rules, Rules]:
    """Return the rules as they are declared, and as they are.

    Both are read at one moment: the database writes out names as it finds them.
    """
    cursor.execute("set local search_path = public, pg_temp")
    cursor.execute("set local check_function_bodies = off")
    for name in (*POLICIES, *OPEN):
        table = {"copy": sql.Identifier("pg_temp", name), "table": sql.Identifier("public", name)}
        cursor.execute(sql.SQL("create table {copy} (like {table})").format(**table))
    for functions in list_functions():
        cursor.execute(_write_apart(functions))
    install_on_tables(cursor, web, worker, schema="pg_temp")
    return _read(cursor, "pg_my_temp_schema()"), _read(cursor, "'public'::regnamespace")


def _write_apart(functions: str) -> str:
    """Return the SQL with functions and triggers made on the copies.

    What they name is not.
    """
    functions = re.sub(r"(create or replace function) public\.", r"\1 pg_temp.", functions)
    return re.sub(r"(create or replace trigger [^;]*? on) public\.", r"\1 pg_temp.", functions)


def _read(cursor: Cursor, schema: str) -> Rules:
    found: Rules = {}
    for query in _READ:
        cursor.execute(query.format(**_PARTS, schema=schema))
        found |= dict(cursor.fetchall())
    return found


def _compare(declared: Rules, found: Rules) -> Iterator[str]:
    for about in sorted(declared.keys() | found.keys()):
        if about not in found:
            yield f"database, {about}: the program declares it, and it is gone"
        elif about not in declared:
            yield f"database, {about}: the program declares none"
        elif declared[about] != found[about]:
            yield f"database, {about}: it is not as the program declares it"
