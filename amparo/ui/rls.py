"""Row-level security of idempotent responses, exports, and events of registers."""

from amparo.ledger.rls import DEFINER, protect, sql_functions, widen_events
from amparo.ui.models import Export, IdempotentResponse
from amparo.ui.resource.declaration import RESOURCES

_MINE = "person = (select app_person())"
protect(IdempotentResponse, see=_MINE, write=_MINE, worker=True)
protect(Export, see=_MINE, write=_MINE, worker=True)


@sql_functions("ui")
def _resource_functions() -> str:
    """Return the SQL function for the resources that the reader may change.

    The reader's role decides.
    """
    changed: dict[str, list[str]] = {}
    for resource in RESOURCES.values():
        for role in resource.editor.changers if resource.editor else ():
            changed.setdefault(role, []).append(resource.name)
    cases = " ".join(f"when '{role}' then '{{{','.join(sorted(names))}}}'::text[]" for role, names in changed.items())
    return f"""
create or replace function public.app_changed_resources() returns text[] {DEFINER} as
  $$ select case public.app_role() {cases} else '{{}}'::text[] end $$;
"""


widen_events(
    "changers",
    see="chain is null and coded->>'resource' = any(array(select unnest(app_changed_resources())))",
    write="false",
)
