"""An origin that is taken off an allow-list loses its open connections, and no other does."""

from websockets.typing import Origin

from chathub.desk.accounts import set_origins
from tests.realtime.live import Client, House, Live
from tests.realtime.streams import streaming

SHOP = "https://shop.example.com"
CRM = "https://crm.example.com"


async def _joined(live: Live, token: str, origin: str | None) -> Client:
    client = await live.open(token, origin=Origin(origin) if origin else None)
    await client.until("live")
    return client


async def _house(live: Live) -> House:
    return await live.build("tea", origins=[SHOP, CRM])


async def test_the_removed_page_is_told_why_and_the_others_go_on(live: Live) -> None:
    house = await _house(live)
    other = await live.build("coffee", origins=[SHOP])
    operator, customer = live.operator_token(house.operators[0]), live.customer_token(house.customers[0])
    gone = [await _joined(live, token, SHOP) for token in (operator, customer)]
    kept = [
        await _joined(live, operator, CRM),
        await _joined(live, operator, None),
        await _joined(live, customer, live.url),
        await _joined(live, live.customer_token(other.customers[0]), SHOP),
    ]
    # As a command beside the server would; the server looks by itself.
    await set_origins(live.core.store, house.organization, [CRM])
    for client in gone:
        assert await client.closed() == 4403
        assert client.frames[-1]["code"] == "origin"
        assert SHOP in client.frames[-1]["message"]
    for client in kept:
        assert (await client.ask({"type": "typing", "conversation": 1}))["type"] in {"ok", "error"}
        await client.leave()


async def test_an_event_stream_ends_as_well(live: Live) -> None:
    house = await _house(live)
    async with streaming(live, live.customer_token(house.customers[0]), Origin=SHOP) as reading:
        await reading.until("live")
        await set_origins(live.core.store, house.organization, [])
        assert (await reading.end())["code"] == 4403


async def test_a_wildcard_that_still_fits_keeps_its_pages(live: Live) -> None:
    house = await _house(live)
    client = await _joined(live, live.customer_token(house.customers[0]), SHOP)
    away = await _joined(live, live.customer_token(house.customers[1]), CRM)
    await set_origins(live.core.store, house.organization, ["https://*.example.com"])
    await set_origins(live.core.store, house.organization, ["https://*.example.com", "https://other.example"])
    await set_origins(live.core.store, house.organization, [SHOP])
    assert await away.closed() == 4403
    assert (await client.ask({"type": "typing"}))["type"] == "ok"
    await client.leave()
