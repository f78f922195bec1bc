"""What is logged, and where: one line an outcome, on standard error, as text for people or JSON for programs.

What people write never gets here: tracebacks have no local variables, and no message of an exception which may quote
what somebody sent.
"""

import asyncio
import logging
import sqlite3
import sys
import threading
import traceback
from typing import Any, TextIO

import structlog
from structlog.typing import ExcInfo, Processor

from chathub.trail import add_trail

TELLING = (OSError, sqlite3.Error, AttributeError, TypeError, NameError, IndexError, ImportError, RuntimeError)
"""Exceptions whose messages tell of code, files and the system. Others, such as ValueError and KeyError, quote values."""


def configure(*, text: bool, level: int = logging.WARNING) -> None:
    """Sets up our own logs and those of the libraries. Standard output stays free for answers."""
    shared: list[Processor] = [
        add_trail,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor] = (
        [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(),
                exception_formatter=_write_traceback,
                # Quoted: what strangers send must not look like a line of ours, nor steer a terminal.
                repr_native_str=True,
            )
        ]
        if text
        else [
            structlog.processors.ExceptionRenderer(told),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    handler.addFilter(_is_no_cancellation)
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(max(level, logging.WARNING))


def _is_no_cancellation(record: logging.LogRecord) -> bool:
    """What a stop at once ends did not fail, whatever a library that was waiting says."""
    return record.exc_info is None or not isinstance(record.exc_info[1], asyncio.CancelledError)


def told(exc_info: ExcInfo) -> str:
    """An exception with its place in the code and what led to it, and its message only where that is ours to tell."""
    return "\n".join(_told(exc_info[1]))


def _told(error: BaseException | None) -> list[str]:
    if error is None:
        return []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_told(before), "which led to:"] if before is not None else []
    lines += [line.rstrip("\n") for line in traceback.format_tb(error.__traceback__)]
    message = f": {error}" if isinstance(error, TELLING) else " (its message may quote somebody, and is left out)"
    lines.append(type(error).__qualname__ + message)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            lines += ["one of them:", *_told(one)]
    return lines


def log_uncaught() -> None:
    """Logs what nobody caught, and warnings: Python would print lines of its own, which no program reads as JSON.

    It would print an exception's message, too, whatever that quotes. For a process that serves, and ends with it.
    """
    logging.captureWarnings(True)
    sys.excepthook = lambda kind, error, _: _log_uncaught("main", kind, error)
    threading.excepthook = lambda one: _log_uncaught("thread", one.exc_type, one.exc_value)
    sys.unraisablehook = lambda one: _log_uncaught("finalizer", one.exc_type, one.exc_value)


def _log_uncaught(where: str, kind: type[BaseException], error: BaseException | None) -> None:
    if not issubclass(kind, SystemExit):
        structlog.get_logger().critical("unhandled", what=where, exc_info=error)


def _write_traceback(stream: TextIO, exc_info: ExcInfo) -> None:
    stream.write("\n" + told(exc_info))


def log_unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler. asyncio's own writes down the whole task, with what its exception says."""
    structlog.get_logger().error("unhandled", what=context.get("message"), exc_info=context.get("exception"))
