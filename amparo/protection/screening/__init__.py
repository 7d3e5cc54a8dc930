"""The items of a screening, and what follows from the answers.

Pure: no database, no clock.
"""
