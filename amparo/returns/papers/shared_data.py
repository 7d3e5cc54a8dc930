"""Add the possible caregiver to the groups of data that a paper can share."""

from amparo.registry.papers.shared_data import add_data_group, print_answers

add_data_group(
    "sponsor_status",
    print_answers(("record_home_assessment",), "home_assessment", "relation", "caregiver_willing_able"),
)
