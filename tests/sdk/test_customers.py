"""A person's rights, and how long all is kept, through both clients."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from chathub_client import BadInput, NotFound
from tests.sdk.clients import Client, do
from tests.sdk.test_calls import customer
from tests.serving import Server


async def test_a_person_is_found_exported_and_erased(server: Server, client: Client) -> None:
    person = await customer(server, "Hello, I am Anna")
    answer = await person.ask({"type": "profile", "name": "Anna", "email": "anna@example.com"})
    assert answer["type"] == "ok"
    (found,) = await do(client.customers.find, "anna@", organization_id=server.company.organization)
    assert (found.name, found.organization_id) == ("Anna", server.company.organization)
    kept = await do(client.customers.get, found.id)
    assert (kept.customer, kept.conversations, kept.messages) == (found, 1, 1)
    archive = ZipFile(BytesIO(await do(client.customers.export, found.id)))
    assert archive.testzip() is None
    with pytest.raises(BadInput):
        await do(client.customers.erase, found.id, confirm="Somebody else")
    erased = await do(client.customers.erase, found.id, confirm="Anna")
    assert (erased.conversations, erased.messages) == (1, 1)
    assert await do(client.customers.find, "anna@") == ()
    with pytest.raises(NotFound):
        await do(client.customers.get, found.id)
    await person.leave()


async def test_an_organization_keeps_conversations_for_a_number_of_days(server: Server, client: Client) -> None:
    organization = server.company.organization
    assert (await do(client.organizations.retention, organization)).days is None
    assert (await do(client.organizations.preview_retention, organization, 30)).conversations == 0
    assert (await do(client.organizations.set_retention, organization, 30)).days == 30
    assert (await do(client.organizations.set_retention, organization, None)).days is None
