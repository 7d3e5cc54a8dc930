"""Tracing: reports of missing children, the search for the family, matches, kinship checks and contact."""
