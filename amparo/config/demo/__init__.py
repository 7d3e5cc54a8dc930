"""The demo: invented agencies, people and children, whose cases are made by performing acts."""
