"""Instants and calendar days as this node lives them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from amparo.core.facts import whole_second


def local_time(instant: datetime) -> datetime:
    """An instant as the law is asked for it: in the node's own offset, in whole seconds."""
    return whole_second(instant.astimezone(ZoneInfo(settings.NODE_TIME_ZONE)))


def day_of(instant: datetime) -> date:
    """The calendar day of an instant where this node is."""
    return local_time(instant).date()


def end_of_day(day: date, at: datetime) -> datetime:
    """The last minute of a day where this node is: until then something due that day is not late."""
    return datetime.combine(day, time(23, 59), tzinfo=local_time(at).tzinfo)
