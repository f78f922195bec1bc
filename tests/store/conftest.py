"""An office on a real store, for tests that need messages."""

from tests.desk.conftest import office

__all__ = ["office"]
