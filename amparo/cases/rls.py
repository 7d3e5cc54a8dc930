"""Row-level security of the tables of cases.

The functions return which cases the reader sees, whole or by entry.
"""

from amparo.accounts.rls import quote_codes
from amparo.accounts.roles import AUDITOR, ROLES
from amparo.accounts.subscribers import ADDED, REMOVED
from amparo.accounts.tokens import TOKEN_ISSUED, TOKEN_REVOKED
from amparo.cases.act import ACTS
from amparo.cases.models import (
    STATEMENT_TABLES,
    Approval,
    Case,
    Deadline,
    Draft,
    EmergencyLook,
    Involvement,
    Reading,
    Task,
)
from amparo.cases.roles import SIGNERS, SUPERVISOR
from amparo.ledger.rls import ADD, DEFINER, SAFE_PATH, add_and_change, protect, sql_functions, widen_events
from amparo.ledger.row_changes import ACT as CHANGED

IS_OPEN_CASE = "case_id = (select app_open_case())"
READABLE_ENTRIES = " union all ".join(
    f"select entry from {table._meta.db_table} where case_id = of_case"  # noqa: S608  our own tables
    for table in STATEMENT_TABLES
)
"""The entries of a case that the reader may read, where the case is `of_case`."""
_MINE = (
    "ended_at is null and (until is null or until > now()) and (person_id = (select app_person()) "
    "or role = (select app_role()) "
    "or agency_id = (select app_agency()) and (roles = '{}' or (select app_role()) = any(roles)))"
)
_MY_TASK = "(person = (select app_person()) or agency = (select app_agency()) and role in ('', (select app_role())))"
_MY_COMPARTMENTS = "compartments <@ (select app_compartments())::varchar[]"

RIGHTS_EVENTS = frozenset({ADDED, REMOVED, TOKEN_ISSUED, TOKEN_REVOKED})
"""Events of the node that give or take somebody a way in, besides those of the register of people."""

for table in STATEMENT_TABLES:
    protect(
        table,
        see=f"{IS_OPEN_CASE} or app_sees_part(case_id, agency, groups, seq) and "
        f"('{table.compartment}' = any((select app_compartments())::text[]) or by = (select app_person()))",
        write=IS_OPEN_CASE,
        grants=ADD,
    )
protect(
    Case,
    see="id = (select app_open_case()) or app_sees(id)",
    write="id = (select app_open_case())",
    worker=True,
    grants=add_and_change("last_seq", "last_hash", "country"),
)
widen_events(
    "cases",
    see="chain = (select app_open_case()) or app_sees_entry(chain, agency::uuid, act, seq) and "
    f"({_MY_COMPARTMENTS} or actor = (select app_person())::text)",
    write="chain = (select app_open_case())",
)
# Lists look at many deadlines at once: the reader's cases are looked up once, not once a row.
protect(
    Deadline,
    see=f"{IS_OPEN_CASE} or case_id in (select app_cases_of_every_group()) and {_MY_COMPARTMENTS}",
    write=IS_OPEN_CASE,
    worker=True,
    grants=add_and_change("due_at", "escalated_at", "closed_at", "person"),
)
protect(
    Task,
    see=f"{IS_OPEN_CASE} or {_MY_COMPARTMENTS} and (app_sees_every_group(case_id) or {_MY_TASK})",
    write=IS_OPEN_CASE,
    worker=True,
    grants=add_and_change("done_at", "done_by", "person"),
)
protect(
    Approval,
    see=f"{IS_OPEN_CASE} or app_sees_whole(case_id) or by = (select app_person())",
    write=f"{IS_OPEN_CASE} or app_sees(case_id) and by = (select app_person())",
    grants=add_and_change("used_at"),
)
protect(
    Draft,
    see="person = (select app_person()) or wants <> '' and app_signs(case_id)",
    write="person = (select app_person())",
)
protect(
    Involvement, see=f"{IS_OPEN_CASE} or {_MINE}", write=IS_OPEN_CASE, grants=add_and_change("ended_at", "officer_id")
)
_REVIEWS = f"(select app_role()) = '{SUPERVISOR}' and app_signs(case_id)"
protect(
    EmergencyLook,
    see=f"{IS_OPEN_CASE} or person = (select app_person()) or {_REVIEWS}",
    write=f"person = (select app_person()) or {_REVIEWS}",
    grants=add_and_change("reviewed_at", "reviewed_by", "justified", "review"),
)
protect(
    Reading,
    see=f"{IS_OPEN_CASE} or app_sees_entry(case_id, agency, '', 0) "
    f"and ({_MY_COMPARTMENTS} or person = (select app_person()))",
    write="person = (select app_person()) and app_sees(case_id)",
    worker=True,
    grants=ADD,
)


@sql_functions("compartments")
def _compartment_functions() -> str:
    """Return the SQL functions on the case that is open and the reader's compartments."""
    compartments = " ".join(
        f"when '{role.code}' then '{{{','.join(sorted(role.compartments))}}}'::text[]" for role in ROLES.values()
    )
    return f"""
create or replace function public.app_open_case() returns uuid language sql stable {SAFE_PATH} as
  $$ select nullif(current_setting('app.open_case', true), '')::uuid $$;
create or replace function public.app_compartments() returns text[] {DEFINER} as
  $$ select case public.app_role() {compartments} else '{{}}'::text[] end $$;
"""


def _readers() -> str:
    return quote_codes([role.code for role in ROLES.values() if role.sees_cases])


