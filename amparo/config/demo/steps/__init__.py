"""The steps of a simulated case, by topic."""
