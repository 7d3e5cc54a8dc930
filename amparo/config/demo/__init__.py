"""The demo: a node with invented agencies, people and children, whose lives were made by performing acts."""
