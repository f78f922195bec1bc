"""The checks of `chathub doctor`."""
