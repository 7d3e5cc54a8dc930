"""What is asked and observed in a screening, and what follows from the answers. Pure: no database, no clock."""
