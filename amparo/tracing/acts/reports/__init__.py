"""Acts on reports of missing children."""
