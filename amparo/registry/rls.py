"""Policies of this app's tables."""

from amparo.core.rls import JUDGING, protect
from amparo.registry.models import Card, CaseProfile, Kinship, StoredFile

protect(Card, see=f"{JUDGING} or app_sees(case_id)", write=JUDGING)
protect(
    CaseProfile,
    see=f"{JUDGING} or app_sees(case_id) and 'protection' = any((select app_compartments())::text[])",
    write=JUDGING,
)
protect(Kinship, see=f"{JUDGING} or app_sees(case_id)", write=JUDGING, grants="select, insert")
protect(
    StoredFile,
    see=f"{JUDGING} or app_sees_entry(case_id, agency) and "
    "(compartment_name = any((select app_compartments())::text[]) or by = (select app_person()))",
    write="by = (select app_person()) and app_sees(case_id)",
)
