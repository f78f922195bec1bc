"""A source of operator tokens: one is kept, and another one is there before it ends."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from chathub_client import AsyncChatHub, BadInput, ChatHub, Forbidden, Patience, Unauthenticated, Unavailable
from chathub_client.call import Blocking
from chathub_client.connections import AwaitingFlight, BlockingFlight
from chathub_client.core import Core, FixedToken
from chathub_client.errors import ChatHubError
from chathub_client.tokens import OperatorTokens
from tests.sdk.clients import Client, Form, do, opened
from tests.sdk.scripted import Reply, problem, scripted
from tests.serving import PASSWORD, Server

HOUR = timedelta(hours=1)


async def test_one_token_serves_until_it_is_nearly_over(server: Server, client: Client) -> None:
    source = client.token_source(server.company.operator, timedelta(minutes=5))
    first = await do(source.get)
    assert await do(source.get) == first
    assert first.token == await do(source.token)
    assert (await do(client.operators.validate_token, first.token)).is_valid
    assert first.token not in repr(first)


async def test_many_who_ask_at_once_get_one_token(server: Server, client: Client) -> None:
    source = client.token_source(server.company.operator)
    asked = await asyncio.gather(*(do(source.get) for _ in range(20)))
    assert len({token.token for token in asked}) == 1


async def test_a_login_and_its_tokens_are_asked_for_once(form: Form) -> None:
    listed = Reply(body=[])
    with scripted(Reply(body="company"), Reply(body="operator"), listed) as server:
        async with opened(form, server.url, login="tea", password=PASSWORD) as client:
            ann = client.as_operator(5)
            await asyncio.gather(*(do(ann.operators.list) for _ in range(10)))
    assert [each.path for each in server.asked[:2]] == ["/api/company/get-token", "/api/operator/get-token"]
    assert {each.path for each in server.asked[2:]} == {"/api/operator"}
    assert len(server.asked) == 12


async def test_tasks_that_wait_for_a_login_share_its_failure() -> None:
    with scripted(problem(401, "unauthenticated", "Login or password is wrong.")) as server:
        async with AsyncChatHub(server.url, login="tea", password=PASSWORD) as client:
            asked = [client.operators.list(1) for _ in range(20)]
            told = await asyncio.gather(*asked, return_exceptions=True)
            assert {type(each) for each in told} == {Unauthenticated}
            assert len(server.asked) == 1, "twenty wrong passwords would shut the login out"
            # Whoever asks afterwards asks the server: it may be right by then.
            with pytest.raises(Unauthenticated):
                await client.operators.list(1)
            assert len(server.asked) == 2


async def test_a_dismissed_operator_gets_none(server: Server, client: Client) -> None:
    await server.status(server.company, server.company.operator, 1)
    with pytest.raises(Forbidden):
        await do(client.token_source(server.company.operator).get)


async def test_a_token_that_ended_early_is_replaced(server: Server, client: Client) -> None:
    operator = server.company.operator
    ann = client.as_operator(operator)
    await do(ann.operators.list)
    # Dismissed and taken back: tokens from before stay invalid.
    await server.status(server.company, operator, 1)
    await server.status(server.company, operator, 0)
    assert [each.id for each in await do(ann.operators.list)] == [operator]


async def test_a_machine_with_a_wrong_clock_asks_by_the_servers(form: Form) -> None:
    ahead = format_datetime(datetime.now(UTC) + timedelta(days=2), usegmt=True)
    late = problem(400, "invalid", "`expiresAt` has passed already.", Date=ahead)
    with scripted(late, Reply(body="token", headers={"Date": ahead})) as server:
        async with opened(form, server.url, token="company") as client:
            token = await do(client.token_source(5).get)
    assert abs(token.expires_at - datetime.now(UTC) - timedelta(days=2) - HOUR) < timedelta(minutes=5)
    assert len(server.asked) == 2


async def test_a_single_token_is_asked_for_by_the_servers_clock_too(form: Form) -> None:
    behind = format_datetime(datetime.now(UTC) - timedelta(days=2), usegmt=True)
    late = problem(400, "invalid", "`expiresAt` is more than 24 hours ahead.", Date=behind)
    with scripted(late, Reply(body="token", headers={"Date": behind})) as server:
        async with opened(form, server.url, token="company") as client:
            token = await do(client.operators.get_token, 5)
    assert abs(token.expires_at - datetime.now(UTC) + timedelta(days=2) - HOUR) < timedelta(minutes=5)


async def test_an_instant_that_is_wrong_for_another_reason_is_told(form: Form) -> None:
    now = format_datetime(datetime.now(UTC), usegmt=True)
    with scripted(problem(400, "invalid", "`expiresAt` is more than 24 hours ahead.", Date=now)) as server:
        async with opened(form, server.url, token="company") as client:
            with pytest.raises(BadInput, match="24 hours"):
                await do(client.token_source(5).get)
    assert len(server.asked) == 1


@pytest.mark.parametrize("lifetime", [timedelta(seconds=59), timedelta(hours=24, seconds=1)])
def test_a_life_that_no_token_has_is_refused(lifetime: timedelta) -> None:
    with ChatHub("http://localhost", token="company") as client, pytest.raises(ValueError, match="24 hours"):
        client.token_source(1, lifetime)


class Flight:
    """One that is always free, or always taken."""

    def __init__(self, *, taken: bool = False) -> None:
        self.taken = taken

    def is_taken(self) -> bool:
        return self.taken

    def turn(self, seconds: float) -> "Flight":
        assert seconds > 0
        return self

    async def __aenter__(self) -> None:
        assert not self.taken, "it should have gone on with what it holds"

    async def __aexit__(self, *_: object) -> None:
        """Nobody waits."""


class Desk(Core):
    """Where a source asks: it counts tokens, and its clock is the test's."""

    def __init__(self) -> None:
        self.made = 0
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.error: ChatHubError | None = None
        self.gate = Flight()
        super().__init__("http://localhost", self, FixedToken("company"), Patience())  # type: ignore[arg-type] # as much as is asked

    def flight(self) -> Flight:
        return self.gate

    def server_time(self) -> datetime:
        return self.now

    async def perform(self, call: object) -> str:  # type: ignore[override] # only tokens are asked for
        if self.error is not None:
            raise self.error
        self.made += 1
        return f"token {self.made}"


