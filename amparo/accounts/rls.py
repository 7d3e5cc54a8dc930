"""Policies of this app's tables, and the functions that look up the reader for everybody's policies."""

from amparo.accounts.models import Agency, Certificate, EmergencyLook, Involvement, Person, Reading, Token
from amparo.accounts.roles import ROLES, SIGNERS, SUPERVISOR
from amparo.core.rls import FUNCTIONS, JUDGING, leave_open, protect

_RUNS = "ended_at is null and (until is null or until > now())"
_MINE = (
    f"{_RUNS} and (person_id = (select app_person()) or role = (select app_role()) "
    "or agency_id = (select app_agency()) and (roles = '{}' or (select app_role()) = any(roles)))"
)
protect(Involvement, see=f"{JUDGING} or {_MINE}", write=JUDGING, grants="select, insert, update")
protect(
    EmergencyLook,
    see=f"{JUDGING} or person = (select app_person()) or (select app_role()) = '{SUPERVISOR}' and app_signs(case_id)",
    write=f"person = (select app_person()) or (select app_role()) = '{SUPERVISOR}' and app_signs(case_id)",
    grants="select, insert, update",
)
protect(
    Reading,
    see=f"{JUDGING} or app_sees(case_id)",
    write="person = (select app_person()) and app_sees(case_id)",
    grants="select, insert",
)
leave_open(Agency, "names of institutions")
leave_open(Person, "who works where; passwords are hashed, and needed before anybody is known")
leave_open(Certificate, "training of staff")
leave_open(Token, "hashes of tokens; needed before anybody is known")


def _reader_functions() -> str:
    """SQL functions that know the reader: agency, role, compartments, which cases are theirs, whole or by entry.

    `app_cases` are those seen whole: lists know nothing of how a case stands that was handed over.
    """
    compartments = " ".join(
        f"when '{role.code}' then '{{{','.join(sorted(role.compartments))}}}'::text[]" for role in ROLES.values()
    )
    by_agency = ",".join(f"'{role.code}'" for role in ROLES.values() if role.by_agency)
    seers = ",".join(f"'{role.code}'" for role in ROLES.values() if role.sees_cases)
    signers = ",".join(f"'{role}'" for role in sorted(SIGNERS))
    definer = "language sql stable security definer set search_path = public"
    # Asked once a row: one query, because each function called within another costs as much as the query itself.
    reader = f"from accounts_person p, accounts_involvement i where p.id = app_person() and p.is_active and p.role in ({seers})"
    mine = (
        f"i.ended_at is null and (i.until is null or i.until > now()) and (i.person_id = p.id or i.role = p.role or i.agency_id = p.agency_id "
        f"and p.role in ({by_agency}) and (i.roles = '{{}}' or p.role = any(i.roles)))"
    )
    return f"""
create or replace function app_agency() returns uuid {definer} as
  $$ select agency_id from accounts_person where id = app_person() and is_active and role in ({by_agency}) $$;
create or replace function app_role() returns varchar {definer} as
  $$ select role from accounts_person where id = app_person() and is_active $$;
create or replace function app_compartments() returns text[] {definer} as
  $$ select case app_role() {compartments} else '{{}}'::text[] end $$;
create or replace function app_sees(which uuid) returns boolean {definer} as
  $$ select exists (select 1 {reader} and i.case_id = which and {mine}) $$;
create or replace function app_sees_whole(which uuid) returns boolean {definer} as
  $$ select exists (select 1 {reader} and i.case_id = which and not i.own_only and {mine}) $$;
create or replace function app_cases() returns setof uuid {definer} rows 5000 as
  $$ select case_id from accounts_involvement where app_role() in ({seers}) and ended_at is null and until is null and not own_only
       and agency_id = (select app_agency()) and (roles = '{{}}' or (select app_role()) = any(roles))
     union all select case_id from accounts_involvement where app_role() in ({seers}) and ended_at is null and until is null and not own_only
       and person_id = (select app_person())
     union all select case_id from accounts_involvement where app_role() in ({seers}) and ended_at is null and until is null and not own_only
       and role <> '' and role = (select app_role()) $$;
create or replace function app_case_of_number(which text) returns table (case_id uuid, country varchar) {definer} as
  $$ select id, country from core_case where number = which and kind = 'child' and app_role() in ({seers}) $$;
create or replace function app_signs(which uuid) returns boolean {definer} as
  $$ select app_role() in ({signers}) and exists (select 1 from accounts_involvement where case_id = which
     and ground = 'responsible' and ended_at is null and agency_id = app_agency()) $$;
create or replace function app_sees_entry(which uuid, of_agency uuid) returns boolean {definer} as
  $$ select exists (select 1 {reader} and i.case_id = which and {mine}
     and (not i.own_only or of_agency = p.agency_id and p.role in ({by_agency}))) $$;
"""  # noqa: S608  made of constants above


FUNCTIONS.append(_reader_functions)
for table, why in {
    "account_emailaddress": "staff addresses",
    "account_emailconfirmation": "staff addresses",
    "mfa_authenticator": "second factors, needed before anybody is known",
    "usersessions_usersession": "sessions of staff",
    "procrastinate_jobs": "names of jobs and ids; no text about a child",
    "procrastinate_events": "states of jobs",
    "procrastinate_periodic_defers": "times of jobs",
    "procrastinate_workers": "workers",
}.items():
    leave_open(table, why)
