"""Row-level policies of reports.

Whoever sees a report sees its rows; a recipient reads only the bulletin sent to them.
"""

from amparo.cases.rls import IS_OPEN_CASE
from amparo.ledger.rls import ADD_AND_CHANGE, DEFINER, add_and_change, protect, sql_functions
from amparo.tracing.models.reports import Bulletin, BulletinRecipient, ReportCard

protect(
    ReportCard,
    see=f"{IS_OPEN_CASE} or case_id in (select app_cases())",
    write=IS_OPEN_CASE,
    grants=ADD_AND_CHANGE,
)
protect(
    Bulletin,
    see=f"{IS_OPEN_CASE} or case_id in (select app_cases()) or app_receives_bulletin(id)",
    write=IS_OPEN_CASE,
    grants=add_and_change("withdrawn_at", "withdrawn_by", "reason"),
)
protect(
    BulletinRecipient,
    see=f"{IS_OPEN_CASE} or case_id in (select app_cases()) or agency = (select app_agency())",
    write=IS_OPEN_CASE,
    grants=add_and_change("acknowledged_at", "acknowledged_by", "withdrawal_told_at"),
)


@sql_functions("reports")
def _recipient_function() -> str:
    """Return the function that tests whether the reader's agency received a bulletin.

    A definer, so that one policy does not depend on another.
    """
    return f"""
create or replace function public.app_receives_bulletin(which uuid) returns boolean
  {DEFINER} as $$
  select exists (
    select 1 from public.tracing_bulletinrecipient where bulletin_id = which and agency = public.app_agency())
$$;
"""  # noqa: S608  made of constants
