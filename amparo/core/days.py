"""Calendar days as this node lives them."""

from datetime import date, datetime, time

from amparo.core.perform import local_time


def end_of_day(day: date, at: datetime) -> datetime:
    """The last minute of a day where this node is: until then something due that day is not late."""
    return datetime.combine(day, time(23, 59), tzinfo=local_time(at).tzinfo)


def day_of(instant: datetime) -> date:
    """The calendar day of an instant where this node is."""
    return local_time(instant).date()
