"""Add the possible caregiver to the groups of data that a paper can share."""

from amparo.registry.papers.shared_data import answers_to, group_of_data

group_of_data(
    "sponsor_status",
    answers_to(("record_home_assessment",), "home_assessment", "relation", "caregiver_willing_able"),
)
