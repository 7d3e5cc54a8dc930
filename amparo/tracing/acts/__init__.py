"""Acts of tracing: the search for the family, who is family, contact with them, and reports of missing children."""
