"""What a running node lacks.

Worker, queue, parts, nightly files, room on its disk. `amparo node check` prints it, and the home of who administers
the node shows it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings

from amparo.ledger.text import t
from amparo.ui.health import CHECKS as PARTS
from amparo.ui.queue import read_queue_state

type Finding = str
"""What is missing and what to do, in words; blank if nothing is."""

_NIGHTLY: Final = timedelta(hours=26)
_WORKER_SILENT_SECONDS, _QUEUE_LATE_SECONDS = 60, 600
_LEAST_FREE_PERCENT: Final = 10


class Check(NamedTuple):
    """One check: what it is about, and the function that returns what is missing."""

    title: str
    find: Callable[[], Finding]


def _find_worker() -> Finding:
    queue = read_queue_state()
    if queue.worker_seconds is None or queue.worker_seconds > _WORKER_SILENT_SECONDS:
        return t("No corre: `amparo node work`.", "It does not run: `amparo node work`.")
    if queue.oldest_seconds > _QUEUE_LATE_SECONDS:
        return t("Hay trabajos que esperan hace {n} segundos.", "Jobs have waited for {n} seconds.",
                 n=queue.oldest_seconds)  # fmt: skip
    if queue.failed:
        return t("{n} trabajos fallaron: vea el registro.", "{n} jobs failed: see the log.", n=queue.failed)
    return ""


def _find_parts() -> Finding:
    silent = ", ".join(name for name, state in PARTS.items() if state() != "ok")
    return t("No responde: {names}.", "No answer: {names}.", names=silent) if silent else ""


def _find_heads() -> Finding:
    folder = Path(settings.HEADS_FOLDER).resolve()
    if folder.is_relative_to(settings.HOME):
        return t("Ponga AMPARO_HEADS_FOLDER en otra máquina.", "Let AMPARO_HEADS_FOLDER be on another machine.")
    return _find_age(folder, "heads-*.jsonl")


def _find_backups() -> Finding:
    if not settings.BACKUP_FOLDER:
        return t("Diga en AMPARO_BACKUP_FOLDER dónde quedan.", "Say in AMPARO_BACKUP_FOLDER where they are.")
    return _find_age(Path(settings.BACKUP_FOLDER), "*")


def _find_age(folder: Path, pattern: str) -> Finding:
    """Return whether a nightly file is missing from a folder."""
    newest = max((path.stat().st_mtime for path in folder.glob(pattern)), default=0.0)
    if datetime.now(UTC) - datetime.fromtimestamp(newest, UTC) <= _NIGHTLY:
        return ""
    return t("Nada nuevo en {folder} desde hace un día.", "Nothing new in {folder} for a day.", folder=folder)


def _find_disk() -> Finding:
    disk = shutil.disk_usage(settings.HOME)
    free = 100 * disk.free // disk.total
    return t("Queda libre el {n} %.", "{n} % is free.", n=free) if free < _LEAST_FREE_PERCENT else ""


NODE_CHECKS: Final = (
    Check(t("Worker y cola", "Worker and queue"), _find_worker),
    Check(t("Otras partes", "Other parts"), _find_parts),
    Check(t("Disco", "Disk"), _find_disk),
    Check(t("Cabezas de las cadenas", "Heads of the chains"), _find_heads),
    Check(t("Respaldos", "Backups"), _find_backups),
)
