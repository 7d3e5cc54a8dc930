"""Ages, spans of time and counts that rules and deadlines share.

What differs by country is in the country profiles.
"""

from typing import Final

SCHOOL_AGE: Final = 6
"""From this age a child is asked about trafficking, and uses the form for children."""
ADOLESCENCE: Final = 12
"""From this age a child uses the form for adolescents, and may ask to be interviewed alone."""
FAMILY_CARE_ONLY_BELOW: Final = 3
TRAVELS_ALONE_FROM: Final = 16
TRANSITION_PLAN_FROM: Final = 17

DAY: Final = 24
"""Hours of a day. Deadlines run in absolute hours, without working days."""
EMERGENCY_HOURS: Final = 24
STAY_CHECK_HOURS: Final = 24
CUSTODY_REVIEW_HOURS: Final = 48
FIT_TO_TRAVEL_HOURS: Final = 72
RETURN_APPROVAL_HOURS: Final = 30 * DAY
ORIGIN_RISK_HOURS: Final = 60 * DAY
ASSESSMENT_HOURS: Final = 180 * DAY

MISSING_PROTOCOL_DAYS: Final = 90
REPEATED_INTERVIEWS: Final = 2
"""Interviews on one subject in 30 days after which a further one is a repetition."""
TRAFFICKING_ITEMS_OBSERVED: Final = 6
TRAFFICKING_ITEMS_ASKED: Final = 4
CONTACT_ATTEMPTS: Final = 3
CONTACT_CHANNELS: Final = 2
OPTIONS_COMPARED: Final = 2
PANEL_MEMBERS: Final = 3
PANEL_DISCIPLINES: Final = 2
ORIGIN_RISK_SOURCES: Final = 2
SMALLEST_CELL: Final = 10
SMALLEST_CELL_BETWEEN_GOVERNMENTS: Final = 5
