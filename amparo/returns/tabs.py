"""Tabs of return and of what follows."""

from amparo.cases.tabs import Tab, declare_tabs
from amparo.ledger.text import t

declare_tabs(
    Tab("return", t("Retorno", "Return"), 70, (
        "record_return_wish", "record_return_plan", "approve_return_plan", "record_origin_risk",
        "record_home_assessment", "record_origin_care", "record_stay_check", "record_reception_accepted",
        "record_fitness_to_travel", "record_escort", "record_independent_decision", "execute_return",
        "record_travel_stage", "record_reception", "receive_return",
    )),
    Tab("after", t("Después", "Afterwards"), 80, (
        "reunify", "record_solution_step", "record_local_solution_started", "record_reintegration_plan",
        "record_followup", "record_contact_attempt", "record_transition_plan", "transfer_to_adult_services",
        "record_closure_evidence", "close_case", "record_reopening",
    )),
)  # fmt: skip
