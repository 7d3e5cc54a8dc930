"""The single regional form, section by section, in the order in which it is asked."""

from dataclasses import dataclass

import amparo.registry.acts  # noqa: F401  importing them registers the acts
from amparo.core.acts import ACTS


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form. `acts`: the records that answer it, the first of them the one that is filled in."""

    slug: str
    title: str
    acts: tuple[str, ...]

    @property
    def act(self) -> str:
        """The record that this page states."""
        return self.acts[0]


def _section(act: str, *also: str) -> Section:
    return Section(ACTS[act].section, ACTS[act].title, (act, *also))


SECTIONS: tuple[Section, ...] = (
    _section("record_identity", "register"),
    _section("record_interpreter"),
    _section("record_family", "register"),
    _section("record_peoples"),
    _section("record_journey"),
    _section("record_documents"),
    _section("record_circumstances"),
    _section("record_education"),
    _section("record_work"),
    _section("record_health"),
    _section("record_earlier_contacts"),
    _section("record_photograph"),
    _section("record_file"),
)
BY_SLUG: dict[str, Section] = {section.slug: section for section in SECTIONS}
