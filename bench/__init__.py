"""Measurements: real processes, real sockets, real disk; each script says what it measures and prints what it found."""
