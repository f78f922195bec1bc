"""Everything live: sockets, sessions, the hub, and the same commands and events over HTTP."""
