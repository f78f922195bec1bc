"""ChatHub: customer-support chat that a company runs itself with one command."""

__version__ = "0.1.0"
