"""Policies of answers kept for repeated writes, and of lists prepared as files."""

from amparo.ledger.rls import protect
from amparo.ui.models import Export, IdempotentResponse

_MINE = "person = (select app_person())"
protect(IdempotentResponse, see=_MINE, write=_MINE, worker=True)
protect(Export, see=_MINE, write=_MINE, worker=True)
