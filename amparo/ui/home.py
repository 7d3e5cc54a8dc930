"""The home page of people who work on no case.

Links in sections that each context declares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class HomeSection:
    """A section of the home page; one without links is not shown.

    `position` sorts the sections, lowest first. `links` returns those of a reader: href, label, [count, hint].
    """

    name: str
    title: str
    position: int
    links: Callable[[Actor], list[JsonObject]]


HOME_SECTIONS: Registry[HomeSection] = Registry("section of the home")


def declare_home_section(section: HomeSection) -> None:
    """Add a section to the home page."""
    HOME_SECTIONS.add(section.name, section)


def home_sections_for(by: Actor) -> list[JsonObject]:
    """Return the sections that `by` sees, in order."""
    sections = sorted(HOME_SECTIONS.values(), key=lambda section: section.position)
    shown = [{"name": section.name, "title": section.title, "links": section.links(by)} for section in sections]
    return [section for section in shown if section["links"]]
