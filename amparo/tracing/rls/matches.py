"""Database function that shows what was compared of a report.

To those who see the child; it shows nothing of who searches.
"""

from amparo.ledger.rls import DEFINER, sql_functions


@sql_functions("matches")
def _compared_function() -> str:
    """Return the function: a definer, since its readers need not see the report.

    It answers for a pair that the matcher found, or whose two files the reader sees.
    """
    return f"""
create or replace function public.app_compared_report(which_child uuid, which_report uuid)
  returns table (id uuid, number varchar, opened_at timestamptz, body jsonb)
  {DEFINER} as $$
  select r.id, r.number, r.opened_at, m.body
  from public.cases_case r left join public.registry_matchrecord m on m.case_id = r.id
  where r.id = which_report and r.kind = 'report'
    and 'protection' = any(public.app_compartments()) and public.app_sees_whole(which_child)
    and (public.app_sees_whole(r.id) or exists (
      select 1 from public.registry_candidate c
      where c.child_id = which_child and c.other_id = which_report and c.kind = 'report'))
$$;
"""  # noqa: S608  made of constants
