"""Return and reunification: the checks before, the journey, and life afterwards."""
