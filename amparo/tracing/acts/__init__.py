"""Acts of tracing: the family of a child, and reports of missing children.

The search for the family, verification of kinship, and contact.
"""
