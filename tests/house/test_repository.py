"""What stands in the repository: licences, locks, sizes, nothing left lying about."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.house.licences import is_allowed, locked, locked_of_the_frontend, offenders

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(
    path
    for folder in ("amparo", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and path != ROOT / "bench" / "linkage" / "generate.py"  # given to us as it is
)
# Catalogues and stories are flat: long, and read from top to bottom.
LONG_FILES = {"amparo/law/facts.py", "amparo/law/params.py"}
FILE_STOP, CATALOGUE_STOP, FUNCTION_STOP = 500, 800, 60
TOOL_NOTE = re.compile(r"\s+# (?:noqa|type: ignore|fmt: skip).*")  # ruff does not count it either
LINE_STOP, TEMPLATE_LINE_STOP, SUMMARY_STOP = 120, 160, 80


def test_every_locked_distribution_may_be_used() -> None:
    assert len(locked()) > 50
    assert len(locked_of_the_frontend()) > 20
    assert offenders() == {}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("OFL-1.1", True),
        ("AGPL-3.0-only", False),
        ("GPL-3.0 OR MIT", True),
        ("", False),
        ("Custom", False),
    ],
)
def test_an_unknown_or_hostile_licence_is_refused(licence: str, allowed: bool) -> None:
    assert is_allowed(licence) is allowed


@pytest.mark.parametrize("lock", ["requirements.lock", "frontend/package-lock.json"])
def test_locks_name_no_host(lock: str) -> None:
    path = ROOT / lock
    assert not re.findall(r"(?:https?|file)://\S+", path.read_text(encoding="utf-8"))


def test_locked_distributions_are_pinned_by_hash() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert len(re.findall(r"^\S+==", text, re.MULTILINE)) == len(re.findall(r"==[^\n]*\\\n\s+--hash=sha256", text))


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    return listed.stdout.splitlines()


def test_nothing_secret_large_or_local_is_tracked() -> None:
    for name in tracked():
        path = ROOT / name
        assert not re.search(
            r"(^|/)(var|node_modules|__pycache__|\.venv|\.tools)/|\.(pyc|pem|key|sqlite3)$|\.env$", name
        ), name
        assert not path.exists() or path.stat().st_size < 3_000_000, name


def test_no_protected_font_or_crest_is_tracked() -> None:
    assert [
        name
        for name in tracked()
        if re.search(r"crest|gds-transport|govuk.*\.(woff2?|svg|png|ico)$", name, re.IGNORECASE)
    ] == []


def test_nothing_is_left_to_do_in_a_comment() -> None:
    left = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in OURS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if left.search(line) and path != Path(__file__)
    ]
    assert found == []


def functions() -> list[tuple[str, int]]:
    return [
        (f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in OURS
        if path.is_relative_to(ROOT / "amparo")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


def test_functions_stay_short() -> None:
    sizes = functions()
    lengths = sorted(size for _, size in sizes)
    assert lengths[len(lengths) // 2] <= 10, "the median"
    assert lengths[len(lengths) * 9 // 10] <= 35, "nine of ten"
    assert {name: size for name, size in sizes if size > FUNCTION_STOP and name.split(":")[0] not in LONG_FILES} == {}


def test_files_stay_short() -> None:
    found = {}
    for path in OURS:
        name, lines = str(path.relative_to(ROOT)), len(path.read_text(encoding="utf-8").splitlines())
        if lines > (CATALOGUE_STOP if name in LONG_FILES or name.startswith(("amparo/law/", "tests/")) else FILE_STOP):
            found[name] = lines
    assert found == {}


def test_lines_fit_the_screen() -> None:
    templates = sorted((ROOT / "amparo").rglob("templates/**/*.html"))
    limits = dict.fromkeys(OURS, LINE_STOP) | dict.fromkeys(templates, TEMPLATE_LINE_STOP)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, limit in limits.items()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(TOOL_NOTE.sub("", line)) > limit
    ]
    assert found == []


def test_docstrings_begin_with_a_short_line() -> None:
    """In `amparo.law` the first paragraph is the norm, which the reference prints: it has its own length."""
    long = []
    for path in OURS:
        if not path.is_relative_to(ROOT / "amparo") or path.is_relative_to(ROOT / "amparo" / "law"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        for node in (tree, *named):
            summary = (ast.get_docstring(node) or "").split("\n")[0]
            long += [f"{path.relative_to(ROOT)}: {summary}"] if len(summary) > SUMMARY_STOP else []
    assert long == []


def test_every_module_and_class_says_what_it_is() -> None:
    silent = []
    for path in OURS:
        if not path.is_relative_to(ROOT / "amparo") or path.name == "__init__.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent += [str(path.relative_to(ROOT))] if not ast.get_docstring(tree) else []
        silent += [
            f"{path.relative_to(ROOT)}:{node.name}"
            for node in tree.body
            if isinstance(node, ast.ClassDef) and not ast.get_docstring(node) and not node.name.startswith("_")
        ]
    assert silent == []


def test_nothing_in_the_system_names_who_or_what_wrote_it() -> None:
    named = re.compile(r"/work/|/home/|\b(chatgpt|copilot|claude|anthropic|openai)\b", re.IGNORECASE)
    found = [
        name
        for name in tracked()
        if name.endswith((".py", ".md", ".html", ".css", ".toml", ".csv", ".yml"))
        and (ROOT / name).exists()
        and Path(name).name != Path(__file__).name
        and named.search((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert found == []
