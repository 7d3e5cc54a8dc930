"""Matches of a report with a child on this node: proposed by the matcher, confirmed by two people."""