async def test_it_is_renewed_before_it_ends() -> None:
    desk = Desk()
    source = OperatorTokens(desk, 5, HOUR)
    assert await source.token() == "token 1"
    desk.now += timedelta(minutes=45)
    assert await source.token() == "token 1"
    desk.now += timedelta(minutes=4)
    assert await source.token() == "token 2"


async def test_while_one_renews_the_others_go_on() -> None:
    desk = Desk()
    source = OperatorTokens(desk, 5, HOUR)
    await source.token()
    desk.now += timedelta(minutes=50)
    desk.gate.taken = True
    assert await source.token() == "token 1"


async def test_while_the_server_is_away_a_token_that_counts_is_used() -> None:
    desk = Desk()
    source = OperatorTokens(desk, 5, HOUR)
    await source.token()
    desk.error = Unavailable("away")
    desk.now += timedelta(minutes=50)
    assert await source.token() == "token 1"
    desk.now += timedelta(minutes=10)
    with pytest.raises(Unavailable):
        await source.token()
    desk.error = None
    assert await source.token() == "token 2"


async def test_a_token_of_an_operator_who_has_left_meanwhile_is_not_handed_out_to_its_end() -> None:
    desk = Desk()
    source = OperatorTokens(desk, 5, HOUR)
    await source.token()
    desk.error = Forbidden("This operator is not active.")
    desk.now += timedelta(minutes=50)
    with pytest.raises(Forbidden):
        await source.token()


async def test_after_a_sleep_the_old_token_is_not_handed_out() -> None:
    desk = Desk()
    source = OperatorTokens(desk, 5, HOUR)
    await source.token()
    # The steady clock stood still meanwhile, the wall's did not.
    desk.now += timedelta(days=1)
    assert await source.token() == "token 2"


CROWD = 20


class Door(BlockingFlight):
    """Tells when the whole crowd stands before it."""

    def __init__(self) -> None:
        super().__init__()
        self.left = CROWD
        self.counting = threading.Lock()
        self.all_there = threading.Event()

    @asynccontextmanager
    async def turn(self, seconds: float) -> AsyncIterator[None]:
        with self.counting:
            self.left -= 1
            if self.left == 0:
                self.all_there.set()
        async with super().turn(seconds):
            yield


class SlowDesk(Desk):
    """Answers the first one only when all others wait."""

    def __init__(self) -> None:
        self.door = Door()
        self.asked = 0
        super().__init__()

    def flight(self) -> Door:  # type: ignore[override] # one that really blocks
        return self.door

    async def perform(self, call: object) -> str:  # type: ignore[override] # only tokens are asked for
        self.door.all_there.wait(60)
        self.asked += 1
        return await super().perform(call)


def crowd(source: OperatorTokens) -> list[object]:
    """What each of many threads is told."""

    def ask(_: int) -> object:
        try:
            return Blocking.run(source.token())
        except ChatHubError as error:
            return type(error)

    with ThreadPoolExecutor(CROWD) as threads:
        return list(threads.map(ask, range(CROWD)))


def test_threads_that_wait_for_a_token_share_it() -> None:
    desk = SlowDesk()
    assert crowd(OperatorTokens(desk, 5, HOUR)) == ["token 1"] * CROWD
    assert desk.asked == 1


def test_threads_that_wait_for_a_token_share_a_failure() -> None:
    desk = SlowDesk()
    desk.error = Unavailable("away")
    source = OperatorTokens(desk, 5, HOUR)
    assert crowd(source) == [Unavailable] * CROWD
    assert desk.asked == 1
    desk.error = None
    assert Blocking.run(source.token()) == "token 1"


async def test_a_token_that_was_refused_is_replaced_once_however_late_one_is_told() -> None:
    desk = Desk()
    source = OperatorTokens(desk, 5, HOUR)
    await source.token()
    for _ in range(3):
        assert await source.replace("token 1")
    assert await source.token() == "token 2"


def test_turns_are_kept_in_one_event_loop_after_another() -> None:
    flight = AwaitingFlight()

    async def crowd_waits() -> None:
        async def one() -> None:
            async with flight.turn(30):
                await asyncio.sleep(0)

        await asyncio.gather(*(one() for _ in range(3)))

    for _ in range(2):
        asyncio.run(crowd_waits())


def test_a_fork_has_connections_of_its_own_and_waits_for_none_of_its_parents_threads() -> None:
    """As under a web server that loads a site once and forks: else one process would read the other's token."""
    patience = Patience(total=10)
    with (
        scripted(Reply(body=[]), Reply(body="token")) as server,
        ChatHub(server.url, token="t", patience=patience) as client,
    ):
        client.organizations.list()
        source = client.token_source(5)
        taken = source._tokens._turns.turn()
        Blocking.run(taken.__aenter__())
        if (child := os.fork()) == 0:
            try:
                os._exit(0 if source.token() == "token" else 2)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        Blocking.run(taken.__aexit__(None, None, None))
    first, second = server.asked
    assert first.peer != second.peer
