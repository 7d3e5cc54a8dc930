"""The two kinds of case: a child who is here, and a report of a missing child."""

from typing import Final

CHILD: Final = "child"
REPORT: Final = "report"
