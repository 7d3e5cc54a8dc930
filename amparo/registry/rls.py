"""Policies of this app's tables, and the one comparison that looks at every child of the node."""

from amparo.core.rls import FUNCTIONS, JUDGING, protect
from amparo.registry.models import Card, CaseProfile, Export, Kinship, StoredFile

# Lists and searches read many cards at once: the reader's cases are looked up once, not once a row.
protect(Card, see=f"{JUDGING} or case_id in (select app_cases())", write=JUDGING)
protect(
    CaseProfile,
    see=f"{JUDGING} or case_id in (select app_cases()) and 'protection' = any((select app_compartments())::text[])",
    write=JUDGING,
)
protect(Kinship, see=f"{JUDGING} or app_sees_whole(case_id)", write=JUDGING, grants="select, insert")
protect(
    StoredFile,
    see="by = (select app_person()) or entry is not null and app_sees_entry(case_id, agency) "
    "and compartment_name = any((select app_compartments())::text[])",
    write="by = (select app_person()) and app_sees(case_id)",
    grants="select, insert, update",
)

protect(Export, see="person = (select app_person())", write="person = (select app_person())", worker=True)

# Two names are worth comparing from this trigram similarity on (0 to 1); chosen so that a missing surname or a
# misspelt one still meets its child, while brothers and sisters of the same surnames do not meet each other.
ALIKE = 0.5
GIVEN_ALIKE = 0.45
AGE_WINDOW_DAYS = 3 * 366


def _duplicate_functions() -> str:
    """`app_duplicates` compares with every child; only two functions built on it may be called by the web.

    What the caller may see is returned. What they may not see leaves a task for its own supervisors, inside the
    database: neither ids nor numbers of hidden cases ever reach the caller's process.
    """
    asked = "names text, given text, first_day date, last_day date, of_sex text"
    same = "names, given, first_day, last_day, of_sex"
    definer = "security definer set search_path = public"
    # The numbers and names put in are constants of this module.
    return f"""
select similarity('', '');  -- loads the extension, without which its setting is not known
create or replace function app_duplicates({asked})
  returns table (case_id uuid, likeness real, seen boolean, agency uuid) language sql stable {definer}
  set pg_trgm.similarity_threshold = {ALIKE} as $$
  select c.case_id, similarity(c.search, names), app_sees_whole(c.case_id), c.agency
  from registry_card c
  where names <> '' and c.search % names
    and (given = '' or greatest(word_similarity(given, c.search), word_similarity(c.search, given)) >= {GIVEN_ALIKE})
    and (c.sex = of_sex or c.sex not in ('female', 'male') or of_sex not in ('female', 'male'))
    and (first_day is null or c.born_from is null
      or c.born_from <= last_day + {AGE_WINDOW_DAYS} and c.born_to >= first_day - {AGE_WINDOW_DAYS})
$$;
create or replace function app_visible_duplicates({asked})
  returns table (case_id uuid, likeness real) language sql stable {definer} as $$
  select case_id, likeness from app_duplicates({same}) where seen order by likeness desc, case_id limit 20
$$;
create or replace function app_task_hidden_duplicates({asked}, new_case uuid, at timestamptz)
  returns void language sql {definer} as $$
  insert into core_task (id, case_id, code, detail, agency, role, created_at, created_by, compartments)
  select gen_random_uuid(), d.case_id, 'possible_duplicate', jsonb_build_object('number', n.number), d.agency,
    'protection_supervisor', at, null, array['general', 'protection', 'trafficking', 'health', 'whereabouts']
  from app_duplicates({same}) d, core_case n
  where not d.seen and d.agency is not null and d.case_id <> new_case and n.id = new_case
$$;
revoke execute on function app_duplicates(text, text, date, date, text) from public;
"""  # noqa: S608


def _forgetting_function() -> str:
    """Uploads that no record named for a week; a definer, because nobody but the uploader sees them."""
    return """
create or replace function app_forget_uploads() returns setof varchar
  language sql security definer set search_path = public as $$
  delete from registry_storedfile where entry is null and at < now() - interval '7 days' returning stored_as
$$;
"""


FUNCTIONS.append(_duplicate_functions)
FUNCTIONS.append(_forgetting_function)