def _groups_by_act() -> str:
    """Return the groups of data of each act, for `case … end` of SQL.

    Null for an act of which some answer belongs to none of them: an event tells all answers.
    """
    return " ".join(
        f"when '{act.code}' then '{{{','.join(sorted(act.data_groups))}}}'::varchar[]"
        for act in ACTS.values()
        if act.data_groups and all(names is None for names in act.data_groups.values())
    )


@sql_functions("involvements")
def _involvement_functions() -> str:
    """Return the SQL functions on whether the reader sees one case, and why.

    They are asked once a row, and are one query each: a function called within another costs as much as the query.
    """
    by_agency = quote_codes([role.code for role in ROLES.values() if role.by_agency])
    mine = (
        "from public.accounts_person p, public.cases_involvement i "
        f"where p.id = public.app_person() and p.is_active and p.role in ({_readers()}) and i.case_id = which "
        "and i.ended_at is null and (i.until is null or i.until > now()) and (i.person_id = p.id or i.role = p.role "
        f"or i.agency_id = p.agency_id and p.role in ({by_agency}) and (i.roles = '{{}}' or p.role = any(i.roles)))"
    )

    def readable(groups: str) -> str:
        return (
            f"(of_agency = p.agency_id and p.role in ({by_agency}) or not i.own_only "
            f"and (i.groups = '{{}}' or of_seq = i.referral_seq or i.groups && ({groups})))"
        )

    return f"""
create or replace function public.app_sees(which uuid) returns boolean {DEFINER} as
  $$ select exists (select 1 {mine}) $$;
create or replace function public.app_sees_whole(which uuid) returns boolean {DEFINER} as
  $$ select exists (select 1 {mine} and not i.own_only) $$;
create or replace function public.app_sees_every_group(which uuid) returns boolean {DEFINER} as
  $$ select exists (select 1 {mine} and not i.own_only and i.groups = '{{}}') $$;
create or replace function public.app_sees_entry(which uuid, of_agency uuid, of_act varchar, of_seq integer)
  returns boolean {DEFINER} as
  $$ select exists (select 1 {mine} and {readable("case of_act " + _groups_by_act() + " end")}) $$;
create or replace function public.app_sees_part(which uuid, of_agency uuid, of_groups varchar[], of_seq integer)
  returns boolean {DEFINER} as
  $$ select exists (select 1 {mine} and {readable("of_groups")}) $$;
create or replace function public.app_ground_compartments(which uuid) returns varchar[] {DEFINER} as
  $$ select coalesce((select i.compartments {mine} order by cardinality(i.compartments) limit 1), '{{}}') $$;
create or replace function public.app_signs(which uuid) returns boolean {DEFINER} as
  $$ select public.app_role() in ({quote_codes(sorted(SIGNERS))})
     and exists (select 1 from public.cases_involvement where case_id = which
     and ground = 'responsible' and ended_at is null and agency_id = public.app_agency()) $$;
"""  # noqa: S608  made of the constants above


@sql_functions("cases")
def _case_functions() -> str:
    """Return the SQL functions that find cases.

    `app_cases` are the cases seen whole: lists know nothing of how a case stands that was handed over. Those
    `of_every_group` were not opened by a referral of some groups of data alone.
    """
    listed = (
        f"select case_id from public.cases_involvement where public.app_role() in ({_readers()}) "  # noqa: S608  our own
        "and ended_at is null and until is null and not own_only"
    )

    def find(listed: str) -> str:
        return f"""{DEFINER} rows 5000 as
  $$ {listed} and agency_id = (select public.app_agency())
       and (roles = '{{}}' or (select public.app_role()) = any(roles))
     union all {listed} and person_id = (select public.app_person())
     union all {listed} and role <> '' and role = (select public.app_role()) $$"""

    return f"""
create or replace function public.app_cases() returns setof uuid {find(listed)};
create or replace function public.app_cases_of_every_group() returns setof uuid {find(listed + " and groups = '{}'")};
create or replace function public.app_case_of_number(which text) returns table (case_id uuid, country varchar)
  {DEFINER} as
  $$ select id, country from public.cases_case
     where number = which and kind = 'child' and public.app_role() in ({_readers()}) $$;
"""  # noqa: S608  made of the constants above


@sql_functions("oversight")
def _oversight_functions() -> str:
    """Return the function that counts readings, looks, approvals, exports and rights.

    An export is what one person took along at one instant. Rights change with a person of the register, and with each
    token and second factor. For who sees no case. A definer, because auditors see none of them: it returns numbers
    alone, and to them alone.
    """
    return f"""
create or replace function public.app_oversight_counts(since timestamptz)
  returns table (part text, code text, n bigint) {DEFINER} as
$$
  select part, code, n from (
    select 'looks' as part,
           case when reviewed_at is null then 'waiting' when justified then 'justified' else 'unjustified' end as code,
           count(*) as n
    from public.cases_emergencylook where at >= since group by 2
    union all select 'approvals', kind, count(*) from public.cases_approval where given_at >= since group by kind
    union all select 'readings', what, count(*) from public.cases_reading where at >= since group by what
    union all select 'exports', 'lists', count(distinct (person, at)) from public.cases_reading
      where at >= since and what = 'download' having count(*) > 0
    union all select 'exports', 'children', count(distinct case_id) from public.cases_reading
      where at >= since and what = 'download' having count(*) > 0
    union all select 'rights', case act when '{CHANGED}' then 'person_' || (coded ->> 'change') else act end, count(*)
      from public.ledger_event
      where recorded_at >= since and chain is null
        and (act in ({quote_codes(sorted(RIGHTS_EVENTS))}) or act = '{CHANGED}' and coded ->> 'resource' = 'people')
      group by 2
  ) as counted
  where public.app_role() = '{AUDITOR}'
$$;
"""  # noqa: S608  made of constants
