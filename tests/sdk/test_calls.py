"""Every call of both clients, against the real server."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from chathub.ids import CustomerId
from chathub.store.customers import insert_customer
from chathub_client import (
    DELETED,
    INACTIVE,
    BadInput,
    Changed,
    ChannelSettings,
    Forbidden,
    Form,
    FormField,
    Looks,
    NewOperator,
    NotFound,
    OpeningHours,
    Span,
    Unauthenticated,
)
from tests.realtime.live import Client as Socket
from tests.sdk.clients import Client, do, opened
from tests.sdk.clients import Form as ClientForm
from tests.serving import PASSWORD, Server


async def customer(server: Server, *texts: str) -> Socket:
    """Somebody who writes to the company."""
    organization, channel = server.company.organization, server.company.channel.id
    person = await server.store.write(lambda transaction: insert_customer(transaction, organization, channel, None))
    socket = await server.live.join(server.live.customer_token(CustomerId(person.id)))
    for text in texts:
        await socket.send(text, str(uuid4()))
    return socket


async def test_a_login_gets_the_company_token(server: Server, client: Client) -> None:
    token = await do(client.company.get_token, "tea", PASSWORD)
    answer = await server.http.get("/api/company/organization", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    with pytest.raises(Unauthenticated, match="login"):
        await do(client.company.get_token, "tea", "not the password")


async def test_organizations_are_listed(server: Server, client: Client) -> None:
    second = await server.organization(server.company, "Чай та кава")
    listed = await do(client.organizations.list)
    assert [(each.id, each.name) for each in listed] == [
        (server.company.organization, "Tea sales"),
        (second, "Чай та кава"),
    ]


async def test_an_organization_is_made_and_changed(server: Server, client: Client) -> None:
    made = await do(client.organizations.create, "Tea support", ["https://support.example.com"])
    assert (made.name, made.origins) == ("Tea support", ("https://support.example.com",))
    assert (await do(client.organizations.change, made.id, name="Help")).origins == made.origins
    changed = await do(client.organizations.change, made.id, origins=[])
    assert (changed.name, changed.origins) == ("Help", ())
    assert await do(client.organizations.get, made.id) == changed


async def test_the_company_changes_its_name_and_sees_who_did_it(server: Server, client: Client) -> None:
    assert (await do(client.company.rename, "Tea & Co")).name == "Tea & Co"
    await do(client.operators.rename, server.company.operator, "Ann Smith")
    page = await do(client.audit.list, limit=1)
    assert page.entries[0].deed == "operator.renamed"
    assert page.next is not None
    assert (await do(client.audit.list, deed="company.")).entries[0].deed == "company.renamed"
    (before,) = (await do(client.audit.list, before=page.next, limit=1)).entries
    assert before.deed == "company.renamed"
    assert before.at <= page.entries[0].at


async def test_revoked_tokens_end_and_the_login_gets_another(server: Server, form: ClientForm, client: Client) -> None:
    async with opened(form, server.url, login="tea", password=PASSWORD) as by_login:
        told = await do(by_login.company.tell_token)
        assert told.token not in repr(told)
        await do(by_login.company.revoke_tokens)
        assert await do(by_login.organizations.list)
        with pytest.raises(Unauthenticated):
            await do(client.organizations.list)


async def test_a_link_opens_the_panel_for_an_operator(server: Server, client: Client) -> None:
    told = await do(client.operators.link, server.company.operator)
    assert told.link.startswith(f"{server.url}/panel#")
    assert told.link not in repr(told)
    assert told.expires_at > datetime.now(UTC)


async def test_opening_hours_come_back_as_they_were_set(server: Server, client: Client) -> None:
    organization = server.company.organization
    assert await do(client.organizations.opening_hours, organization) is None
    day = (Span(from_="09:00", to="18:00"),)
    hours = OpeningHours(time_zone="Europe/Kyiv", week=(day, day, day, day, day, (), ()))
    assert await do(client.organizations.set_opening_hours, organization, hours) == hours
    assert await do(client.organizations.opening_hours, organization) == hours
    assert await do(client.organizations.set_opening_hours, organization, None) is None
    assert await do(client.organizations.opening_hours, organization) is None


async def test_a_change_of_what_somebody_else_has_changed_is_refused(server: Server, client: Client) -> None:
    organization, guid = server.company.organization, server.company.channel.guid
    hours = OpeningHours(time_zone="Europe/Kyiv", week=((Span(from_="09:00", to="18:00"),),) * 7)
    calls = client.organizations
    details = await do(calls.get_versioned, organization)
    await do(calls.change, organization, name="Tea", version=details.version)
    with pytest.raises(Changed, match="Somebody else"):
        await do(calls.change, organization, name="Coffee", version=details.version)

    always = await do(calls.versioned_opening_hours, organization)
    assert always.value is None
    await do(calls.set_opening_hours, organization, hours, version=always.version)
    with pytest.raises(Changed):
        await do(calls.set_opening_hours, organization, replace(hours, time_zone="UTC"), version=always.version)

    retention = await do(calls.versioned_retention, organization)
    await do(calls.set_retention, organization, 400, version=retention.version)
    with pytest.raises(Changed):
        await do(calls.set_retention, organization, 500, version=retention.version)

    settings = await do(client.channels.versioned_settings, guid)
    await do(client.channels.set_settings, guid, replace(settings.value, greeting="Hello"), version=settings.version)
    with pytest.raises(Changed):
        await do(client.channels.set_settings, guid, ChannelSettings(greeting="Hi"), version=settings.version)
    now = await do(client.channels.versioned_settings, guid)
    assert now.value.greeting == "Hello"
    assert await do(client.channels.set_settings, guid, ChannelSettings(), version=now.version) == ChannelSettings()


async def test_operators_are_created_in_order_and_listed(server: Server, client: Client) -> None:
    organization = server.company.organization
    wanted = [NewOperator(organization_id=organization, name=name) for name in ("Olena", "Marko")]
    made = await do(client.operators.synchronize, wanted)
    assert [(each.name, each.status) for each in made] == [("Olena", 0), ("Marko", 0)]
    listed = await do(client.operators.list, organization)
    assert [each.name for each in listed] == ["Tea Ann", "Olena", "Marko"]
    assert listed[0].organization.name == "Tea sales"


async def test_the_same_key_creates_once(server: Server, client: Client) -> None:
    wanted = [NewOperator(organization_id=server.company.organization, name="Olena")]
    first = await do(client.operators.synchronize, wanted, idempotency_key="user 17")
    assert await do(client.operators.synchronize, wanted, idempotency_key="user 17") == first
    assert await do(client.operators.synchronize, wanted) != first
    with pytest.raises(BadInput, match="another body"):
        await do(client.operators.synchronize, wanted * 2, idempotency_key="user 17")


async def test_an_operator_token_works_until_its_operator_is_dismissed(server: Server, client: Client) -> None:
    operator = server.company.operator
    token = await do(client.operators.get_token, operator, timedelta(minutes=10))
    assert timedelta(minutes=9) < token.expires_at - datetime.now(UTC) < timedelta(minutes=11)
    checked = await do(client.operators.validate_token, token.token)
    assert (checked.is_valid, checked.operator_id, checked.client_id) == (True, operator, server.company.id)
    assert checked.expires_at is not None
    assert abs(checked.expires_at - token.expires_at) < timedelta(seconds=1)
    await do(client.operators.set_status, operator, INACTIVE)
    assert (await do(client.operators.validate_token, token.token)).error == "Invalid token"
    with pytest.raises(Forbidden):
        await do(client.operators.get_token, operator)
    await do(client.operators.set_status, operator, DELETED)
    assert [each.status for each in await do(client.operators.list, server.company.organization)] == [2]


async def test_a_face_is_set_and_removed(server: Server, client: Client) -> None:
    picture = BytesIO()
    Image.new("RGB", (200, 100), "teal").save(picture, "PNG")
    face = (await do(client.operators.set_face, server.company.operator, picture.getvalue())).face
    assert face is not None
    assert (await server.http.get(face)).headers["content-type"] == "image/webp"
    assert (await do(client.operators.remove_face, server.company.operator)).face is None
    with pytest.raises(BadInput):
        await do(client.operators.set_face, server.company.operator, b"no picture")


async def test_channels_are_made_named_and_ended_and_their_keys_changed(server: Server, client: Client) -> None:
    organization = server.company.organization
    made = await do(client.channels.create, organization, "Second shop")
    assert made.secret not in repr(made)
    await do(client.channels.rename, made.guid, "Shop")
    assert [each.name for each in await do(client.channels.list, organization)] == ["Website", "Shop"]
    key = await do(client.channels.add_key, made.guid)
    first, second = await do(client.channels.keys, made.guid)
    assert (second.id, second.last_used_at) == (key.id, None)
    await do(client.channels.delete_key, made.guid, first.id)
    assert await do(client.channels.keys, made.guid) == (second,)
    assert await do(client.channels.seen, made.guid) == ()
    await do(client.channels.delete, made.guid)
    with pytest.raises(NotFound):
        await do(client.channels.keys, made.guid)


async def test_settings_of_a_channel_come_back_as_they_were_set(server: Server, client: Client) -> None:
    guid = server.company.channel.guid
    assert await do(client.channels.settings, guid) == ChannelSettings()
    form = Form(when="before", fields=(FormField(key="order", label="Order number", required=True),))
    looks = Looks(main_color="#0a5c44", offset_x=40)
    wanted = ChannelSettings(greeting="Good day!", teaser_after=5, form=form, looks=looks)
    assert await do(client.channels.set_settings, guid, wanted) == wanted
    assert await do(client.channels.settings, guid) == wanted
    with pytest.raises(BadInput):
        await do(client.channels.set_settings, guid, replace(wanted, greeting="x" * 501))


async def test_a_channel_is_made_renamed_given_keys_and_ended(server: Server, client: Client) -> None:
    organization = server.company.organization
    made = await do(client.channels.create, organization, "Blog")
    assert made.guid in made.element
    assert made.secret not in repr(made)
    assert (await do(client.channels.rename, made.guid, "Our blog")).name == "Our blog"
    assert [each.name for each in await do(client.channels.list, organization)] == ["Website", "Our blog"]
    (first,) = await do(client.channels.keys, made.guid)
    second = await do(client.channels.add_key, made.guid)
    assert second.secret not in repr(second)
    await do(client.channels.delete_key, made.guid, first.id)
    assert [each.id for each in await do(client.channels.keys, made.guid)] == [second.id]
    assert await do(client.channels.seen, made.guid) == ()
    await do(client.channels.delete, made.guid)
    assert [each.name for each in await do(client.channels.list, organization)] == ["Website"]


async def test_an_operator_works_a_conversation(server: Server, client: Client) -> None:
    person = await customer(server, "Where is my tea?")
    ann = client.as_operator(server.company.operator)
    page = await do(ann.chat.inbox, "waiting")
    conversation = page.items[0].conversation.id
    assert page.waiting == 1
    assert (await do(ann.chat.take, conversation)).assignee == server.company.operator
    written = await do(ann.chat.send, conversation, "On its way")
    assert written.at.tzinfo is not None
    assert (await do(ann.chat.send, conversation, "ask Marko", note=True)).note
    opened_now = await do(ann.chat.open, conversation)
    assert [each.text for each in opened_now.messages] == ["Where is my tea?", "On its way", "ask Marko"]
    first = opened_now.messages[0].position
    assert first is not None
    later = await do(ann.chat.thread, conversation, after=first, limit=1)
    assert ([each.text for each in later.messages], later.more) == (["On its way"], True)
    await do(ann.chat.seen, conversation, first)
    await do(ann.chat.typing, conversation)
    await person.until("event", lambda frame: frame["event"].get("message", {}).get("text") == "On its way")
    assert (await do(ann.chat.search, "tea")).hits[0].item.conversation.id == conversation
    assert (await do(ann.chat.resolve, conversation)).status == "resolved"
    assert (await do(ann.chat.reopen, conversation)).status == "open"
    colleague = await server.operator(server.company.organization, "Marko")
    assert (await do(ann.chat.assign, conversation, colleague)).assignee == colleague
    assert (await do(ann.chat.release, conversation)).assignee is None
    await do(ann.chat.presence, "away")
    await person.leave()


async def test_a_message_is_written_once_per_client_id(server: Server, client: Client) -> None:
    person = await customer(server, "Hello")
    ann = client.as_operator(server.company.operator)
    first = await do(ann.chat.send, 1, "Good day", client_id="once-and-no-more")
    assert await do(ann.chat.send, 1, "Good day", client_id="once-and-no-more") == first
    assert len((await do(ann.chat.open, 1)).messages) == 2
    await person.leave()


async def test_a_blocked_customer_is_blocked_until_unblocked(server: Server, client: Client) -> None:
    person = await customer(server, "Buy my things")
    ann = client.as_operator(server.company.operator)
    blocked = (await do(ann.chat.open, 1)).item.conversation.customer
    await do(ann.chat.block, blocked.id)
    assert (await do(ann.chat.open, 1)).item.conversation.customer.blocked
    await do(ann.chat.unblock, blocked.id)
    assert not (await do(ann.chat.open, 1)).item.conversation.customer.blocked
    await person.leave()


async def test_a_file_travels_with_a_message(server: Server, client: Client) -> None:
    person = await customer(server, "Send me the list")
    ann = client.as_operator(server.company.operator)
    content = "Ціни: 5 грн".encode()
    stored = await do(ann.files.upload, "ціни & more.txt", content)
    assert (stored.name, stored.size) == ("ціни & more.txt", len(content))
    sent = await do(ann.chat.send, 1, "Here", attachments=[stored.id])
    assert [each.id for each in sent.attachments] == [stored.id]
    links = await do(ann.files.links, [stored.id])
    assert httpx.URL(links[0].url).path.startswith("/files/")
    assert links[0].url not in repr(links)
    assert await do(ann.files.download, stored.id) == content
    with pytest.raises(NotFound):
        await do(ann.files.download, "A" * 22)
    await person.leave()


async def test_anothers_things_are_unknown(server: Server, client: Client) -> None:
    with pytest.raises(NotFound):
        await do(client.operators.get_token, server.other.operator)
    with pytest.raises(NotFound):
        await do(client.channels.settings, server.other.channel.guid)


async def test_an_operator_lists_its_own_organization(server: Server, client: Client) -> None:
    ann = client.as_operator(server.company.operator)
    assert [each.id for each in await do(ann.operators.list)] == [server.company.operator]


async def test_many_calls_at_once_share_the_client(server: Server, form: ClientForm) -> None:
    async with opened(form, server.url, login="tea", password=PASSWORD) as client:
        lists = await asyncio.gather(*(do(client.organizations.list) for _ in range(30)))
    assert len(set(lists)) == 1
