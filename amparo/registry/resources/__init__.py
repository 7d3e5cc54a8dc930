"""The lists of children: those whom one sees, and those whom one handed over."""
