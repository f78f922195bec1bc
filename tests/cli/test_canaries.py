"""Nothing that a person wrote or keeps secret gets into a log: a real server, a word in all of it, and many failures."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.cli.processes import SECONDS, Answer, answer, environment, fetch, next_line
from tests.fresh import prepare

CANARY = "canary"
PASSWORD = f"{CANARY} with four words"
FAILING = f"""
import asyncio
from chathub.cli import main
from chathub.realtime import dispatch
from chathub.protocol import commands as c

def bug(core, actor, command):
    raise KeyError(command.text or "{CANARY}")

async def late(core, actor, command):
    asyncio.get_running_loop().create_task(lost(command.text))
    try:
        raise ValueError(command.text)
    except ValueError as error:
        raise LookupError(command.text) from error

async def lost(text):
    raise ExceptionGroup(text, [ValueError(text)])

async def in_a_transaction(core, actor, command):
    async def work(transaction):
        await transaction.rows("UPDATE organizations SET name = :name WHERE id = -1", name=command.name)
        raise ValueError(command.name)
    return await core.store.write(work)

async def in_a_read(core, actor, command):
    async def work(reader):
        return await reader.rows("SELECT name FROM nowhere WHERE text = :text", text="{CANARY}")
    return await core.store.read(work)

dispatch._OPERATORS[c.Send] = bug
dispatch._OPERATORS[c.Search] = late
dispatch._CUSTOMERS[c.Profile] = in_a_transaction
dispatch._CUSTOMERS[c.Thread] = in_a_read
main()
"""
"""The product with bugs that a customer's or operator's words set off, in each place where they can be met."""


@contextmanager
def failing(data: Path, form: str) -> Iterator[tuple[str, list[str], "subprocess.Popen[bytes]"]]:
    """Its address, what it has logged so far, and the process."""
    options = ["serve", "--data", str(data), "--port", "0", "--log-level", "debug", "--log-format", form]
    process = subprocess.Popen(
        [sys.executable, "-c", FAILING, *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with process:
        try:
            log = [next_line(process.stderr)]
            while "serving" not in log[-1]:
                log.append(next_line(process.stderr))
            said = log[-1]
            url = json.loads(said)["url"] if form == "json" else said.split("url='")[1].split("'")[0]
            yield url, log, process
        finally:
            process.kill()


def said(socket: ClientConnection, **frame: Any) -> dict[str, Any]:
    """Sends a frame and waits for what answers it."""
    socket.send(json.dumps(frame))
    while True:
        heard: dict[str, Any] = json.loads(socket.recv(SECONDS))
        if heard["type"] in {"ok", "error", "live"}:
            return heard


def provoke(url: str, data: Path) -> list[Answer]:
    """Words of people and secrets everywhere, in what goes well, what is refused and what fails; the HTTP answers."""
    answer("company", "create", "--login", "acme", "--name", f"{CANARY} Ltd", "--password", PASSWORD, "--data", data)
    organization = answer("organization", "create", "--company", "acme", "--name", CANARY, "--data", data)["id"]
    operator = answer("operator", "add", "--organization", str(organization), "--name", CANARY, "--data", data)["id"]
    channel = answer("channel", "create", "web", "--organization", str(organization), "--name", "x", "--data", data)
    answers = [
        fetch(f"{url}/api/company/get-token", {"login": "acme", "password": f"{PASSWORD} wrong"}),
        fetch(f"{url}/api/company/get-token", {"login": CANARY, "password": PASSWORD}),
        fetch(f"{url}/api/company/get-token", {"login": "acme", "password": [CANARY]}),
    ]
    company = fetch(f"{url}/api/company/get-token", {"login": "acme", "password": PASSWORD}).json
    token = answer("operator", "token", str(operator), "--hours", "1", "--data", data)["token"]
    customer = fetch(f"{url}/api/widget/{channel['guid']}/token", {}, Origin=url).json["token"]
    answers += [
        fetch(f"{url}/api/operator/validate-token", {"token": CANARY}, token=company),
        fetch(f"{url}/api/company/organization", token=f"{CANARY}.{CANARY}.{CANARY}"),
        fetch(f"{url}/api/company/organization?token={CANARY}", token=company, X_Request_Id="from-a-proxy"),
        fetch(f"{url}/api/widget/{channel['guid']}/token", {"userJwt": f"ey.{CANARY}.x", "token": CANARY}, Origin=url),
        fetch(f"{url}/files/nothing/whole?key={CANARY}"),
        fetch(f"{url}/api/files?name={CANARY}.txt", {"text": CANARY}, token=customer),
        fetch(f"{url}/api/chat/send", {"clientId": "canary-0001", "text": CANARY, CANARY: 1}, token=customer),
        fetch(f"{url}/api/chat/send", {"clientId": "canary-0002", "text": CANARY}, token=token),
        fetch(f"{url}/api/chat/profile", {"name": CANARY, "email": f"{CANARY}@example.com"}, token=customer),
        fetch(f"{url}/api/panel/sign-in", {"code": CANARY}, Cookie=f"x={CANARY}"),
    ]
    over_sockets(f"{url.replace('http', 'ws')}/api/realtime", token, customer)
    # What nobody waited for is told when it is collected.
    for _ in range(3):
        fetch(f"{url}/openapi.json")
    secrets = (company, token, customer, channel["secret"])
    assert all(len(secret) > 20 for secret in secrets)
    (data / "secrets").write_text("\n".join(secrets))
    return answers


def over_sockets(address: str, token: str, customer: str) -> None:
    """The same, in frames."""
    for secret in (token, customer, f"{CANARY}.{CANARY}.{CANARY}"):
        with connect(address, subprotocols=["chathub.v1"], proxy=None) as socket:  # type: ignore[list-item]
            if said(socket, type="hello", token=secret)["type"] == "error":
                continue
            for number, command in enumerate(
                (
                    {"type": "send", "clientId": "canary-0003", "text": CANARY},
                    {"type": "send", "clientId": CANARY, "conversation": 1, "text": CANARY, "note": True},
                    {"type": "search", "text": CANARY},
                    {"type": "profile", "name": CANARY},
                    {"type": "thread"},
                    {"type": CANARY},
                )
            ):
                said(socket, type="command", id=number, command=command)
            socket.send(CANARY)
            assert json.loads(socket.recv(SECONDS))["type"] == "error"


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_log_holds_what_people_wrote_or_keep_secret(tmp_path: Path, form: str) -> None:
    data = prepare(tmp_path / "data")
    with failing(data, form) as (url, begun, process):
        answers = provoke(url, data)
        process.terminate()
        assert process.stderr is not None
        rest = process.stderr.read().decode().splitlines()
        assert process.wait(SECONDS) == 0
    log = [*begun, *rest]
    text = "\n".join(log)
    for kind in ("KeyError", "ValueError", "LookupError", "ExceptionGroup", "no such table"):
        assert kind in text, f"{kind} was to be provoked"
    assert "which led to" in text
    assert "socket opened" in text, "the level is debug"
    assert CANARY not in text.lower(), [line for line in log if CANARY in line.lower()][:3]
    for secret in (data / "secrets").read_text().splitlines():
        assert secret not in text
        assert secret.rpartition(".")[2] not in text, "a signature"
    if form == "json":
        _everything_is_traced([json.loads(line) for line in log], answers)


def _everything_is_traced(log: list[dict[str, Any]], answers: list[Answer]) -> None:
    """Each line of a failure names the request, or the socket and the command, that it belongs to."""
    ids = {answer.headers["x-request-id"] for answer in answers}
    assert "from-a-proxy" in ids
    assert ids <= {line.get("request") for line in log if line["event"] == "request"}
    failures = [
        line for line in log if line["event"] in {"command failed", "work failed", "request failed", "read failed"}
    ]
    assert {line["event"] for line in failures} >= {"command failed", "work failed", "request failed"}
    for line in failures:
        assert "request" in line or {"connection", "command_id"} <= line.keys(), line
    broken = {line["request"] for line in failures if "request" in line}
    assert broken <= ids
    assert len({line["connection"] for line in log if line["event"] == "socket opened"}) == 3
