"""Facts that protection provides.

One module per subject, found by the app when it starts.
"""
