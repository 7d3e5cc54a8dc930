"""Add the possible caregiver to the groups of data that a paper can share."""

from amparo.registry.papers.shared_data import add_answers_group

add_answers_group("sponsor_status", "record_home_assessment")
