"""Where parameters on return, reception, contact and closing come from."""

from amparo.returns.params import checks, ending, journey, siblings  # noqa: F401
