"""The context as a Django app."""

from amparo.ledger.apps import Context


class DirectoryConfig(Context):
    """The directory."""

    name = "amparo.directory"
