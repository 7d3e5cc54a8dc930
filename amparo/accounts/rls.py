"""Row-level security of people, and the SQL functions that look up the reader."""

from amparo.accounts.models import Agency, Certificate, Person, ResetCode, Token
from amparo.accounts.roles import ROLES
from amparo.ledger.rls import ADD_AND_CHANGE, DEFINER, EVERYTHING, add_and_change, leave_open, sql_functions


def quote_codes(codes: list[str]) -> str:
    """Return codes as SQL literals separated by commas.

    `null`, which equals nothing, if there are none.
    """
    return ",".join(f"'{code}'" for code in codes) or "null"


@sql_functions("accounts")
def _reader_functions() -> str:
    """Return the SQL functions for the reader's role and agency."""
    by_agency = quote_codes([role.code for role in ROLES.values() if role.by_agency])
    return f"""
create or replace function public.app_agency() returns uuid {DEFINER} as
  $$ select agency_id from public.accounts_person
     where id = public.app_person() and is_active and role in ({by_agency}) $$;
create or replace function public.app_role() returns varchar {DEFINER} as
  $$ select role from public.accounts_person where id = public.app_person() and is_active $$;
"""  # noqa: S608  made of constants


leave_open(Agency, "names of institutions", grants=ADD_AND_CHANGE)
leave_open(
    Person,
    "who works where; passwords are hashed, and needed before anybody is known",
    grants=ADD_AND_CHANGE,
)
leave_open(Certificate, "training of staff", grants=ADD_AND_CHANGE)
leave_open(Token, "hashes of tokens; needed before anybody is known", grants=add_and_change("revoked_at"))
leave_open(ResetCode, "hashes of one-time codes; needed before anybody is known", grants=add_and_change("used_at"))
for table, why in {
    "account_emailaddress": "staff addresses",
    "account_emailconfirmation": "staff addresses",
    "mfa_authenticator": "second factors, sealed; needed before anybody is known",
    "usersessions_usersession": "sessions of staff",
    "procrastinate_jobs": "names of jobs and ids; no text about a child",
    "procrastinate_events": "states of jobs",
    "procrastinate_periodic_defers": "times of jobs",
    "procrastinate_workers": "workers",
}.items():
    leave_open(table, why, grants=EVERYTHING)
