"""Acts of return, reunification and the end of a case, and the records of what must be known before."""

from amparo.returns.acts import checks, ending, journey, reunification  # noqa: F401
