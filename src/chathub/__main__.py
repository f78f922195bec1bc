"""`python -m chathub` is `chathub`."""

from chathub.cli import main

main()
