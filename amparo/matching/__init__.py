"""The probability that two records are of one child, with its reasons.

It follows from names, dates, places and relatives.

Pure: no Django, no database. `Index` holds the records in memory and answers a query; `amparo match run` and the
running system use the same one. The model is Fellegi and Sunter's (1969), with frequencies read from the registry
itself, and with two rivals besides "somebody else": a brother or sister who shares all but the given name and the date,
and a namesake.
"""
