"""`amparo node check`: what is missing before children's data may be entered.

Runs with the settings and as the database role of the web server.
"""

from __future__ import annotations

import stat
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from amparo.ledger.text import t

type Finding = str
"""What is missing and what to do, in words; blank if nothing is."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_NIGHTLY: Final = timedelta(hours=26)
_WORKER_SILENT_SECONDS, _QUEUE_LATE_SECONDS, _CLOCK_SECONDS = 60, 600, 5


class Check(NamedTuple):
    """One check: what it is about, and the function that returns what is missing."""

    title: str
    find: Callable[[], Finding]


def print_findings(url: str = "") -> int:
    """Print every check with what is missing; return 1 if anything is.

    `url`: the public address, to be asked from outside.
    """
    is_missing = False
    for title, finding in _run(url):
        print(f"{'✘' if finding else '✔'} {title}{': ' if finding else ''}{finding}")
        is_missing |= bool(finding)
    return int(is_missing)


def _run(url: str) -> Iterator[tuple[str, Finding]]:
    from django.db import DatabaseError

    for check in CHECKS:
        try:
            yield str(check.title), str(check.find())
        except DatabaseError as error:
            yield str(check.title), str(t("La base no responde: {why}", "The database does not answer: {why}",
                                          why=type(error).__name__))  # fmt: skip
    if url:
        yield str(t("Dirección pública", "Public address")), str(_ask_from_outside(url))


def _find_demo() -> Finding:
    from django.conf import settings

    from amparo.accounts.selectors import has_demo_people

    if settings.DEMO:
        return t("Quite AMPARO_DEMO.", "Remove AMPARO_DEMO.")
    if has_demo_people():
        return t("La base tiene personas inventadas: use otra.", "The database holds invented people: use another.")
    return ""


def _find_hosts() -> Finding:
    from django.conf import settings

    if set(settings.ALLOWED_HOSTS) <= _LOOPBACK:
        return t("Ponga en AMPARO_HOSTS el nombre público.", "Put the public name into AMPARO_HOSTS.")
    return t("«*» acepta cualquier nombre: escríbalos.", "“*” takes any name: write them.") * (
        "*" in settings.ALLOWED_HOSTS
    )


def _find_proxy() -> Finding:
    from django.conf import settings

    if settings.TRUSTED_PROXIES:
        return ""
    return t(
        "Ponga en AMPARO_TRUSTED_PROXIES la dirección del proxy que termina TLS: sin ella nadie puede entrar.",
        "Put the address of the proxy that terminates TLS into AMPARO_TRUSTED_PROXIES: without it nobody can sign in.",
    )


def _find_secrets() -> Finding:
    """Return secrets that others may read, or that do not open what is stored.

    Empty and short ones stopped this process already.
    """
    from django.conf import settings

    folder = settings.HOME / "secrets"
    private = stat.S_IRWXG | stat.S_IRWXO
    readable = [path.name for path in [folder, *folder.glob("*")] if path.exists() and path.stat().st_mode & private]
    if readable:
        names = ", ".join(sorted(readable))
        return t("Otras cuentas pueden leer {names}: chmod go= .", "Other accounts may read {names}: chmod go= .",
                 names=names)  # fmt: skip
    return ""


def _find_roles() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname in "
            "(select current_user union select tableowner from pg_tables where schemaname = 'public')"
        )
        roles = dict(cursor.fetchall())
        cursor.execute("select current_user, relrowsecurity from pg_class where oid = 'public.ledger_event'::regclass")
        user, is_protected = cursor.fetchone()
    if strong := [name for name, may_too_much in roles.items() if may_too_much]:
        names = ", ".join(sorted(strong))
        return t("{names}: pueden más de lo que deben; prepare el nodo otra vez.",
                 "{names}: may more than they must; prepare the node again.", names=names)  # fmt: skip
    if len(roles) < 2 or not is_protected:
        return t("La web es dueña de las tablas o faltan las reglas ({user}): prepare el nodo otra vez.",
                 "The web owns the tables, or policies are missing ({user}): prepare the node again.",
                 user=user)  # fmt: skip
    return ""


def _find_migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return t("Corra `amparo node prepare`.", "Run `amparo node prepare`.")
    return ""


def _find_assets() -> Finding:
    from django.conf import settings

    if (settings.STATIC_ROOT / "staticfiles.json").exists():
        return ""
    return t("Corra `amparo node prepare`.", "Run `amparo node prepare`.")


def _find_worker() -> Finding:
    from amparo.ui.queue import read_queue_state

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
    from amparo.ui.health import CHECKS as PARTS

    silent = ", ".join(name for name, state in PARTS.items() if state() != "ok")
    return t("No responde: {names}.", "No answer: {names}.", names=silent) if silent else ""


def _find_heads() -> Finding:
    from django.conf import settings

    folder = Path(settings.HEADS_FOLDER).resolve()
    if folder.is_relative_to(settings.HOME):
        return t("Ponga AMPARO_HEADS_FOLDER en otra máquina.", "Let AMPARO_HEADS_FOLDER be on another machine.")
    return _find_age(folder, "heads-*.jsonl")


def _find_backups() -> Finding:
    from django.conf import settings

    if not settings.BACKUP_FOLDER:
        return t("Diga en AMPARO_BACKUP_FOLDER dónde quedan.", "Say in AMPARO_BACKUP_FOLDER where they are.")
    return _find_age(Path(settings.BACKUP_FOLDER), "*")


def _find_age(folder: Path, pattern: str) -> Finding:
    """Return whether a nightly file is missing from a folder."""
    newest = max((path.stat().st_mtime for path in folder.glob(pattern)), default=0.0)
    if datetime.now(UTC) - datetime.fromtimestamp(newest, UTC) <= _NIGHTLY:
        return ""
    return t("Nada nuevo en {folder} desde hace un día.", "Nothing new in {folder} for a day.", folder=folder)


def _find_people() -> Finding:
    from amparo.accounts.selectors import count_administrators, count_without_second_factor

    if count_administrators() < 2:
        return t("Hace falta otra cuenta que administre: nadie restablece la suya.",
                 "Another administrator is needed: nobody resets their own account.")  # fmt: skip
    if without := count_without_second_factor():
        return t("{n} cuentas activas no tienen aún aplicación de códigos ni llave de acceso.",
                 "{n} active accounts have neither a code app nor a passkey yet.", n=without)  # fmt: skip
    return ""


def _find_clock() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
    if apart <= _CLOCK_SECONDS:
        return ""
    return t("El de la base difiere {n} segundos.", "That of the database differs by {n} seconds.", n=int(apart))


def _ask_from_outside(url: str) -> Finding:
    """Return what the public address lacks.

    It answers over TLS, and the node knows that it does.
    """
    if not url.startswith("https://"):
        return t("Debe empezar con https://.", "It must begin with https://.")
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/healthz", timeout=10) as response:  # noqa: S310  https, above
            is_known_secure = "Strict-Transport-Security" in response.headers
    except (urllib.error.URLError, OSError) as error:
        return t("No responde: {why}", "No answer: {why}", why=getattr(error, "reason", error))
    if is_known_secure:
        return ""
    return t("El nodo no sabe que es TLS: revise AMPARO_TRUSTED_PROXIES, y que el proxy mande X-Forwarded-Proto.",
             "The node does not know that it is TLS: check AMPARO_TRUSTED_PROXIES, and that the proxy sends "
             "X-Forwarded-Proto.")  # fmt: skip


CHECKS: Final = (
    Check(t("Nodo real", "A real node"), _find_demo),
    Check(t("Nombres", "Host names"), _find_hosts),
    Check(t("Proxy con TLS", "Proxy with TLS"), _find_proxy),
    Check(t("Secretos", "Secrets"), _find_secrets),
    Check(t("Roles de la base", "Database roles"), _find_roles),
    Check(t("Migraciones", "Migrations"), _find_migrations),
    Check(t("Estáticos", "Static assets"), _find_assets),
    Check(t("Worker y cola", "Worker and queue"), _find_worker),
    Check(t("Otras partes", "Other parts"), _find_parts),
    Check(t("Cabezas de las cadenas", "Heads of the chains"), _find_heads),
    Check(t("Respaldos", "Backups"), _find_backups),
    Check(t("Administración y segundo factor", "Administrators and second factor"), _find_people),
    Check(t("Reloj", "Clock"), _find_clock),
)
