"""The registers of the directory, and of the people of the node."""
