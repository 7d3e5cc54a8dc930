"""Run the matcher of this node, connected as the worker, until it is stopped."""

from __future__ import annotations

import signal
import sys
import time
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from psycopg.conninfo import make_conninfo

from amparo.ledger.json import JsonObject
from amparo.registry.match_server import Matcher, serve

_AGAIN_AFTER_SECONDS = 2


class Command(BaseCommand):
    """`run_matcher`: reads every record to compare, then answers."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait for the database, load, serve."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        matcher = Matcher(_conninfo())
        while True:
            try:
                matcher.load()
                break
            except psycopg.OperationalError:
                time.sleep(_AGAIN_AFTER_SECONDS)
        try:
            serve(matcher)
        except RuntimeError as error:
            raise CommandError(str(error)) from error


def _conninfo() -> str:
    login: JsonObject = settings.DATABASES["default"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo("", **{key: login[name] for key, name in names.items() if login[name]})
