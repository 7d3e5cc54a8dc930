"""Roles that may do acts of return, besides the protection authority."""

from amparo.cases.duties import must_meet
from amparo.cases.rights import grant
from amparo.returns.followups import followup_days

grant(["prosecutor"], "record_stay_check")
grant(["health_worker"], "record_fitness_to_travel")
grant(["care_provider"], "record_followup")
grant(
    ["liaison_officer"],
    "receive_return",
    "record_origin_risk",
    "record_home_assessment",
    "record_origin_care",
    "record_reception_accepted",
    "record_reintegration_plan",
    "record_followup",
)
must_meet(["liaison_officer"], *(f"followup_{day}" for day in followup_days()))
