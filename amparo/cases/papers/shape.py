"""What a paper is.

Its kind, its sections, and the reading from which they are made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.cases.file import CaseFile, Entry
from amparo.law import ActionCode
from amparo.ledger.actor import Actor
from amparo.ledger.registry import Registry
from amparo.ledger.text import t

if TYPE_CHECKING:
    from amparo.cases.models import Case

NOTHING = t("No consta.", "Nothing on file.")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: a heading, rows of question and answer, paragraphs.

    `restricted`: some of what belongs here is kept where its reader may not look, whether or not anything is there.
    """

    heading: str
    rows: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry, the file as its reader may read it, and who reads."""

    case: Case
    file: CaseFile
    entry: Entry
    by: Actor

    @property
    def file_then(self) -> CaseFile:
        """Return the file as it was when the entry was written, the entry included."""
        return self._filter_file(lambda entry: entry.seq <= self.entry.seq)

    @property
    def file_before(self) -> CaseFile:
        """Return the file on which the entry was written."""
        return self._filter_file(lambda entry: entry.seq < self.entry.seq)

    def _filter_file(self, is_kept: Callable[[Entry], bool]) -> CaseFile:
        return CaseFile(self.file.case_id, self.file.country, tuple(e for e in self.file.entries if is_kept(e)))


HEAD_ROWS: Registry[Callable[[Reading], list[tuple[str, str]]]] = Registry("rows of a paper's head")
"""What the head of a paper says of the child. The registry knows who that is."""


def _any_entry(entry: Entry) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper.

    Its title, which acts it is the paper of, and how its content is read from the file. `law`, `deadlines`: the actions
    by whose rules it stands, and the legal deadlines of which it speaks. `is_sent`: it goes to another institution, and
    says of the child only what was shared with it.
    """

    slug: str
    title: str
    acts: tuple[str, ...]
    sections: Callable[[Reading], list[Section]]
    signers: tuple[str, ...] = ()
    law: tuple[ActionCode, ...] = ()
    deadlines: tuple[str, ...] = ()
    is_sent: bool = False
    is_of: Callable[[Entry], bool] = _any_entry

    def entries(self, file: CaseFile) -> list[Entry]:
        """Return the entries of which there is such a paper, oldest first."""
        return [entry for entry in file.all(*self.acts) if self.is_of(entry)]
