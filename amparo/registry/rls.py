"""Row-level policies of the registry's tables."""

from amparo.cases.rls import IS_OPEN_CASE, READABLE_ENTRIES
from amparo.ledger.rls import (
    ADD,
    ADD_AND_CHANGE,
    DEFINER,
    SAFE_PATH,
    add_and_change,
    leave_open,
    protect,
    sql_functions,
)
from amparo.registry.models import Candidate, Card, CaseProfile, Kinship, MatchRecord, MatchThreshold, StoredFile

# Lists and searches read many cards at once: the reader's cases are looked up once, not once a row.
protect(
    Card,
    see=f"{IS_OPEN_CASE} or case_id in (select app_cases())",
    write=IS_OPEN_CASE,
    grants=ADD_AND_CHANGE,
)
protect(
    CaseProfile,
    see=f"{IS_OPEN_CASE} or case_id in (select app_cases_of_every_group()) and 'protection' = any((select "
    "app_compartments())::text[])",
    write=IS_OPEN_CASE,
)
protect(
    Kinship, see=f"{IS_OPEN_CASE} or app_sees_whole(case_id)", write=IS_OPEN_CASE, grants=add_and_change("ended_at")
)
protect(MatchRecord, see=IS_OPEN_CASE, write=IS_OPEN_CASE, worker=True)
_MY_CANDIDATE = "child_id = (select app_open_case())"
protect(
    Candidate,
    see=f"{_MY_CANDIDATE} or child_id in (select app_cases()) "
    "and (kind = 'duplicate' or 'protection' = any((select app_compartments())::text[]))",
    write=_MY_CANDIDATE,
    grants=add_and_change("kind", "probability", "evidence", "child_fingerprint", "other_fingerprint", "state"),
    worker=True,
)
# A file is read by who reads the statement that put it on record.
protect(
    StoredFile,
    see=f"{IS_OPEN_CASE} and entry is not null or by = (select app_person()) "
    "or entry is not null and compartment_name = any((select app_compartments())::text[]) "
    f"and entry in ({READABLE_ENTRIES.replace('of_case', 'registry_storedfile.case_id')})",
    write="by = (select app_person()) and app_sees(case_id)",
    grants=add_and_change("entry", "kind", "compartment_name"),
)

leave_open(MatchThreshold, "a number for the whole country, who set it and why", grants=ADD)


@sql_functions("registry")
def _delete_uploads_functions() -> str:
    """Return the functions that delete uploads that no record names.

    Those of a week, and one whose record was refused. Definers, because only the uploader sees them and nobody may
    delete a file that is on record.
    """
    return f"""
create or replace function public.app_forget_uploads() returns setof varchar
  language sql security definer {SAFE_PATH} as $$
  delete from public.registry_storedfile where entry is null and at < now() - interval '7 days' returning stored_as
$$;
create or replace function public.app_discard_upload(which uuid) returns setof varchar
  language sql security definer {SAFE_PATH} as $$
  delete from public.registry_storedfile where id = which and entry is null and by = public.app_person()
  returning stored_as
$$;
"""  # noqa: S608  made of constants


@sql_functions("child_counts")
def _count_functions() -> str:
    """Return the function that counts children for who sees no child.

    A definer, because statisticians read no card: it returns numbers alone, and to them alone.
    """
    return f"""
create or replace function public.app_child_counts(on_day date)
  returns table (part text, code text, n bigint) {DEFINER} as
$$
  select asked.part, asked.code, count(*)
  from public.registry_card card,
       lateral (values
         ('age', case when card.born_to is null then card.age_estimate
                      else date_part('year', age(on_day, card.born_to))::int end::text),
         ('sex', card.sex), ('with_whom', card.with_whom), ('origin', card.origin), ('custody', card.custody),
         ('step', case when card.closed then 'closed' else card.step::text end)
       ) as asked (part, code)
  where public.app_role() = 'statistician'
  group by 1, 2
$$;
"""  # noqa: S608  made of constants
