"""The demo: invented agencies, people and children.

Their cases are made by performing acts.
"""
