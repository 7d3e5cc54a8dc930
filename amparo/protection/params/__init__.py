"""Where parameters of database or mixed origin come from, found by the app when it starts."""
