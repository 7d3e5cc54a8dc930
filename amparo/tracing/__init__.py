"""The search for the child's family, and contact with it."""
