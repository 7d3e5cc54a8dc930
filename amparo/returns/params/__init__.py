"""Where parameters on return, reception, contact and closing come from."""
