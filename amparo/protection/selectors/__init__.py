"""Reads of protection.

Always on a file as its reader sees it, so that nothing hidden can show.
"""
