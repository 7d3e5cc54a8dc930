"""`python -m bench.mutants [--many 60] [--seed 1]`: change one token at random, and see whether a test fails.

Each mutant is one change of one token in a module of a context: a comparison reversed, `and` for `or`, a number one
higher, a condition without its `not`, a text or a constant swapped. Only the tests that run the changed line are run
(the data of `make coverage` says which); a mutant that survives them is printed with its place, for review. A copy of
the tree is changed, never the tree itself.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from coverage import CoverageData

from amparo.config.contexts import CONTEXTS_OF

ROOT = Path(__file__).resolve().parents[1]
MOST_TESTS = 60
"""Test functions tried for one mutant, the fewest lines first; more add time and little chance."""
TIME_LIMIT_SECONDS = 400
AIM = 58 / 60

type Place = tuple[int, int, int]
"""Line (from 1), first and last column (from 0) of the token that is changed."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one token of a file."""

    path: Path
    place: Place
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place[0]}: {self.before!r} → {self.after!r}"

    def write_into(self, tree: Path) -> None:
        """Write the changed file into a copy of the tree."""
        lines = (ROOT / self.path).read_bytes().splitlines(keepends=True)
        line, start, end = self.place
        text = lines[line - 1]
        lines[line - 1] = text[:start] + self.after.encode() + text[end:]
        (tree / self.path).write_bytes(b"".join(lines))


COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}  # fmt: skip
OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "+"), ast.BitOr: ("|", "&"), ast.BitAnd: ("&", "|"),
}  # fmt: skip


def find_mutants(path: Path) -> Iterator[Mutant]:
    """Iterate over all changes of one token within the functions of a file, annotations aside."""
    source = (ROOT / path).read_bytes()
    lines = source.splitlines()
    for function in _functions(ast.parse(source)):
        for node in _executed(function):
            yield from _mutants_of(node, path, lines)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Iterate over the outermost functions and methods."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (inner for inner in node.body if isinstance(inner, ast.FunctionDef))


def _executed(function: ast.FunctionDef) -> Iterator[ast.AST]:
    for statement in function.body:
        for node in ast.walk(statement):
            if not isinstance(node, ast.arg | ast.JoinedStr):
                yield node


def _mutants_of(node: ast.AST, path: Path, lines: list[bytes]) -> Iterator[Mutant]:
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in COMPARISONS:
            yield from _between(left, right, COMPARISONS[type(operator)], path, lines)
        case ast.BoolOp(values=[left, right, *_]):
            words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            yield from _between(left, right, words, path, lines)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OPERATORS:
            yield from _between(left, right, OPERATORS[type(operator)], path, lines)
        case ast.UnaryOp(op=ast.Not(), operand=operand) if node.lineno == operand.lineno:
            yield Mutant(path, (node.lineno, node.col_offset, operand.col_offset), "not ", "")
        case ast.Constant(value=bool() as value):
            yield _swap(node, path, str(value), str(not value))
        case ast.Constant(value=int() as value):
            yield _swap(node, path, str(value), str(value + 1))
        case ast.Return(value=ast.Name(id=name)) if node.value is not None:
            yield _swap(node.value, path, name, "None")


def _between(
    left: ast.expr, right: ast.expr, words: tuple[str, str], path: Path, lines: list[bytes]
) -> Iterator[Mutant]:
    """Yield the change of the operator between two operands on one line."""
    if left.end_lineno is None or left.end_col_offset is None or left.end_lineno != right.lineno:
        return
    before, after = words
    gap = lines[right.lineno - 1][left.end_col_offset : right.col_offset]
    at = gap.find(before.encode())
    if at >= 0 and gap.replace(before.encode(), b"", 1).strip(b" ()") == b"":
        start = left.end_col_offset + at
        yield Mutant(path, (right.lineno, start, start + len(before)), before, after)


def _swap(node: ast.expr, path: Path, before: str, after: str) -> Mutant:
    return Mutant(path, (node.lineno, node.col_offset, node.end_col_offset or 0), before, after)


def choose_mutants(many: int, seed: int) -> list[Mutant]:
    """Return mutants drawn at random from all contexts, all tokens being equally likely."""
    paths = [
        path.relative_to(ROOT)
        for context in CONTEXTS_OF["national"]
        for path in sorted((ROOT / "amparo" / context).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    every = [mutant for path in paths for mutant in find_mutants(path)]
    return random.Random(seed).sample(every, many)


def tests_of(mutant: Mutant, data: CoverageData, lengths: dict[str, int]) -> list[str]:
    """Return the tests that run the changed line, those that run the fewest lines first.

    What runs only before the first test, when processes start, is left to those that run anything of the file, else to
    the shortest of all: they do not even begin when it is broken.
    """
    at_lines = data.contexts_by_lineno(str(ROOT / mutant.path))
    at_line = _name_tests(at_lines.get(mutant.place[0], []), lengths)
    of_file = _name_tests(chain.from_iterable(at_lines.values()), lengths)
    return sorted(at_line or of_file or lengths, key=lambda name: lengths[name])[:MOST_TESTS]


def _name_tests(contexts: Iterable[str], lengths: dict[str, int]) -> set[str]:
    return {test_of_context(context) for context in contexts} & lengths.keys()


def test_of_context(context: str) -> str:
    """Return the test named by a context of the coverage data, without its phase and its xdist group."""
    return context.rpartition("|")[0].partition("@")[0]


def is_noticed(mutant: Mutant, tests: list[str], tree: Path) -> bool:
    """Return whether one of these tests fails on the changed tree; time that runs out is a failure too."""
    mutant.write_into(tree)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *tests],
            cwd=tree, capture_output=True, check=False, timeout=TIME_LIMIT_SECONDS,
            env=os.environ
            | {
                "AMPARO_TEST_HOME": str(tree / "var" / "test"),
                "PYTHONPATH": str(tree),
                "PYTHONDONTWRITEBYTECODE": "1",  # two versions of one second and length have the same bytecode
            },
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True
    finally:
        shutil.copy(ROOT / mutant.path, tree / mutant.path)
    return done.returncode != 0


def main() -> int:
    """Try all mutants, print the survivors, store the figures; return 1 when too few were noticed."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--many", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    data = CoverageData(str(ROOT / "var" / "coverage" / "data"))
    data.read()
    lengths = count_lines(data)
    mutants, survivors = choose_mutants(given.many, given.seed), []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "amparo"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", ".tools", "var", "node_modules"))
        for number, mutant in enumerate(mutants, start=1):
            tests = tests_of(mutant, data, lengths)
            noticed = is_noticed(mutant, tests, tree)
            survivors += [] if noticed else [str(mutant)]
            print(f"{number:3} {'noticed ' if noticed else 'SURVIVED'} {mutant} ({len(tests)} tests)", flush=True)
    found = {"mutants": len(mutants), "noticed": len(mutants) - len(survivors), "survivors": survivors}
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    (results / "mutants.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{found['noticed']} of {found['mutants']} mutants noticed")
    return 0 if len(mutants) - len(survivors) >= AIM * len(mutants) else 1


def count_lines(data: CoverageData) -> dict[str, int]:
    """Return how many lines each test runs, of the tests that there are."""
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lengths = {line: 0 for line in listed.stdout.splitlines() if "::" in line}
    for path in data.measured_files():
        for contexts in data.contexts_by_lineno(path).values():
            for test in _name_tests(contexts, lengths):
                lengths[test] += 1
    return lengths


if __name__ == "__main__":
    sys.exit(main())
