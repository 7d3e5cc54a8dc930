"""What a request or a job writes is tried once more when the database chose it as the victim of a conflict."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_TRIED_AGAIN = {
    "amparo/ledger/transaction.py": "the one place that tries again",
    "amparo/cases/transaction.py": "parts of a transaction, and reading",
    "amparo/tracing/selectors/matches.py": "reading",
    "amparo/ledger/rule_checks.py": "rules made on empty copies, and rolled back",
    "amparo/config/commands/audit.py": "reading",
    "amparo/ui/exports.py": "reading; and the deletion of one expired row, which the next run repeats",
    "amparo/registry/files.py": "the nightly deletion, which the next night repeats",
    "amparo/ui/resource/editor.py": "a savepoint",
    "amparo/ui/idempotency.py": "the insert of one row",
    "amparo/registry/match_records.py": "a savepoint",
    "amparo/cases/resync.py": "a command of the keeper: one event at its end",
    "amparo/accounts/steps.py": "commands of the keeper",
    "amparo/config/commands/person.py": "a command of the keeper",
    "amparo/directory/resources/actors.py": "a command of the keeper",
    "amparo/ledger/management/commands/load_reference_data.py": "a command of the keeper",
    "amparo/ledger/management/commands/install_security.py": "a command of the keeper",
}


def opened_in(path: Path) -> Iterator[int]:
    """Yield the lines on which a file opens a transaction by itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "atomic":
            yield node.lineno


def test_only_these_open_a_transaction_that_is_not_tried_again() -> None:
    paths = [path for path in (ROOT / "amparo").rglob("*.py") if "migrations" not in path.parts]
    found = {str(path.relative_to(ROOT)) for path in paths if list(opened_in(path))}
    assert found == NOT_TRIED_AGAIN.keys()
