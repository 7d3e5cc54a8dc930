"""The eight instants at which days are computed: where the day here, the day of UTC and the calendar differ.

A node in México is six hours behind UTC all year. Where summer time is kept, as in the country of destination of some,
an hour is missing or comes twice.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

INSTANTS: Final = {
    "the hour before midnight here": datetime(2027, 6, 15, 5, 30, tzinfo=UTC),
    "the hour after midnight here": datetime(2027, 6, 15, 6, 30, tzinfo=UTC),
    "the hour before midnight in UTC": datetime(2027, 6, 15, 23, 30, tzinfo=UTC),
    "the hour after midnight in UTC": datetime(2027, 6, 16, 0, 30, tzinfo=UTC),
    "the last evening of month and year": datetime(2028, 1, 1, 3, 30, tzinfo=UTC),
    "the evening of 29 February": datetime(2028, 3, 1, 2, 30, tzinfo=UTC),
    "the night in which summer time begins": datetime(2027, 3, 14, 8, 30, tzinfo=UTC),
    "the night in which summer time ends": datetime(2027, 11, 7, 6, 30, tzinfo=UTC),
}
"""By what is special about each. New York puts its clocks on at 07:00 UTC on 14 March, back at 06:00 on 7 November."""
