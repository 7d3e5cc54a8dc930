"""The context as a Django app."""

from amparo.law import ACTIONS
from amparo.ledger.apps import Context
from amparo.ledger.codes import Code, add_code_list
from amparo.ledger.text import t


class CasesConfig(Context):
    """Cases."""

    name = "amparo.cases"

    def ready(self) -> None:
        """Add the actions of the law as a code list, then import every room."""
        codes = [Code("action", one.code, t(one.title_es, one.title_en), "law") for one in ACTIONS.values()]
        add_code_list("action", codes)
        super().ready()
