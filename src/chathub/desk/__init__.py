"""What the product does, for sockets, HTTP and the command line alike; each function opens its one transaction."""
