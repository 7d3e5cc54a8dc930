"""A report and a child who is here: found alike by the matcher, compared and decided by people, two of them."""
