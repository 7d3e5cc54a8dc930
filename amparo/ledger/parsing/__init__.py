"""Parsing of files that others sent, in child processes.

They have limits on time and memory: what reads pictures, PDFs and spreadsheets is large, and a file of some
kilobytes can keep it busy for minutes or make
it crash. `run` starts a parser, `child` is the process in which it runs, `turns` gives each person one at a time.
"""
