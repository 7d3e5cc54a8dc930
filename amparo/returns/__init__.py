"""Return and reunification: what must be known of the place and the home, and the way there."""
