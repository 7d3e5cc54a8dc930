"""Providers of parameters of database or mixed origin, found by the app when it starts."""
