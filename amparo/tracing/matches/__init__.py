"""Matches of a report with a child on this node.

The matcher proposes them, two people confirm them.
"""
