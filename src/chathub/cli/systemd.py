"""Tells systemd how far the server is, where systemd asks for it (`Type=notify`, sd_notify(3))."""

import contextlib
import os
import socket


def notify(state: str) -> None:
    """`READY=1` or `STOPPING=1`. Elsewhere than under systemd nothing happens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifying, contextlib.suppress(OSError):
        # Whoever asked may be gone, which is no reason to end.
        notifying.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        notifying.sendall(state.encode())
