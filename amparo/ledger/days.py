"""Instants and calendar days as this node lives them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def local_time(instant: datetime) -> datetime:
    """An instant as the law is asked for it: in the node's own offset, in whole seconds."""
    return whole_second(instant.astimezone(ZoneInfo(settings.NODE_TIME_ZONE)))


def local_day(instant: datetime) -> date:
    """The calendar day of an instant where this node is."""
    return local_time(instant).date()


def end_of_day(day: date, at: datetime) -> datetime:
    """The last minute of a day where this node is: until then something due that day is not late."""
    return datetime.combine(day, time(23, 59), tzinfo=local_time(at).tzinfo)


def whole_second(value: datetime | str) -> datetime:
    """An instant as the law writes it: in its own offset, without fractions."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant.replace(microsecond=0)
