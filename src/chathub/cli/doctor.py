"""`chathub doctor`: what is wrong with an installation, and what to do about each thing."""

import asyncio
import json
import logging
import os
from collections.abc import Awaitable, Callable

import typer
from typer.exceptions import TyperException

from chathub.cli.checks.finding import Finding, Patient, failed, fine
from chathub.cli.directory import postgresql
from chathub.cli.limits import limits_from
from chathub.cli.logs import configure
from chathub.cli.options import DATA, Data, DatabaseUrl, Json, own_url
from chathub.cli.serve import (
    Host,
    Port,
    PublicUrl,
    RedisUrl,
    TlsCert,
    TlsKey,
    TrustedProxies,
    networks,
    reachable,
    relay_url,
)
from chathub.cli.tls import certificate_of, travels_openly
from chathub.errors import ChatHubError

CORRECT = "Correct the option or variable; see docs/reference/settings.md."
MARKS = {"ok": "ok", "warning": "WARNING", "failed": "FAILED", "skipped": "-"}


def doctor(
    host: Host = "127.0.0.1",
    port: Port = 8080,
    data: Data = DATA,
    public_url: PublicUrl = None,
    trusted_proxy: TrustedProxies = None,
    database_url: DatabaseUrl = None,
    redis_url: RedisUrl = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    as_json: Json = False,
) -> None:
    """Look for what is wrong, also while the server runs. Give it the server's own options or variables."""
    # What others would log is told as a finding, with what to do.
    configure(text=True, level=logging.CRITICAL)
    try:
        url, proxies = own_url(public_url), networks(trusted_proxy or [])
        limits, certificate = limits_from([], os.environ), certificate_of(tls_cert, tls_key)
        if database_url is not None:
            postgresql(database_url)
        relay = relay_url(redis_url, database_url)
    except ChatHubError as error:
        findings = [("settings", failed(error.detail, CORRECT))]
    else:
        scheme = "http" if certificate is None else "https"
        openly = travels_openly(host, url, proxies, tls=certificate is not None)
        patient = Patient(
            data,
            f"{scheme}://{reachable(host)}:{port}",
            url,
            proxies,
            limits,
            certificate,
            openly,
            database_url,
            relay,
            (host, port),
        )
        findings = [("settings", _settings()), *asyncio.run(_examine(patient))]
    ok = all(finding.state != "failed" for _, finding in findings)
    _tell(findings, ok=ok, as_json=as_json)
    raise typer.Exit(0 if ok else 1)


def _tell(findings: list[tuple[str, Finding]], *, ok: bool, as_json: bool) -> None:
    if as_json:
        checks = [
            {"name": name, "state": finding.state, "said": finding.said, "fix": finding.fix}
            for name, finding in findings
        ]
        print(json.dumps({"ok": ok, "checks": checks}, ensure_ascii=False))
    else:
        for name, finding in findings:
            print(f"{MARKS[finding.state]:<8} {name:<11} {finding.said}")
            if finding.fix:
                print(f"{'':<20} {finding.fix}")


async def _examine(patient: Patient) -> list[tuple[str, Finding]]:
    """In this order: what fails first explains what fails later."""
    from chathub.cli.checks import here, on_server, outside, relay

    keeper = here if patient.database_url is None else on_server
    checks = (
        ("directory", here.directory),
        ("key", here.key),
        ("server", outside.server),
        ("database", keeper.database),
        ("durability", keeper.durability),
        ("clock", keeper.clock),
        *([("Redis", relay.redis)] if patient.redis_url else []),
        ("disk", here.disk),
        ("encryption", outside.encryption),
        ("public URL", outside.public_url),
        ("WebSocket", outside.websocket),
        ("proxy", outside.proxy),
    )
    return [(name, await _found(check, patient)) for name, check in checks]


async def _found(check: Callable[[Patient], Awaitable[Finding]], patient: Patient) -> Finding:
    """What the system refuses to one check must not keep the others from telling what to do about it."""
    try:
        return await check(patient)
    except OSError as error:
        return failed(
            f"It cannot be looked at: {error}.", f"See what is said above, and run as the owner of {patient.data}."
        )


def _settings() -> Finding:
    """A variable that nobody reads is a slip of the pen, and what it should set is at its default.

    One that the server reads and we do not would end its start.
    """
    from chathub.cli.reference import serve, variables

    known = variables()
    strange = sorted(name for name in os.environ if name.startswith("CHATHUB_") and name not in known)
    if strange:
        return failed(
            f"There is no setting {', '.join(strange)}.",
            "Correct its name, or take it out of the environment; docs/reference/settings.md lists all.",
        )
    try:
        serve().make_context("chathub serve", [])
    except TyperException as error:
        return failed(error.format_message(), CORRECT)
    return fine("Options and variables can be read.")
