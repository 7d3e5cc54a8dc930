"""Background jobs of the worker: heads of chains, outside the database."""

from __future__ import annotations

from procrastinate.contrib.django import app

from amparo.ledger.heads import write_heads


@app.periodic(cron="23 2 * * *")
@app.task(queueing_lock="write_heads", pass_context=False)
def write_signed_heads(timestamp: int) -> None:
    """Write the signed heads of every chain to a file of the day, every night."""
    write_heads()
