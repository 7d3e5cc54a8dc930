"""What may happen to a child in the demo, step by step."""
