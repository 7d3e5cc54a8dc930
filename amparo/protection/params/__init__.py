"""Providers of parameters of database or mixed origin.

The app finds them when it starts.
"""
