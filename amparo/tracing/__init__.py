"""Tracing: missing children, and the search for a child's family.

Reports, matches, kinship checks and contact.
"""
