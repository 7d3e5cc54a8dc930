"""Instants, days and durations as text for the reader.

Pages format none themselves.
"""

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
from amparo.ui.fields import known_parts


def to_local(instant: datetime, by: Actor) -> datetime:
    """Return an instant in the reader's own time zone."""
    return instant.astimezone(ZoneInfo(by.zone))


def format_exact(instant: datetime, by: Actor) -> str:
    """Return an instant to the minute, with its offset."""
    return to_local(instant, by).strftime("%Y-%m-%d %H:%M UTC%:z")


def format_minute(instant: datetime, by: Actor) -> str:
    """Return an instant to the minute, without its offset, as papers print it."""
    return to_local(instant, by).strftime("%Y-%m-%d %H:%M")


def format_as_written(instant: datetime) -> str:
    """Return an instant in its own offset.

    That is the local time of the place where it happens.
    """
    return f"{date_format(instant.date(), 'j M Y')} {instant:%H:%M}"


def format_day(text: str | None) -> str:
    """Return an ISO date as people write it; blank for None."""
    return date_format(date.fromisoformat(text), "j M Y") if text else ""


def format_known_day(text: str, precision: str = "day") -> str:
    """Return an ISO date as exactly as it is known.

    >>> format_known_day("2012-01-01", "year"), format_known_day("2012-05-01", "month")
    ('2012', 'mayo 2012')
    """
    form = {1: "Y", 2: "F Y", 3: "j M Y"}[len(known_parts(text, precision))]
    return date_format(date.fromisoformat(text), form)


def format_local_date(instant: datetime, by: Actor, *, with_hour: bool = False) -> str:
    """Return the day of an instant in the reader's time zone.

    With its time if `with_hour`.
    """
    return date_format(to_local(instant, by), "j M Y H:i" if with_hour else "j M Y")


def format_relative(instant: datetime, now: datetime, by: Actor) -> str:
    """Return an instant as today, yesterday or tomorrow, else as a date.

    Always with its time.
    """
    then, today = to_local(instant, by), to_local(now, by).date()
    days = (then.date() - today).days
    clock = then.strftime("%H:%M")
    near = {0: t("hoy {clock}", "today {clock}", clock=clock), 1: t("mañana {clock}", "tomorrow {clock}", clock=clock),
            -1: t("ayer {clock}", "yesterday {clock}", clock=clock)}  # fmt: skip
    return str(near.get(days) or f"{date_format(then.date(), 'j M Y')} {clock}")


def format_relative_day(day: date, on: date) -> str:
    """Return a day as today, yesterday or tomorrow, else as a date."""
    near = {0: t("hoy", "today"), 1: t("mañana", "tomorrow"), -1: t("ayer", "yesterday")}
    return str(near.get((day - on).days) or date_format(day, "j M Y"))


def format_duration(duration: timedelta) -> str:
    """Return a duration in minutes, hours or days, rounded down."""
    minutes = int(abs(duration).total_seconds() // 60)
    if minutes < 90:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return str(t("{n} días", "{n} days", n=minutes // 1440))


def today() -> date:
    """Return the present day in the node's time zone."""
    return local_day(clock.now())


def draw_qr(address: str, *, border: int = 2) -> SafeString:
    """Return the QR code of an address as a scalable SVG; `border` in modules."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=border, xmldecl=False, omitsize=True)
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  drawn here from an address of this node
