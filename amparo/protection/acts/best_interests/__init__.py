"""The best interests of the child: assessed, determined, told, contested, and put into effect."""

from amparo.protection.acts.best_interests import (  # noqa: F401
    assessment,
    circumstances,
    determination,
    remedy,
    restitution,
)
