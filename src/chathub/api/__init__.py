"""The HTTP API: a handler authenticates, calls the desk once, and answers."""
