"""State and events are one: a stale snapshot with the events after it equals a fresh snapshot, for every event."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chathub.desk import channels, faces, people, rating, reading, triage, visit
from chathub.desk.access import CustomerActor, OperatorActor
from chathub.desk.channel_settings import change_settings
from chathub.desk.history import customer_snapshot, operator_snapshot
from chathub.desk.organizations import change_organization
from chathub.desk.own_view import own_event
from chathub.desk.rights_erase import erase
from chathub.errors import ChatHubError, NotFound
from chathub.protocol.commands import Happened, Profile, Rate, Seen
from chathub.protocol.console import OrganizationChange
from chathub.protocol.events import Event, OperatorChanged
from chathub.protocol.rights import Erase
from chathub.protocol.settings import Form, FormField
from chathub.store.channels import StoredChannel, stored_channels_of
from chathub.store.operators import set_operator_name
from chathub.store.transaction import Transaction
from tests.desk.holding import apply_for_customer, apply_for_operator, hold_customer, hold_operator, wire
from tests.desk.office import Office, open_office

Deed = Callable[[Office], Awaitable[object]]


async def _rename(office: Office, operator: OperatorActor, name: str) -> None:
    async def work(transaction: Transaction) -> None:
        renamed = await set_operator_name(transaction, operator.id, name)
        await transaction.record(operator.organization, OperatorChanged(operator=renamed))

    await office.store.write(work)


async def _first_channel(office: Office) -> StoredChannel:
    found = await office.store.read(lambda reader: stored_channels_of(reader, office.olena.organization))
    if not found:
        raise NotFound("Every channel is deleted.")
    return found[0]


async def _name_channel(office: Office, name: str) -> None:
    channel = await _first_channel(office)
    await channels.rename_channel(office.store, office.company, channel.guid, name, "")


async def _ask_otherwise(office: Office) -> None:
    channel = await _first_channel(office)
    form = Form(fields=(FormField("order", "Number of your order"),))
    wanted = msgspec.structs.replace(channel.settings, form=form)
    await change_settings(office.store, office.company, channel.guid, wanted)


async def _delete_channel(office: Office) -> None:
    channel = await _first_channel(office)
    await channels.delete_channel(office.store, office.company, channel.guid)


DEEDS: dict[str, Deed] = {
    "anna writes": lambda o: o.writes(o.anna, "Hello"),
    "boris writes": lambda o: o.writes(o.boris, "Доброго дня"),
    "olena answers": lambda o: o.answers(o.olena, 1, "Yes?"),
    "taras answers": lambda o: o.answers(o.taras, 1, "I am here, too"),
    "olena notes": lambda o: o.answers(o.olena, 1, "Watch out", note=True),
    "olena takes": lambda o: triage.take(o.store, o.olena, 1),
    "taras takes": lambda o: triage.take(o.store, o.taras, 1),
    "olena assigns": lambda o: triage.assign(o.store, o.olena, 1, o.taras.id),
    "olena releases": lambda o: triage.release(o.store, o.olena, 1),
    "olena resolves": lambda o: triage.resolve(o.store, o.olena, 1),
    "taras reopens": lambda o: triage.reopen(o.store, o.taras, 1),
    "olena reads all": lambda o: reading.seen_by_operator(o.store, o.olena, Seen(conversation=1, upto=10_000)),
    "taras reads a little": lambda o: reading.seen_by_operator(o.store, o.taras, Seen(conversation=1, upto=3)),
    "anna reads all": lambda o: reading.seen_by_customer(o.store, o.anna, Seen(upto=10_000)),
    "anna reads a little": lambda o: reading.seen_by_customer(o.store, o.anna, Seen(upto=4)),
    "anna tells her name": lambda o: people.tell_profile(o.store, o.anna, Profile(name="Anna", email="a@b.example")),
    "anna answers the form": lambda o: people.tell_profile(
        o.store, o.anna, Profile(fields={"order": "17"}, consent=True)
    ),
    "anna takes her answer back": lambda o: people.tell_profile(o.store, o.anna, Profile(fields={"order": ""})),
    "anna asks for a department": lambda o: people.tell_profile(o.store, o.anna, Profile(department="Sales")),
    "anna fills her cart": lambda o: visit.happened(o.store, o.anna, Happened(client_id=o.client_id(), name="Cart")),
    "anna rates": lambda o: rating.rate(o.store, o.anna, Rate(score=4, comment="Quick")),
    "anna rates worse": lambda o: rating.rate(o.store, o.anna, Rate(score=1)),
    "olena blocks anna": lambda o: people.block(o.store, o.olena, o.anna.id, blocked=True),
    "olena unblocks anna": lambda o: people.block(o.store, o.olena, o.anna.id, blocked=False),
    "olena has a face": lambda o: faces.change_face(o.store, o.data, None, o.olena.id, "1" * 32),
    "olena has another face": lambda o: faces.change_face(o.store, o.data, None, o.olena.id, "2" * 32),
    "olena has no face": lambda o: faces.change_face(o.store, o.data, None, o.olena.id, None),
    "taras is renamed": lambda o: _rename(o, o.taras, "Taras the Second"),
    "a channel is added": lambda o: channels.add_channel(o.store, o.company, o.olena.organization, "Shop", ""),
    "the channel is renamed": lambda o: _name_channel(o, "The other shop"),
    "the channel is named as it is": lambda o: _name_channel(o, "Tea"),
    "the form asks otherwise": _ask_otherwise,
    "the channel is deleted": _delete_channel,
    "the organization is renamed": lambda o: change_organization(
        o.store, o.company, o.olena.organization, OrganizationChange(name="Coffee support")
    ),
    "anna is erased": lambda o: erase(o.store, o.data, o.company, o.anna.id, Erase(str(o.anna.id))),
}


async def _panel(office: Office, operator: OperatorActor) -> dict[str, object]:
    return hold_operator(await office.store.read(lambda reader: operator_snapshot(reader, operator)))


async def _widget(office: Office, customer: CustomerActor) -> dict[str, object]:
    return hold_customer(await office.store.read(lambda reader: customer_snapshot(reader, customer, online=True)))


async def _apply(office: Office, deeds: list[str]) -> None:
    """Does the deeds with clients that hold a snapshot from before, and compares with a fresh one after each."""
    panel, widget = await _panel(office, office.olena), await _widget(office, office.anna)
    done = len(office.events)
    for deed in deeds:
        try:
            await DEEDS[deed](office)
        except ChatHubError:
            assert len(office.events) == done, f"{deed} was refused, but not without a trace"
        for stored in office.events[done:]:
            apply_for_operator(panel, msgspec.json.decode(stored.payload))
            own = own_event(stored.event) if stored.seq is not None and stored.customer == office.anna.id else None
            if own is not None:
                apply_for_customer(widget, wire(own))
        done = len(office.events)
        assert panel == await _panel(office, office.olena), f"the panel is stale after {deed}"
        assert widget == await _widget(office, office.anna), f"the widget is stale after {deed}"
    _check_numbers(office)


def _check_numbers(office: Office) -> None:
    mine = [event for event in office.events if event.organization == office.olena.organization]
    assert [event.position for event in mine] == list(range(1, len(mine) + 1))
    seqs: dict[int, list[int]] = {}
    for event in mine:
        if event.seq is not None and event.conversation is not None:
            seqs.setdefault(event.conversation, []).append(event.seq)
    for counted in seqs.values():
        assert counted == list(range(1, len(counted) + 1))


@pytest.mark.parametrize("deed", DEEDS)
async def test_each_deed_alone_brings_a_stale_client_up_to_date(office: Office, deed: str) -> None:
    await office.writes(office.anna, "Hello")
    await office.answers(office.olena, 1, "Hi")
    await office.writes(office.anna, "I have a question")
    await _apply(office, [deed])


async def test_the_deeds_cover_every_kind_of_event(office: Office) -> None:
    await _apply(office, ["anna writes", *DEEDS, "olena reads all", "anna reads all"])
    seen = {type(event.event) for event in office.events}
    assert seen == set(get_args(Event))


@given(st.lists(st.sampled_from(sorted(DEEDS)), max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_deeds_leaves_stale_clients_up_to_date(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str]
) -> None:
    async def run(data: Path) -> None:
        async with open_office(data) as office:
            # A customer's stream begins with its first message.
            await office.writes(office.anna, "Hello")
            await _apply(office, deeds)

    asyncio.run(run(tmp_path_factory.mktemp("office")))
