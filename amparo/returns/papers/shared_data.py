"""What the way home adds to the data that a paper passes on: who would take the child in."""

from amparo.registry.papers.shared_data import answers_to, group_of_data

group_of_data(
    "sponsor_status",
    answers_to(("record_home_assessment",), "home_assessment", "relation", "caregiver_willing_able"),
)
