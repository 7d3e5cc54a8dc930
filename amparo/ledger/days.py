"""Instants and calendar days in the node's time zone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def local_time(instant: datetime) -> datetime:
    """Return an instant in the node's offset, in whole seconds.

    The law kernel takes it in this form.
    """
    return whole_second(instant.astimezone(ZoneInfo(settings.NODE_TIME_ZONE)))


def local_day(instant: datetime) -> date:
    """Return the calendar day of an instant in the node's time zone."""
    return local_time(instant).date()


def start_of_day(day: date) -> datetime:
    """Return the first instant of a day in the node's time zone."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.NODE_TIME_ZONE))


def end_of_day(day: date, at: datetime) -> datetime:
    """Return the last minute of a day in the node's time zone.

    Tasks due on that day are on time until then.
    """
    return datetime.combine(day, time(23, 59), tzinfo=local_time(at).tzinfo)


def whole_second(value: datetime | str) -> datetime:
    """Return an instant in its own offset without fractions of a second."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant.replace(microsecond=0)
