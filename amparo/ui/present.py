"""Instants and days in words, for whoever reads. No page builds such text itself."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import segno
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.text import t


def to_local(instant: datetime, by: Actor) -> datetime:
    """Return an instant in the reader's own time zone."""
    return instant.astimezone(ZoneInfo(by.zone))


def format_exact(instant: datetime, by: Actor) -> str:
    """Return an instant to the minute, with its offset."""
    return to_local(instant, by).strftime("%Y-%m-%d %H:%M UTC%:z")


def format_minute(instant: datetime, by: Actor) -> str:
    """Return an instant to the minute, as a paper writes it."""
    return to_local(instant, by).strftime("%Y-%m-%d %H:%M")


def format_as_written(instant: datetime) -> str:
    """Return an instant in the offset in which it is written: that of the place where the child arrives."""
    return f"{date_format(instant.date(), 'j M Y')} {instant:%H:%M}"


def format_day(text: str | None) -> str:
    """Return a day as people write it, from its ISO text."""
    return date_format(date.fromisoformat(text), "j M Y") if text else ""


def format_local_date(instant: datetime, by: Actor, *, with_hour: bool = False) -> str:
    """Return the day of an instant where the reader is; with the hour where two of one day must be told apart."""
    return date_format(to_local(instant, by), "j M Y H:i" if with_hour else "j M Y")


def format_relative(instant: datetime, now: datetime, by: Actor) -> str:
    """Return an instant as people say it: today, yesterday, tomorrow, else the day."""
    there, here = to_local(instant, by), to_local(now, by)
    days = (there.date() - here.date()).days
    clock = there.strftime("%H:%M")
    near = {0: t("hoy {clock}", "today {clock}", clock=clock), 1: t("mañana {clock}", "tomorrow {clock}", clock=clock),
            -1: t("ayer {clock}", "yesterday {clock}", clock=clock)}  # fmt: skip
    return str(near.get(days) or f"{date_format(there.date(), 'j M Y')} {clock}")


def format_duration(left: timedelta) -> str:
    """Return how long, without false precision."""
    minutes = int(abs(left).total_seconds() // 60)
    if minutes < 90:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return str(t("{n} días", "{n} days", n=minutes // 1440))


def today() -> date:
    """Return the node's own day."""
    return local_day(clock.now())


def draw_qr(address: str, *, border: int = 2) -> SafeString:
    """Return a code that a telephone reads, as a drawing (SVG) as large as its place; `border` in modules."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=border, xmldecl=False, omitsize=True)
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  drawn here from an address of this node
