"""Publication of statistics."""

from amparo.law.actions import (
    PUBLISH_STATISTICS,
)
from amparo.law.limits import (
    SMALLEST_CELL,
    SMALLEST_CELL_BETWEEN_GOVERNMENTS,
)
from amparo.law.predicates import (
    published_table,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import (
    DENY,
    STAYS,
    WARN,
    rule,
)


@rule(
    "G22-1",
    "small_cell",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["GC6 98", "JGC3/22 16", "PP"],
    emergency=STAYS,
    verified=True,
)
def cells_are_large_enough(request: Request, profile: CountryProfile) -> bool:
    """No published cell is small enough to show a child."""
    table = published_table(request)
    return table.smallest_cell >= SMALLEST_CELL or (
        table.audience == "intergovernmental" and table.smallest_cell >= SMALLEST_CELL_BETWEEN_GOVERNMENTS
    )


@rule(
    "G22-2",
    "subtractable_cell",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def suppressed_cells_stay_hidden(request: Request, profile: CountryProfile) -> bool:
    """A suppressed cell cannot be deduced from the others."""
    return "complementary_suppression" in published_table(request).checks


@rule(
    "G22-3",
    "differencing_risk",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def earlier_releases_are_compared(request: Request, profile: CountryProfile) -> bool:
    """A table is compared with earlier releases, so that their difference reveals nobody."""
    return "differencing_checked" in published_table(request).checks


@rule(
    "G22-4",
    "microdata_not_allowed",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["GC6 29"],
    emergency=STAYS,
    verified=False,
)
def no_individual_record_is_published(request: Request, profile: CountryProfile) -> bool:
    """Individual records are never published."""
    return "aggregated_only" in published_table(request).checks


@rule(
    "G22-5",
    "sensitive_cross",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def sensitive_traits_are_not_crossed(request: Request, profile: CountryProfile) -> bool:
    """Sensitive traits are not crossed with place or nationality."""
    return "no_sensitive_cross" in published_table(request).checks


@rule(
    "G22-6",
    "unit_missing",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["S2:117", "S2:125-127"],
    emergency=STAYS,
    verified=True,
)
def unit_is_declared(request: Request, profile: CountryProfile) -> bool:
    """A table says whether it counts persons or events."""
    return published_table(request).counting_unit in {"persons", "events"}


@rule(
    "G22-7",
    "not_harmonised",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["S2:117", "S2:127"],
    emergency=STAYS,
    verified=True,
)
def definitions_are_harmonised(request: Request, profile: CountryProfile) -> bool:
    """Figures follow the harmonised definitions."""
    return "harmonised" in published_table(request).checks


@rule(
    "G22-8",
    "disaggregation_missing",
    WARN,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["S2:95", "S2:127", "S2:146", "S2:163"],
    emergency=STAYS,
    verified=True,
)
def indigenous_and_working_children_are_shown(request: Request, profile: CountryProfile) -> bool:
    """Indigenous and working children are shown, even if suppressed."""
    return "disaggregation_complete" in published_table(request).checks


@rule(
    "G22-9",
    "country_approval_missing",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["S2:147", "S1:24"],
    emergency=STAYS,
    verified=True,
)
def contributors_have_approved(request: Request, profile: CountryProfile) -> bool:
    """Each contributing country has approved the publication."""
    table = published_table(request)
    return len(table.contributors) >= 1 and table.contributors <= table.approved_by


@rule(
    "G22-10",
    "quality_note_missing",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["S2:99", "S2:105"],
    emergency=STAYS,
    verified=True,
)
def quality_is_explained(request: Request, profile: CountryProfile) -> bool:
    """A table carries a note on its quality."""
    return "quality_note" in published_table(request).checks


@rule(
    "G22-11",
    "period_open",
    DENY,
    guards=[PUBLISH_STATISTICS],
    reads=[published_table],
    sources=["PP"],
    emergency=STAYS,
    verified=False,
)
def period_is_closed(request: Request, profile: CountryProfile) -> bool:
    """Only closed periods are published."""
    return "period_closed" in published_table(request).checks
