"""The folder, database and process environment of a node."""

from __future__ import annotations

import os
from pathlib import Path

from amparo.config.cluster import EmbeddedServer, NodeDatabase, connections_of, database_name, ensure_database

REGIONAL_NODE = "REGION"
"""The node of the Technical Secretariat; every other code is a country's."""
_REGIONAL_ZONE = "America/Costa_Rica"


def kind_of(node: str) -> str:
    """Return the kind of a node: `national` or `regional`.

    Only a national node holds data of children.
    """
    return "regional" if node == REGIONAL_NODE else "national"


def time_zone_of(node: str) -> str:
    """Return the time zone of a node.

    Of a country that of its capital; UTC for a country without a profile.
    """
    if kind_of(node) == "regional":
        return _REGIONAL_ZONE
    from amparo.law import PROFILES  # a process of the regional node knows no law

    return PROFILES[node].time_zone if node in PROFILES else "UTC"


def home_folder() -> Path:
    """Return the folder of all run-time data.

    `AMPARO_HOME`, else `var/` beside the package.
    """
    default = Path(__file__).resolve().parents[2] / "var"
    return Path(os.environ.get("AMPARO_HOME", default)).resolve()


def admin_conninfo() -> str:
    """Return the connection string of a role that may create databases.

    That of `DATABASE_URL`, else of the embedded server, which is started if it does not run.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    server = EmbeddedServer(home_folder() / "postgresql")
    server.start()
    return server.conninfo


def database_of(node: str) -> NodeDatabase:
    """Return the connection strings of a node.

    Its database and roles are created if missing; not with `AMPARO_DATABASE_SERVER`, which names a server and no
    administrator of it, for processes that need none.
    """
    if server := os.environ.get("AMPARO_DATABASE_SERVER"):
        return connections_of(server, database_name(node), home_folder())
    return ensure_database(admin_conninfo(), database_name(node), home_folder())


def process_environment(node: str, connection: str, **more: str) -> dict[str, str]:
    """Return the environment of one process of a node.

    Without the administrator of the server: no process needs them.
    """
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "amparo.config.settings",
        "AMPARO_HOME": str(home_folder()),
        "AMPARO_NODE": node,
        "AMPARO_NODE_KIND": kind_of(node),
        "AMPARO_DATABASE": connection,
        "AMPARO_TIME_ZONE": time_zone_of(node),
        **more,
    }


def connect_as_owner(node: str) -> None:
    """Set this process up as the owner of the node's database.

    The owner sees every row; audits need that.
    """
    os.environ.update(process_environment(node.upper(), database_of(node.upper()).owner))
    import django

    django.setup()
