"""The search for the family, who is family, and contact with them."""

from amparo.tracing.acts import contact, kinship, meeting, search

__all__ = ["contact", "kinship", "meeting", "search"]
