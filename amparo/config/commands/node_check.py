"""`amparo node check`: what is missing before children's data may be entered.

Runs with the settings and as the database role of the web server.
"""

from __future__ import annotations

import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from amparo.ledger.text import t
from amparo.ui.node_state import NODE_CHECKS, Check, Finding

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_CLOCK_SECONDS = 5


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


def _find_people() -> Finding:
    from amparo.accounts.selectors import count_accounts, count_administrators

    if count_administrators() < 2:
        return t("Hace falta otra cuenta que administre: nadie restablece la suya.",
                 "Another administrator is needed: nobody resets their own account.")  # fmt: skip
    if without := count_accounts().without_second_factor:
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
    *NODE_CHECKS,
    Check(t("Administración y segundo factor", "Administrators and second factor"), _find_people),
    Check(t("Reloj", "Clock"), _find_clock),
)
