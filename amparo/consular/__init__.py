"""What the consulate of the child's country is told, and what it does."""
