"""An import from the file to its end: read, told again, confirmed, made row by row, and forgotten.

Nothing is half done: no row is reported before every chosen row was tried as it would be done; then each becomes a report in a
transaction of its own together with the note that it did, so that whatever breaks, what remains is known and can be done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amparo.accounts.selectors import actor_by_id
from amparo.cases.act import ACTS, ActInput, parse_input
from amparo.cases.perform import Outcome, perform
from amparo.cases.selectors import choose_protection_agency
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, FieldError, NotVisible, Problem
from amparo.ledger.reader import acting_as
from amparo.ledger.text import t
from amparo.tracing.imports.columns import COLUMNS, recognised
from amparo.tracing.imports.files import read_table
from amparo.tracing.imports.rows import OPENS, Said, read_row
from amparo.tracing.models.imports import ReportImport, ReportImportRow
from amparo.tracing.selectors.imports import preview

KEPT = timedelta(days=7)
MOST_OPEN = 10
STALLED_AFTER = timedelta(minutes=10)
_OVER = t("Esta importación ya empezó o terminó.", "This import has begun already, or is over.")


def start(content: bytes, *, by: Actor) -> ReportImport:
    """Keep what a file says as rows that wait for a person. Raises `BadInput` for what is no table, and for too many at once."""
    table, at = read_table(content), clock.now()
    if (
        ReportImport.objects.filter(person=by.id, state__in=["preview", "stopped"], expires_at__gt=at).count()
        >= MOST_OPEN
    ):
        words = t("Tiene {n} importaciones sin terminar: termine o descarte una.",
                  "You have {n} imports that are not finished: finish or discard one.", n=MOST_OPEN)  # fmt: skip
        raise BadInput(FieldError("file", words))
    with transaction.atomic():
        made = ReportImport.objects.create(
            person=by.id,
            agency=by.agency,
            sha256=hashlib.sha256(content).hexdigest(),
            heads=list(table.heads),
            columns=recognised(table.heads),
            made_at=at,
            moved_at=at,
            expires_at=at + KEPT,
        )
        ReportImportRow.objects.bulk_create(
            (ReportImportRow(of=made, number=line.number, cells=list(line.cells)) for line in table.lines),
            batch_size=500,
        )
    return made


def tell(found: ReportImport, *, columns: Sequence[str] | None = None, said: Said | None = None) -> None:
    """Say anew what the columns say, and what holds for all rows. Raises `BadInput` for one column said twice, or over."""
    _require_preview(found)
    if columns is not None:
        found.columns = _checked(columns, len(found.heads))
    if said is not None:
        found.said = {"searcher": said.searcher, "urgency": said.urgency, "consent": said.consent}
    found.save(update_fields=["columns", "said"])


def _checked(columns: Sequence[str], width: int) -> list[str]:
    known = [column if column in COLUMNS else "" for column in columns][:width]
    twice = {one for one in known if one and known.count(one) > 1 and not COLUMNS[one].joins}
    if twice:
        words = t("Dos columnas dicen lo mismo: {what}.", "Two columns say the same: {what}.",
                  what=", ".join(str(COLUMNS[one].head) for one in sorted(twice)))  # fmt: skip
        raise BadInput(FieldError("columns", words))
    return known + [""] * (width - len(known))


def tick(found: ReportImport, *, shown: Iterable[int], ticked: Iterable[int]) -> None:
    """Of the rows that were shown, those that are to be reported though they look as if they were already."""
    _require_preview(found)
    found.rows.filter(number__in=list(shown)).update(ticked=False)
    found.rows.filter(number__in=list(ticked)).update(ticked=True)


def drop(found: ReportImport) -> None:
    """Give an import up: what its rows said is gone at once."""
    with transaction.atomic():
        locked = ReportImport.objects.select_for_update(of=("self",)).get(id=found.id)
        if locked.state not in ("preview", "stopped"):
            raise BadInput(FieldError("", _OVER))
        _end(locked, "done" if locked.rows.filter(state="done").exists() else "dropped")


def confirm(found: ReportImport, *, protection_agency: UUID | None, by: Actor) -> int:
    """Have every chosen row reported by the worker; how many they are. Raises `BadInput`, and nothing has changed.

    `protection_agency`: who answers for the searches, None for that of this place.
    """
    from amparo.tracing.jobs import make_reports

    with transaction.atomic():
        locked = ReportImport.objects.select_for_update(of=("self",)).get(id=found.id)
        _require_preview(locked)
        rows = preview(locked, by=by)
        if not rows.chosen:
            raise BadInput(FieldError("", t("Ninguna fila se puede importar todavía.", "No row can be imported yet.")))
        locked.said |= {"protection_agency": str(choose_protection_agency(protection_agency, country=settings.NODE))}
        locked.state, locked.moved_at = "running", clock.now()
        locked.save(update_fields=["said", "state", "moved_at"])
        for state, numbers in (
            ("waiting", [row.read.number for row in rows.chosen]),
            ("wrong", [row.read.number for row in rows.of("wrong")]),
        ):
            locked.rows.filter(number__in=numbers).update(state=state)
        locked.rows.filter(state="read").update(state="left_out")
        make_reports.configure(lock=f"import-{locked.id}").defer(import_id=str(locked.id), person_id=str(by.id))
    return len(rows.chosen)


def _require_preview(found: ReportImport) -> None:
    if found.state != "preview":
        raise BadInput(FieldError("", _OVER))


def go_on(found: ReportImport) -> None:
    """Do what remains of an import that stopped."""
    from amparo.tracing.jobs import make_reports

    with transaction.atomic():
        stopped = ReportImport.objects.filter(id=found.id, state="stopped")
        if stopped.update(state="running", moved_at=clock.now()):
            make_reports.configure(lock=f"import-{found.id}").defer(
                import_id=str(found.id), person_id=str(found.person)
            )


def run(import_id: UUID, person_id: UUID) -> None:
    """Make the reports of an import under the rights of its importer: all that wait, or none when one of them cannot be."""
    with acting_as(person_id):
        by = actor_by_id(person_id)
        found = ReportImport.objects.filter(id=import_id, state="running").first()
        if found is None:
            return
        if by is None:
            _stop(found)
            return
        try:
            waiting = [(row, _input_of(row, found)) for row in found.rows.filter(state="waiting").order_by("number")]
            if not found.rows.filter(state="done").exists():
                _try_all((given for _, given in waiting), by=by)
            for row, given in waiting:
                _report(row, given, by=by)
        except Exception as error:  # somebody has to look, whatever it was; only what was killed goes on by itself
            _stop(found)
            if isinstance(error, Problem):
                return
            raise RuntimeError(f"an import stopped: {type(error).__name__}") from None  # what it says may name a child
        with transaction.atomic():
            _end(found, "done")


def _input_of(row: ReportImportRow, found: ReportImport) -> ActInput:
    """What a row says as input of the act. Raises `BadInput` for what can no longer be."""
    read = read_row(row.number, row.cells or (), found.columns, Said.kept(found.said))
    if read.given is None:
        raise BadInput(*(FieldError(f"rows.{row.number}.{one.column}", one.words) for one in read.errors))
    row.source = read.source
    whole = read.answers | {"protection_agency": found.said["protection_agency"]}
    given: ActInput = parse_input(ACTS[OPENS], whole)
    return given


def _try_all(inputs: Iterable[ActInput], *, by: Actor) -> None:
    """Before the first report: each as it would be done, and nothing of it kept. Raises what the act would raise."""
    for given in inputs:
        perform(OPENS, None, given, by=by, dry_run=True)


def _report(row: ReportImportRow, given: ActInput, *, by: Actor) -> None:
    """Make the report of one row, and note in the same transaction that it is made."""

    def note(outcome: Outcome) -> None:
        waiting = ReportImportRow.objects.filter(id=row.id, state="waiting")
        if not waiting.update(state="done", report=outcome.case.id, cells=None, source=row.source):
            raise NotVisible  # somebody else did it meanwhile: this report is rolled back
        ReportImport.objects.filter(id=row.of_id).update(moved_at=clock.now())

    perform(OPENS, None, given, by=by, finish=note)


def _stop(found: ReportImport) -> None:
    """Nothing was made yet: it is as before it was confirmed. Else what remains waits for somebody to go on."""
    with transaction.atomic():
        running = ReportImport.objects.filter(id=found.id, state="running")
        if found.rows.filter(state="done").exists():
            running.update(state="stopped")
        elif running.update(state="preview"):
            found.rows.update(state="read")


def _end(found: ReportImport, state: str) -> None:
    """It is over: what the rows said is deleted, how many there were and what became of them stays."""
    found.rows.exclude(cells=None).update(cells=None)
    ReportImport.objects.filter(id=found.id).update(state=state, heads=[], columns=[], ended_at=clock.now())


def resume_stalled() -> int:
    """Have those go on that no worker has moved for a while; how many there were. For the worker, which sees everybody's."""
    from amparo.tracing.jobs import make_reports

    stalled = ReportImport.objects.filter(state="running", moved_at__lt=clock.now() - STALLED_AFTER)
    for found in (rows := list(stalled[:100])):
        found.moved_at = clock.now()
        found.save(update_fields=["moved_at"])
        make_reports.configure(lock=f"import-{found.id}").defer(import_id=str(found.id), person_id=str(found.person))
    return len(rows)


def forget_expired() -> int:
    """Delete what the rows of old imports said that nobody finished; how many there were. For the worker."""
    over = list(ReportImport.objects.filter(ended_at=None, expires_at__lte=clock.now())[:100])
    for found in over:
        with transaction.atomic():
            _end(found, "done" if found.rows.filter(state="done").exists() else "dropped")
    return len(over)
