"""What comes up by date for the children of a person."""

from __future__ import annotations

from django.urls import reverse

from amparo.cases.dates import CaseDate, dates_ahead
from amparo.cases.file import read_files
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.components import child_line
from amparo.registry.selectors import cards_visible_to, row_of_file
from amparo.returns.dates import ARRIVALS
from amparo.ui.home import HomeSection
from amparo.ui.present import format_relative, format_relative_day

_CHILDREN = 200
_BY_ROLE = {
    "guardian": (t("Fechas", "Dates"), 22, ()),
    "legal_representative": (t("Fechas", "Dates"), 22, ()),
    "liaison_officer": (t("Llegadas previstas", "Arrivals expected"), 5, (ARRIVALS,)),
}
"""What the dates of a role are called, where they stand, and which they are; all of them unless some are named."""


def build_dates_section(by: Actor) -> HomeSection | None:
    """Return the dates ahead of this person's children, the earliest first.

    Of their latest children. Two queries, none for other roles.
    """
    if by.role not in _BY_ROLE:
        return None
    title, position, only = _BY_ROLE[by.role]
    now, open_cards = clock.now(), cards_visible_to(by=by).filter(closed=False).order_by("-changed_at")
    numbers = {card.case_id: (card.number, card.country) for card in open_cards[:_CHILDREN]}
    files = read_files({case: country for case, (_, country) in numbers.items()}) if numbers else {}
    found = [(one, file) for file in files.values() for one in dates_ahead(file, now, only=only)]
    found.sort(key=lambda pair: pair[0].at)
    rows: list[JsonObject] = []
    for one, file in found:
        href = reverse("case", args=[file.case_id])
        child = row_of_file(file, number=numbers[file.case_id][0], changed_at=now)
        rows.append(
            {
                "who": child_line(child, number=child.number, href=href),
                "what": one.words,
                "from_whom": _say_when(one, by),
                "deadline": None,
                "button": {"href": href, "label": t("Abrir", "Open")},
            }
        )
    none = t("No hay llegadas previstas.", "No arrival is expected.") if only else ""
    return HomeSection("dates", title, position, rows=rows, count=len(rows), empty=none)


def _say_when(one: CaseDate, by: Actor) -> str:
    if one.is_day:
        return format_relative_day(local_day(one.at), local_day(clock.now()))
    return format_relative(one.at, clock.now(), by)
