"""What rules, deadlines and predicates declare to read, and what follows from it.

Whoever is told that a rule failed learns something about everything that the rule reads. What may be told to whom
therefore follows from these declarations alone; `amparo.law.declared` compares each one with the code.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from amparo.law.declared import CONFIRMATIONS, Declaration, check_declaration
from amparo.law.facts import FACTS
from amparo.law.fields import Compartment
from amparo.law.params import PARAMS
from amparo.law.profiles.base import PROFILE_VALUES

type Function = Callable[..., object]
type Read = str | Function
"""The name of a fact, of a parameter or of a profile value; or a predicate declared with `derived`."""

DERIVED: Final[dict[Function, "Reads"]] = {}
"""Every predicate declared with `derived`, and what it reads."""


class Reads(NamedTuple):
    """Names that a rule, a deadline or a predicate reads.

    Itself, or through the predicates that it uses.
    """

    facts: frozenset[str] = frozenset()
    params: frozenset[str] = frozenset()
    profile: frozenset[str] = frozenset()
    confirmations: frozenset[str] = frozenset()

    @property
    def compartments(self) -> frozenset[Compartment]:
        """Return the compartments of the facts.

        Whoever lacks one of them may not be told the reason.
        """
        return frozenset(spec.compartment for name in self.facts if (spec := FACTS[name]).compartment is not None)


def derived[F: Function](*, reads: Iterable[Read], confirmations: Iterable[str] = ()) -> Callable[[F], F]:
    """Declare what a predicate reads.

    The function itself is returned, so that calling it costs nothing more. Raises: DeclarationError."""

    def register(predicate: F) -> F:
        DERIVED[predicate] = resolve_reads(predicate.__name__, reads, confirmations, predicate)
        return predicate

    return register


def resolve_reads(name: str, reads: Iterable[Read], confirmations: Iterable[str], *functions: Function) -> Reads:
    """Return all that a declaration names, with what its predicates read.

    `functions` hold the code of `name`.
    Raises: DeclarationError for an unknown name, and when declaration and code differ."""
    declaration = Declaration.of(name, reads, confirmations, predicates=DERIVED)
    check_declaration(declaration, functions, predicates=DERIVED)
    names = declaration.names
    own = Reads(
        facts=names & FACTS.keys(),
        params=names & PARAMS.keys(),
        profile=names & PROFILE_VALUES,
        confirmations=declaration.confirmations & CONFIRMATIONS,
    )
    return join_reads([own, *(DERIVED[predicate] for predicate in declaration.predicates)])


def join_reads(several: Iterable[Reads]) -> Reads:
    """Return the union of what several functions read."""
    return Reads(*(frozenset[str]().union(*names) for names in zip(*several, strict=True)))
