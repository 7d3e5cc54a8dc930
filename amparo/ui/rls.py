"""Row-level security of idempotent responses, exports, and events of registers."""

from amparo.accounts.roles import AUDITOR
from amparo.ledger.rls import DEFINER, EVERYTHING, leave_open, protect, sql_functions, widen_events
from amparo.ui.models import Export, IdempotentResponse, SharedValue
from amparo.ui.resource.declaration import RESOURCES

_MINE = "person = (select app_person())"
protect(IdempotentResponse, see=_MINE, write=_MINE, worker=True)
protect(Export, see=_MINE, write=_MINE, worker=True)
leave_open(SharedValue, "hashes and numbers; needed before anybody is known", grants=EVERYTHING)


@sql_functions("ui")
def _resource_functions() -> str:
    """Return the SQL function for the resources whose history the reader may read.

    The reader's role decides: the auditor reads all, others what they may change.
    """
    read: dict[str, list[str]] = {}
    for resource in RESOURCES.values():
        for role in {AUDITOR, *resource.editor.changers} if resource.editor else ():
            read.setdefault(role, []).append(resource.name)
    cases = " ".join(
        f"when '{role}' then '{{{','.join(sorted(names))}}}'::text[]" for role, names in sorted(read.items())
    )
    return f"""
create or replace function public.app_resources_with_history() returns text[] {DEFINER} as
  $$ select case public.app_role() {cases} else '{{}}'::text[] end $$;
"""


widen_events(
    "changers",
    see="chain is null and coded->>'resource' = any(array(select unnest(app_resources_with_history())))",
    write="false",
)
