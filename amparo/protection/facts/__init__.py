"""Facts that protection gives: one module per subject, found by the app when it starts."""
