"""Bring the deadlines of all cases in line with the law of today.

Run as the owner, after the law changed.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from amparo.cases.resync import ResyncReport, resync_deadlines


class Command(BaseCommand):
    """`resync_deadlines`: may be repeated.

    `--dry-run` only reports what would be changed.
    """

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--dry-run`."""
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all cases, saying how far it is, and end with the report."""
        report = ResyncReport()
        for report in resync_deadlines(dry_run=options["dry_run"]):
            self.stdout.write(f"{report.cases} cases looked at, {report.changed} changed", ending="\r")
            self.stdout.flush()
        self.stdout.write("")
        for line in report_lines(report):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was changed.")


def report_lines(report: ResyncReport) -> list[str]:
    """Return the report in words: one line for each deadline that was changed."""
    lines = [f"{report.cases} cases, {report.changed} of them with changed deadlines"]
    for code in sorted({*report.opened, *report.closed, *report.moved}):
        opened, closed, moved = (counts[code] for counts in (report.opened, report.closed, report.moved))
        lines.append(f"{code}: {opened} opened, {closed} closed, {moved} moved")
    return lines
