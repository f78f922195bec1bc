"""The sample company as it is stored."""

import asyncio
import json
import shutil
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from chathub.demo.dialogue import dialogues
from chathub.demo.sample import DEPARTMENTS, add_sample, open_sample
from chathub.demo.settings import office_hours
from chathub.desk.access import OperatorActor
from chathub.desk.channel_settings import cleaned
from chathub.desk.faces import face_file
from chathub.desk.files import path_of
from chathub.desk.history import inbox_page, open_one
from chathub.desk.hours import cleaned as hours_cleaned
from chathub.desk.tokens import DEVELOPMENT_TOKEN, Keys, admit
from chathub.protocol.commands import Inbox, InboxPage
from chathub.store.channels import channel_by_guid
from chathub.store.engine import open_store
from chathub.store.store import Store
from chathub.store.transaction import Reader
from tests.cli.processes import SECONDS, fetch, next_line, started
from tests.fresh import prepare

T = TypeVar("T")
NOW = 1_795_442_000_000


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, written once."""
    directory = prepare(tmp_path_factory.mktemp("sample"))
    assert asyncio.run(add_sample(directory, "four words make one", now=lambda: NOW))
    return directory


def look(data: Path, work: Callable[[Store], Awaitable[T]]) -> T:
    """What some work finds in the store."""

    async def run() -> T:
        store = open_store(data, publish=lambda _: None)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


async def demo_operator(store: Store, data: Path) -> OperatorActor:
    """Whoever the development token stands for."""
    actor = await store.read(lambda reader: admit(reader, Keys.load(data, dev=True), DEVELOPMENT_TOKEN))
    assert isinstance(actor, OperatorActor)
    return actor


def rows(data: Path, sql: str) -> list[tuple[int, ...]]:
    """What a query finds."""
    return look(data, lambda store: store.read(lambda reader: reader.rows(sql)))


def test_it_is_written_once(data: Path) -> None:
    before = rows(data, "SELECT COUNT(*) FROM messages")
    assert not asyncio.run(add_sample(data, "four other words here"))
    assert rows(data, "SELECT COUNT(*) FROM messages") == before
    assert rows(data, "SELECT COUNT(*) FROM companies") == [(1,)]


def test_a_demonstration_started_again_goes_on_with_it(data: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(data, again)
    with started("demo", "--port", "0", "--json", "--data", again) as process:
        told = json.loads(next_line(process.stdout))
        # Its password was told once; only its hash is kept.
        assert told["password"] is None
        found = fetch(f"{told['api']}/api/chat/inbox", {"limit": 100}, token=told["panelToken"]).json["items"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    assert len(found) == sum(len(dialogues(name)) for name in DEPARTMENTS[0].dialogues)


def test_the_lists_of_the_demo_operator_are_alive(data: Path) -> None:
    async def work(store: Store) -> list[InboxPage]:
        operator = await demo_operator(store, data)
        return [await inbox_page(store, operator, Inbox(view=view)) for view in ("mine", "waiting", "all")]

    mine, waiting, everything = look(data, work)
    assert [mine.mine, len(mine.items)] == [5, 5]
    assert [waiting.waiting, len(waiting.items)] == [6, 6]
    written = [each for name in DEPARTMENTS[0].dialogues for each in dialogues(name)]
    assert len(everything.items) == len(written)
    # Whoever waits is unread; whatever is resolved has been read by everybody.
    assert all(item.seen < item.conversation.customer_messages for item in waiting.items)
    resolved = [item for item in everything.items if item.conversation.status == "resolved"]
    assert resolved
    assert all(item.seen == item.conversation.customer_messages for item in resolved)


def test_every_message_stands_at_its_own_time(data: Path) -> None:
    wanted = {each.customer: NOW - each.age_ms for part in DEPARTMENTS for n in part.dialogues for each in dialogues(n)}
    found = look(
        data,
        lambda store: store.read(
            lambda reader: reader.rows(
                "SELECT u.name, c.active_at FROM conversations c JOIN customers u ON u.id = c.customer_id"
            )
        ),
    )
    # Where a note is the last line, the last message is a little older.
    assert {name for name, _ in found} == set(wanted)
    assert all(0 <= wanted[name] - at < 3_600_000 for name, at in found)


def test_the_log_goes_forward_without_gaps_and_never_into_the_future(data: Path) -> None:
    for (organization,) in rows(data, "SELECT id FROM organizations"):
        log = rows(
            data,
            f"SELECT position, at FROM events WHERE organization_id = {organization}"
            f" UNION ALL SELECT position, at FROM messages WHERE organization_id = {organization} ORDER BY position",
        )
        assert [position for position, _ in log] == list(range(1, len(log) + 1))
        times = [at for _, at in log]
        assert times == sorted(times)
        assert times[-1] <= NOW


def test_the_files_are_there_and_pictures_have_thumbnails(data: Path) -> None:
    async def work(store: Store) -> list[tuple[str, str, bool]]:
        found = await store.read(
            lambda reader: reader.rows("SELECT id, type, thumbnail FROM attachments WHERE position IS NOT NULL")
        )
        return [(row[0], row[1], bool(row[2])) for row in found]

    found = look(data, work)
    assert {kind for _, kind, _ in found} == {"image/png", "text/plain"}
    for id, kind, small in found:
        assert path_of(data, id).is_file()
        assert small is (kind == "image/png")


def test_a_thread_reads_as_it_was_written(data: Path) -> None:
    async def work(store: Store) -> list[str]:
        operator = await demo_operator(store, data)
        item = (await inbox_page(store, operator, Inbox(view="mine"))).items[0]
        return [message.text for message in (await open_one(store, operator, item.conversation.id)).messages]

    newest = min(
        (each for name in DEPARTMENTS[0].dialogues for each in dialogues(name) if each.operator == "Iryna"),
        key=lambda each: each.age_ms,
    )
    assert look(data, work) == [step.text for step in newest.steps if step.kind != "pause"]


def test_opening_it_again_adds_origins_and_takes_none_away(data: Path) -> None:
    first = asyncio.run(open_sample(data, ["http://127.0.0.1:8081"]))
    again = asyncio.run(open_sample(data, ["http://127.0.0.1:9091"]))
    assert again.channels == first.channels
    assert len(again.organizations) == len(DEPARTMENTS)
    listed = look(data, lambda store: store.read(lambda reader: reader.rows("SELECT origin FROM origins")))
    assert {row[0] for row in listed} >= {"http://127.0.0.1:8081", "http://127.0.0.1:9091"}


def test_some_customers_have_said_how_it_was(data: Path) -> None:
    written = [each.rating for part in DEPARTMENTS for n in part.dialogues for each in dialogues(n) if each.rating]
    kept = rows(data, "SELECT rating, COALESCE(rating_comment, '') FROM conversations WHERE rating IS NOT NULL")
    assert [list(each) for each in sorted(kept)] == [list(each) for each in sorted(written)]
    assert len({score for score, _ in kept}) >= 4


def test_every_operator_has_a_face_of_its_own(data: Path) -> None:
    faces = [str(face) for (face,) in rows(data, "SELECT face FROM operators")]
    assert len(set(faces)) == sum(len(part.operators) for part in DEPARTMENTS)
    assert all(face_file(data, f"{face}.webp").is_file() for face in faces)


def test_what_the_departments_have_chosen_could_be_set_by_anybody() -> None:
    for part in DEPARTMENTS:
        assert cleaned(part.settings) == part.settings
    assert hours_cleaned(office_hours(NOW)) == office_hours(NOW)


def test_one_channel_asks_before_and_the_other_is_always_open(data: Path) -> None:
    async def work(reader: Reader) -> list[tuple[str, bool]]:
        guids = await reader.rows("SELECT guid FROM channels ORDER BY id")
        channels = [await channel_by_guid(reader, guid) for (guid,) in guids]
        return [(each.settings.form.when, each.opening_hours is None) for each in channels if each is not None]

    assert look(data, lambda store: store.read(work)) == [("never", True), ("before", False)]
