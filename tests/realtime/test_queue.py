"""A customer who waits knows its place, and nothing else of the others."""

from typing import Any

from tests.realtime.live import Client, House, Live


async def _waiting(live: Live, house: House, number: int) -> Client:
    client = await live.join(live.customer_token(house.customers[number]))
    await client.send("Hello", f"from-customer-{number}")
    return client


async def _told(client: Client, position: int | None) -> None:
    await client.until("queue", lambda frame: frame == {"type": "queue", "queuePosition": position})


def _places(client: Client) -> list[Any]:
    return [frame["queuePosition"] for frame in client.frames if frame["type"] == "queue"]


async def test_each_moves_up_when_somebody_before_it_is_taken(live: Live) -> None:
    house = await live.build("tea", customers=3)
    operator = await live.join(live.operator_token(house.operators[0]))
    anna, boris, daria = [await _waiting(live, house, number) for number in range(3)]
    await _told(anna, 1)
    await _told(boris, 2)
    await _told(daria, 3)
    await operator.ask({"type": "take", "conversation": 1})
    await _told(anna, None)
    await _told(boris, 1)
    await _told(daria, 2)
    # An answer takes a conversation as well, and whoever leaves the middle lets the ones behind move up.
    await operator.send("Good day", "an-answer-1", conversation=2)
    await _told(boris, None)
    await _told(daria, 1)
    assert "queue" not in {frame["type"] for frame in operator.frames}


async def test_whoever_comes_back_or_is_put_back_waits_behind_the_others(live: Live) -> None:
    house = await live.build("tea", customers=2)
    operator = await live.join(live.operator_token(house.operators[0]))
    anna = await _waiting(live, house, 0)
    await operator.ask({"type": "take", "conversation": 1})
    boris = await _waiting(live, house, 1)
    await _told(boris, 1)
    await operator.ask({"type": "release", "conversation": 1})
    await _told(anna, 2)
    # A message changes nobody's place.
    await anna.send("Still here", "from-customer-0-again")
    await operator.ask({"type": "resolve", "conversation": 2})
    await _told(boris, None)
    await boris.send("One more thing", "from-customer-1-again")
    await _told(boris, 2)
    assert _places(anna)[-1] == 1


async def test_a_customer_who_reconnects_is_told_its_place(live: Live) -> None:
    house = await live.build("tea", customers=2)
    for number in range(2):
        await (await _waiting(live, house, number)).leave()
    await _told(await live.join(live.customer_token(house.customers[1])), 2)


async def test_another_organization_has_a_queue_of_its_own(live: Live) -> None:
    await _waiting(live, await live.build("coffee"), 0)
    anna = await _waiting(live, await live.build("tea"), 0)
    await _told(anna, 1)


async def test_an_operator_who_leaves_the_company_puts_its_customers_back(live: Live) -> None:
    house = await live.build("tea")
    operator = await live.join(live.operator_token(house.operators[0]))
    anna = await _waiting(live, house, 0)
    await operator.ask({"type": "take", "conversation": 1})
    await live.status(house, house.operators[0], 1)
    await _told(anna, 1)


async def test_a_customer_without_a_conversation_is_told_nothing(live: Live) -> None:
    house = await live.build("tea")
    anna = await live.join(live.customer_token(house.customers[0]))
    await _told(await _waiting(live, house, 1), 1)
    assert _places(anna) == []
