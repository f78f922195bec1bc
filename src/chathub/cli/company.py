"""`chathub company`: who logs in to manage organizations and operators."""

import sys
from typing import Annotated

import typer

from chathub.cli.directory import with_store
from chathub.cli.options import DATA, Data, DatabaseUrl, Json, Name
from chathub.cli.output import tell
from chathub.errors import BadInput

app = typer.Typer(
    name="company", help="Create a company, change its password, revoke its tokens.", no_args_is_help=True
)

Login = Annotated[str, typer.Option("--login", help="What the company logs in with.")]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        envvar="CHATHUB_COMPANY_PASSWORD",
        help="At least 15 characters. Left out, it is asked for, or read from standard input.",
    ),
]


@app.command()
def create(
    login: Login,
    name: Name,
    password: Password = None,
    data: Data = DATA,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Create a company."""
    from chathub.desk.accounts import create_company
    from chathub.desk.passwords import Passwords

    chosen = _chosen(password)
    id = with_store(
        data, lambda store: create_company(store, Passwords(), login, chosen, name), first=True, url=database_url
    )
    tell({"id": id}, f"Company {name} has the id {id} and logs in as {login}.", as_json=as_json)


@app.command("password")
def change(
    login: Login, password: Password = None, data: Data = DATA, database_url: DatabaseUrl = None, as_json: Json = False
) -> None:
    """Give a company another password. Its tokens of before count no more."""
    from chathub.desk.accounts import change_password
    from chathub.desk.passwords import Passwords

    chosen = _chosen(password)
    with_store(data, lambda store: change_password(store, Passwords(), login, chosen), url=database_url)
    tell(
        {"login": login},
        f"The password of {login} is changed. Its company tokens of before count no more: fetch a new one.",
        as_json=as_json,
    )


@app.command("revoke-tokens")
def revoke_tokens(login: Login, data: Data = DATA, database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """End every token of a company. The password stays."""
    from chathub.desk.accounts import revoke_company_tokens

    with_store(data, lambda store: revoke_company_tokens(store, login), url=database_url)
    tell({"login": login}, f"The company tokens of {login} count no more: fetch a new one.", as_json=as_json)


def _chosen(password: str | None) -> str:
    """The option, else what a person types twice, else the first line of standard input."""
    if password is not None:
        return password
    if sys.stdin.isatty():
        # To standard error, so that --json keeps standard output to itself.
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise BadInput("There is no password: give --password, or write it to standard input.")
    return line
