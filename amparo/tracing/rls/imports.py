"""Row-level policies of imports.

The importer reads and writes, supervisors of the agency read.
"""

from amparo.cases.roles import SUPERVISOR
from amparo.ledger.rls import protect
from amparo.tracing.models.imports import ReportImport, ReportImportRow

_MINE = "person = (select app_person())"
protect(
    ReportImport,
    see=f"{_MINE} or (select app_role()) = '{SUPERVISOR}' and agency = (select app_agency())",
    write=_MINE,
    worker=True,
)
# The policy of imports applies in the subquery: who sees an import sees its rows.
protect(
    ReportImportRow,
    see="of_id in (select id from tracing_reportimport)",
    write="of_id in (select id from tracing_reportimport where person = (select app_person()))",
    worker=True,
)
