"""Measured times and their summaries."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter


def measure_ms(work: Callable[[], object]) -> float:
    """Return how many milliseconds one call takes."""
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def summarise(times: list[float]) -> dict[str, float]:
    """Return the median and 95th percentile of times in milliseconds."""
    return {"p50_ms": round(median(times), 2), "p95_ms": round(quantiles(times, n=20, method="inclusive")[18], 2)}


def ratio(measured: list[float], baseline: list[float]) -> float:
    """Return the measured median divided by the median of the baseline."""
    return round(median(measured) / median(baseline), 2)
