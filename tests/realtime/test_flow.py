"""From a customer to an operator and back, over real sockets."""

import asyncio
import random
from typing import Any

import pytest

from chathub.desk.access import CustomerActor
from chathub.desk.accounts import add_operator
from chathub.desk.receive import receive
from chathub.ids import CustomerId
from chathub.protocol.commands import Send
from chathub.store.engine import open_store
from tests.fresh import url_of
from tests.realtime.live import GENEROUS, Client, Live


async def test_a_message_goes_to_the_operator_and_the_answer_comes_back(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    customer = await live.join(live.customer_token(house.customers[0]))
    await customer.send("Where is my parcel?", "from-anna-1")
    heard = await operator.until("event", lambda f: f["event"]["type"] == "message")
    assert heard["event"]["message"]["text"] == "Where is my parcel?"
    conversation = heard["event"]["message"]["conversation"]
    await operator.send("On its way", "from-olena-1", conversation=conversation)
    answer = await customer.until(
        "event", lambda f: f["event"]["type"] == "message" and f["event"]["message"]["sender"]["kind"] == "operator"
    )
    assert answer["event"]["message"]["text"] == "On its way"
    assert answer["event"]["message"]["sender"]["name"] == "tea operator 0"
    taken = await customer.until(
        "event", lambda f: f["event"]["type"] == "own_conversation" and f["event"]["change"] == "taken"
    )
    assert taken["event"]["conversation"]["operator"] == "tea operator 0"


async def test_a_note_never_reaches_the_customer(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    colleague = await live.join(live.operator_token(house.operators[1]))
    customer = await live.join(live.customer_token(house.customers[0]))
    await customer.send("Hello", "from-anna-1")
    await operator.send("A difficult one", "a-note-of-mine", conversation=1, note=True)
    await colleague.until("event", lambda f: f["event"].get("message", {}).get("note", False))
    await operator.send("Hello!", "from-olena-1", conversation=1)
    await customer.until("event", lambda f: f["event"].get("message", {}).get("text") == "Hello!")
    assert "difficult" not in str(customer.frames)


async def test_customers_never_hear_of_each_other(live: Live) -> None:
    house = await live.build("tea")
    anna = await live.join(live.customer_token(house.customers[0]))
    boris = await live.join(live.customer_token(house.customers[1]))
    await anna.send("The canary sings", "from-anna-1")
    await boris.send("Hello", "from-boris-1")
    await boris.until("event", lambda f: f["event"]["type"] == "message")
    assert "canary" not in str(boris.frames)


async def test_organizations_never_hear_of_each_other(live: Live) -> None:
    tea, coffee = await live.build("tea"), await live.build("coffee")
    stranger = await live.join(live.operator_token(coffee.operators[0]))
    anna = await live.join(live.customer_token(tea.customers[0]))
    bean = await live.join(live.customer_token(coffee.customers[0]))
    await anna.send("The canary sings", "from-anna-1")
    await bean.send("Hello", "from-bean-1")
    await stranger.until("event", lambda f: f["event"]["type"] == "message")
    assert "canary" not in str(stranger.frames)


async def test_all_tabs_of_a_customer_stay_in_step(live: Live) -> None:
    house = await live.build("tea")
    token = live.customer_token(house.customers[0])
    first, second = await live.join(token), await live.join(token)
    await first.send("From the first tab", "from-anna-1")
    heard = await second.until("event", lambda f: f["event"]["type"] == "message")
    assert heard["event"]["message"]["text"] == "From the first tab"


async def test_the_senders_own_event_comes_before_its_answer(live: Live) -> None:
    house = await live.build("tea")
    customer = await live.join(live.customer_token(house.customers[0]))
    await customer.send("Hello", "from-anna-1")
    kinds = [frame["type"] for frame in customer.frames]
    assert kinds.index("ok") > max(n for n, kind in enumerate(kinds) if kind == "event")


async def test_a_resumed_client_gets_exactly_what_it_missed(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    customer = await live.join(live.customer_token(house.customers[0]))
    await customer.send("one", "from-anna-1")
    epoch = operator.frames[0]["epoch"]
    last = await operator.until("event", lambda f: f["event"]["type"] == "message")
    operator.cut()
    for number in range(5):
        await customer.send(f"missed {number}", f"from-anna-missed-{number}")
    again = await live.join(live.operator_token(house.operators[0]), {"epoch": epoch, "at": last["position"]})
    assert again.frames[0]["resumed"]
    assert [frame["event"]["message"]["text"] for frame in again.events()] == [f"missed {n}" for n in range(5)]


@pytest.mark.parametrize("missed", [300, 301])
async def test_beyond_300_missing_events_the_client_starts_again(live: Live, missed: int) -> None:
    house = await live.build("tea")
    customer = await live.join(live.customer_token(house.customers[0]))
    await customer.send("one", "from-anna-first")
    epoch, at = customer.frames[0]["epoch"], customer.events()[-1]["seq"]
    await asyncio.gather(*(customer_sends(live, house.customers[0], f"m-{n:08}") for n in range(missed)))
    again = await live.join(live.customer_token(house.customers[0]), {"epoch": epoch, "at": at})
    if missed <= GENEROUS.resume_events:
        assert again.frames[0]["resumed"]
        assert len(again.events()) == missed
    else:
        assert [frame["type"] for frame in again.frames[:3]] == ["welcome", "reset", "snapshot"]
        assert again.frames[1]["reason"] == "gap"
        assert len(again.frames[2]["snapshot"]["messages"]) == 50


async def customer_sends(live: Live, customer: CustomerId, client_id: str) -> None:
    """Past the socket, where only the log matters."""
    house = live.houses[0]
    actor = CustomerActor(customer, house.organization, house.channel, 2**52)
    await receive(live.core.store, actor, Send(client_id=client_id, text=client_id), GENEROUS)


@pytest.mark.parametrize("cursor", [{"epoch": "another history", "at": 0}, {"epoch": "", "at": 10**9}])
async def test_a_cursor_of_another_history_is_reset(live: Live, cursor: dict[str, Any]) -> None:
    house = await live.build("tea")
    client = await live.open(live.operator_token(house.operators[0]))
    epoch = (await client.until("welcome"))["epoch"]
    again = await live.join(live.operator_token(house.operators[0]), {**cursor, "epoch": cursor["epoch"] or epoch})
    assert (await again.until("reset"))["reason"] == "epoch"


@pytest.mark.parametrize("seed", range(4))
async def test_cuts_at_random_moments_lose_and_repeat_nothing(live: Live, seed: int) -> None:
    chance = random.Random(seed)
    house = await live.build("tea")
    sender = await live.join(live.customer_token(house.customers[0]))
    token = live.operator_token(house.operators[0])
    client = await live.join(token)
    held: list[int] = []
    epoch, at = client.frames[0]["epoch"], (await client.until("live"))["cursor"]
    for number in range(60):
        sending = asyncio.ensure_future(sender.send(f"message {number}", f"message-{number:06}"))
        if chance.random() < 0.3:
            await asyncio.sleep(0)
            client.cut()
            at = _take_over(client, held, at)
            client = await live.join(token, {"epoch": epoch, "at": at})
            assert client.frames[0]["resumed"]
        await sending
    await client.until("event", lambda f: f["event"].get("message", {}).get("clientId") == "message-000059")
    _take_over(client, held, at)
    newest = (await live.core.store.read(lambda r: r.row("SELECT position FROM organizations WHERE id = 1")) or (0,))[0]
    assert held == list(range(held[0], newest + 1))
    assert held[0] == 1


def _take_over(client: Client, held: list[int], at: int) -> int:
    """What a client keeps of a connection: every event, each once."""
    positions = [frame["position"] for frame in client.events()]
    held += positions
    return positions[-1] if positions else at


async def test_a_repeat_after_a_lost_answer_is_answered_with_the_first_message(live: Live) -> None:
    house = await live.build("tea")
    token = live.customer_token(house.customers[0])
    customer = await live.join(token)
    await customer.say(
        {"type": "command", "id": 1, "command": {"type": "send", "clientId": "only-once-1", "text": "Hi"}}
    )
    await asyncio.sleep(0)
    customer.cut()
    again = await live.join(token)
    first = await again.send("Hi", "only-once-1")
    second = await again.send("Hi", "only-once-1")
    assert first == second
    page = await again.ask({"type": "thread"})
    assert [message["text"] for message in page["result"]["messages"]] == ["Hi"]


async def test_typing_reaches_the_other_side_and_is_not_stored(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    customer = await live.join(live.customer_token(house.customers[0]))
    await customer.send("Hello", "from-anna-1")
    await customer.ask({"type": "typing"})
    assert (await operator.until("typing"))["operator"] is None
    await operator.ask({"type": "typing", "conversation": 1})
    assert (await customer.until("typing"))["name"] == "tea operator 0"


async def test_customers_learn_whether_anybody_is_here_and_operators_who(live: Live) -> None:
    house = await live.build("tea")
    customer = await live.join(live.customer_token(house.customers[0]))
    assert (await customer.until("presence")) == {"type": "presence", "online": False}
    operator = await live.join(live.operator_token(house.operators[0]))
    await customer.until("presence", lambda f: f["online"])
    here = await operator.until("presence")
    assert here["operators"] == [{"id": house.operators[0], "state": "online"}]
    await operator.ask({"type": "presence", "state": "away"})
    await customer.until("presence", lambda f: not f["online"] and customer.frames.index(f) > 3)


async def test_a_deactivated_operator_loses_its_sockets_and_cannot_return(live: Live) -> None:
    house = await live.build("tea")
    token = live.operator_token(house.operators[0])
    client = await live.join(token)
    await live.status(house, house.operators[0], 1)
    assert await client.closed() == 4401
    await live.status(house, house.operators[0], 0)
    again = await live.open(token)
    assert await again.closed() == 4401


async def test_what_another_process_writes_is_delivered(live: Live, tmp_path: Any) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    beside = open_store(tmp_path, lambda _: None, url=url_of(tmp_path))
    await add_operator(beside, house.organization, "Newcomer")
    await beside.close()
    await live.core.hub.look()
    heard = await operator.until("event", lambda f: f["event"]["type"] == "operator")
    assert heard["event"]["operator"]["name"] == "Newcomer"


async def test_a_blocked_customers_typing_reaches_nobody(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    anna, boris = [await live.join(live.customer_token(id)) for id in house.customers[:2]]
    await anna.send("Hello", "from-anna-1")
    await boris.send("Hello", "from-boris-1")
    await operator.ask({"type": "block", "customer": house.customers[0]})
    assert (await anna.ask({"type": "typing"}))["type"] == "ok"
    await boris.ask({"type": "typing"})
    assert (await operator.until("typing"))["conversation"] == 2
