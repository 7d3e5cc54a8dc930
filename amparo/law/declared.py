"""The check that functions declare what their code reads.

Only a check: what a rule reads is what it declares. The check runs where a rule, a deadline or a predicate is declared,
so that a program whose declarations are wrong does not start.
"""

import builtins
import dis
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType, ModuleType
from typing import Final, Self

from amparo.law.facts import FACTS
from amparo.law.params import PARAMS
from amparo.law.profiles.base import PROFILE_VALUES

type Function = Callable[..., object]

FIELDS: Final = frozenset(FACTS) | frozenset(PARAMS) | PROFILE_VALUES
"""Names of all facts, parameters and profile values. No two of them are alike (a test holds it)."""
CONFIRMATIONS: Final = frozenset(PARAMS["confirmations"].allowed)
DYNAMIC: Final = frozenset({"getattr", "vars", "eval", "exec", "globals"})
"""Built-in functions through which code could read a field without naming it."""


class DeclarationError(TypeError):
    """A declaration that names something unknown, or differs from the code.

    Says what to add or remove.
    """


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one function declares: fields, predicates that it calls, confirmations."""

    name: str
    names: frozenset[str]
    predicates: frozenset[Function]
    confirmations: frozenset[str]

    @classmethod
    def of(
        cls,
        name: str,
        reads: Iterable[str | Function],
        confirmations: Iterable[str],
        *,
        predicates: Collection[Function],
    ) -> Self:
        """Sort what is declared by kind.

        Raises: DeclarationError for what is unknown or declared twice.
        """
        reads, confirmations = list(reads), list(confirmations)
        names = frozenset(each for each in reads if isinstance(each, str))
        functions = frozenset(each for each in reads if not isinstance(each, str))
        problems = [f"{each!r} is no fact, parameter or profile value" for each in sorted(names - FIELDS)]
        problems += [
            f"{_function_name(each)} is not declared with @derived" for each in functions - frozenset(predicates)
        ]
        problems += [f"{each!r} is no confirmation" for each in sorted(frozenset(confirmations) - CONFIRMATIONS)]
        if len(names) + len(functions) < len(reads) or len(frozenset(confirmations)) < len(confirmations):
            problems.append("something is named twice")
        _raise_for(name, problems)
        return cls(name, names, functions, frozenset(confirmations))


def check_declaration(
    declaration: Declaration, functions: Iterable[Function], *, predicates: Collection[Function]
) -> None:
    """Compare a declaration with the code of `functions`.

    Raises: DeclarationError, which says what to add or remove."""
    code = read_code(functions, predicates=predicates)
    differences = [
        ("reads", {repr(name) for name in code.names}, {repr(name) for name in declaration.names}),
        (
            "reads",
            {_function_name(each) for each in code.predicates},
            {_function_name(each) for each in declaration.predicates},
        ),
        (
            "confirmations",
            {repr(name) for name in code.confirmations},
            {repr(name) for name in declaration.confirmations},
        ),
    ]
    problems = list(code.problems)
    for where, found, stated in differences:
        problems += [f"add {each} to {where}=[…]" for each in sorted(found - stated)]
        problems += [f"remove {each} from {where}=[…]" for each in sorted(stated - found)]
    _raise_for(declaration.name, problems)


def _raise_for(name: str, problems: list[str]) -> None:
    if problems:
        message = f"{name}: {'; '.join(problems)}."
        raise DeclarationError(message)


def _function_name(function: Function) -> str:
    return function.__name__ if isinstance(function, FunctionType) else repr(function)


@dataclass(slots=True)
class CodeReads:
    """What code reads.

    Fields by name, the predicates that it calls, and the confirmations that it names.
    """

    attributes: set[str] = field(default_factory=set)
    predicates: set[Function] = field(default_factory=set)
    constants: set[str] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)

    @property
    def names(self) -> frozenset[str]:
        """Return the facts, parameters and profile values that the code names."""
        return FIELDS & self.attributes

    @property
    def confirmations(self) -> frozenset[str]:
        """Return the confirmations that the code names, if it reads confirmations."""
        return CONFIRMATIONS & self.constants if "confirmations" in self.attributes else frozenset()


def read_code(functions: Iterable[Function], *, predicates: Collection[Function] = ()) -> CodeReads:
    """Return what the code of `functions` reads.

    Other functions that it calls are followed, except `predicates`, which declare by themselves what they read."""
    found = CodeReads()
    waiting = [each for each in functions if isinstance(each, FunctionType)]
    seen: set[Function] = set()
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        for value in _iterate_values(function, found):
            if isinstance(value, FunctionType) and value in predicates:
                found.predicates.add(value)
            elif isinstance(value, FunctionType):
                waiting.append(value)
            elif isinstance(value, ModuleType) and value.__name__.startswith("amparo"):
                found.problems.add(f"import what is used of {value.__name__} by name")
            else:
                found.constants |= _extract_texts(value)
    return found


def _iterate_values(function: FunctionType, found: CodeReads) -> Iterator[object]:
    """Yield the values that a function names or holds.

    Note the attributes that it reads.
    """
    for cell in function.__closure__ or ():
        yield cell.cell_contents
    for instruction in _iterate_instructions(function.__code__):
        match instruction.opname:
            case "LOAD_ATTR":
                found.attributes.add(instruction.argval)
            case "LOAD_CONST":
                yield instruction.argval
            case "LOAD_GLOBAL" if instruction.argval in function.__globals__:
                yield function.__globals__[instruction.argval]
            case "LOAD_GLOBAL" if instruction.argval in DYNAMIC:
                found.problems.add(f"name the field that is read through {instruction.argval}()")
            case "LOAD_GLOBAL" if not hasattr(builtins, instruction.argval):
                found.problems.add(f"define {instruction.argval} before it is used")


def _iterate_instructions(code: CodeType) -> Iterator[dis.Instruction]:
    yield from dis.get_instructions(code)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _iterate_instructions(constant)


def _extract_texts(value: object) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset({value})
    if isinstance(value, (frozenset, tuple)):
        return frozenset(each for each in value if isinstance(each, str))
    return frozenset()
