"""Times and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def summary(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile of some times in milliseconds."""
    return {"p50_ms": round(median(times), 2), "p95_ms": round(quantiles(times, n=20, method="inclusive")[18], 2)}


def ratio(measured: list[float], baseline: list[float]) -> float:
    """How many times the baseline's median the measured median is."""
    return round(median(measured) / median(baseline), 2)
