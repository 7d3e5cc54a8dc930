"""Acts of return, reunification, life after it and the end of a case, and the records of what must be known before."""

from amparo.returns.acts import (  # noqa: F401
    checks,
    ending,
    followup,
    journey,
    plan,
    preparation,
    reception,
    reintegration,
    reunification,
    solutions,
    transition,
)
