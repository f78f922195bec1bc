"""A server with a company, shared by the tests of one file: starting processes is what takes the time."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from tests.cli.processes import PASSWORD, Serving, answer, serving
from tests.fresh import prepare


@dataclass(frozen=True, slots=True)
class Office:
    """A data directory in use by a server; commands work beside it."""

    data: Path
    server: Serving
    organization: int
    operator: int


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The company `acme`, whose organization has one operator."""
    data = prepare(tmp_path_factory.mktemp("office"))
    with serving(data) as server:
        answer("company", "create", "--login", "acme", "--name", "Acme", "--password", PASSWORD, "--data", data)
        organization = answer(
            "organization",
            "create",
            "--company",
            "acme",
            "--name",
            "Support",
            "--data",
            data,
            "--origin",
            "https://shop.example.com",
            "--origin",
            "https://*.acme.example",
        )["id"]
        operator = answer("operator", "add", "--organization", str(organization), "--name", "Olena", "--data", data)
        yield Office(data, server, organization, operator["id"])


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Commands that run inside the test's process set up logging, onto a standard error that ends with the test."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()
