"""The command line: `chathub --help` lists what there is."""

import errno
import os
import sys
from dataclasses import fields
from typing import NoReturn

import typer
from typer.exceptions import Abort, TyperException

from chathub import __version__
from chathub.cli import (
    backup,
    channel,
    compact,
    company,
    demo,
    doctor,
    keys,
    migrate,
    moving,
    openapi,
    operator,
    organization,
    serve,
)
from chathub.config import Limits
from chathub.errors import BadInput, ChatHubError

app = typer.Typer(
    name="chathub",
    help="Customer-support chat that a company runs itself.",
    epilog="Settings come from options, then from CHATHUB_* variables, then from defaults.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"chathub {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Customer-support chat that a company runs itself."""


_limits = f"Limits, as COUNT/SECONDS/BURST or a number: {', '.join(field.name for field in fields(Limits))}."
app.command("demo", epilog=_limits)(demo.demo)
app.command("serve", epilog=_limits)(serve.serve)
app.add_typer(company.app)
app.add_typer(organization.app)
app.add_typer(operator.app)
app.add_typer(channel.app)
app.add_typer(keys.app)
app.command("migrate")(migrate.migrate)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("export")(moving.export)
app.command("import")(moving.bring)
app.command("compact")(compact.compact)
app.command("doctor")(doctor.doctor)
app.command("openapi")(openapi.openapi)


def main() -> None:
    """Runs one command: exit code 2 for bad use, 1 for failure, with one line on standard error that says what to do."""
    try:
        code = app(prog_name="chathub", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except TyperException as error:
        _fail(_with_hint(error), error.exit_code)
    except BadInput as error:
        _fail(error.detail, 2)
    except ChatHubError as error:
        _fail(error.detail, 1)
    except (Abort, KeyboardInterrupt):
        _fail("Stopped.", 130)
    except BrokenPipeError:
        # Whoever read our output has left: Python must not try to write the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (OSError, ValueError) as error:
        _fail(_with_advice(error), 1)


def _with_hint(error: TyperException) -> str:
    """What was wrong with the words of the command, and where they are explained."""
    message = error.format_message()
    context = getattr(error, "ctx", None)
    return f"{message} See `{context.command_path} --help`." if message and context is not None else message


def _with_advice(error: Exception) -> str:
    """What the system refused, and what to do where that is not plain."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}. Make room, or choose a place on another disk; what was begun is taken back."
    return str(error)


def _fail(message: str, code: int) -> NoReturn:
    if message:
        print("chathub:", " ".join(message.split()), file=sys.stderr)
    sys.exit(code)
