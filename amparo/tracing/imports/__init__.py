"""Import of reports of missing children from a table.

A spreadsheet, a CSV file, an export of Primero. A file is read into rows that wait for a person; nothing is reported
before that person has seen every row as read.
"""
