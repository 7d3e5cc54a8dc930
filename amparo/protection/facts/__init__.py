"""Facts that protection provides: one module per subject, found by the app when it starts."""
