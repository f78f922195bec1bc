"""The list of erasures: a restore or an import of something older erases again whom it would have brought back."""

import asyncio
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from chathub.desk.access import CompanyActor, CustomerActor
from chathub.desk.backup import back_up
from chathub.desk.files import folder
from chathub.desk.moving import bring, export
from chathub.desk.restore import restore
from chathub.desk.rights_erase import erase
from chathub.desk.rights_ledger import FORMAT, LEDGER, Ledger, read_ledger
from chathub.ids import CustomerId
from chathub.protocol.rights import Erase
from chathub.store.engine import database, open_store, open_whole
from chathub.store.erasures import Erasure
from tests.desk.office import Office, open_office
from tests.desk.traces import CANARY, live, singing
from tests.fresh import prepare

NEIGHBOUR = "Neighbour5"


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def _bytes(data: Path) -> dict[str, bytes]:
    return {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def _live_and_be_erased(data: Path, between: Callable[[], Awaitable[None]]) -> None:
    """A person and a neighbour live; `between` is done, then the person is erased."""

    async def run() -> None:
        async with open_office(data) as office:
            await live(office, NEIGHBOUR, NEIGHBOUR)
            person = await live(office)
            await between()
            await _erase(office, person)

    asyncio.run(run())


async def _erase(office: Office, person: CustomerActor) -> None:
    actor = CompanyActor(office.olena.company)
    assert (await erase(office.store, office.data, actor, person.id, Erase(str(person.id)))).finished


def _backed_up(tmp_path: Path) -> Path:
    async def between() -> None:
        await asyncio.to_thread(back_up, tmp_path / "data", tmp_path / "backup.zip", silent)

    _live_and_be_erased(tmp_path / "data", between)
    (tmp_path / "restored").mkdir()
    return tmp_path / "backup.zip"


def test_a_restore_of_an_older_backup_erases_again(tmp_path: Path) -> None:
    backup, restored = _backed_up(tmp_path), tmp_path / "restored"
    with zipfile.ZipFile(backup) as archive:
        assert singing({name: archive.read(name) for name in archive.namelist()})
    restore(backup, restored, silent, erasures=read_ledger(tmp_path / "data" / LEDGER))
    assert singing(_bytes(restored)) == {}
    assert singing(_bytes(restored), NEIGHBOUR)
    assert len(_files(restored)) == 6, "the neighbour's"


def test_without_the_list_the_person_is_back(tmp_path: Path) -> None:
    backup, restored = _backed_up(tmp_path), tmp_path / "restored"
    restore(backup, restored, silent)
    assert singing(_bytes(restored)), "so the list is what keeps it away"


def test_a_restored_database_goes_on_with_the_list(tmp_path: Path) -> None:
    backup, restored = _backed_up(tmp_path), tmp_path / "restored"
    known = read_ledger(tmp_path / "data" / LEDGER)
    restore(backup, restored, silent, erasures=known)

    async def listed() -> list[tuple[int, ...]]:
        store = open_store(restored, lambda _: None)
        try:
            return await store.read(lambda reader: reader.rows("SELECT customer_id, done FROM erasures"))
        finally:
            await store.close()

    assert asyncio.run(listed()) == [(known[0].customer, 1)]


def test_another_person_who_got_the_same_number_is_left_alone(tmp_path: Path) -> None:
    backup, restored = _backed_up(tmp_path), tmp_path / "restored"
    (known,) = read_ledger(tmp_path / "data" / LEDGER)
    others = [Erasure(known.customer, known.created_at + 1, known.at), Erasure(known.customer, 5, 5)]
    restore(backup, restored, silent, erasures=[*others, Erasure(CustomerId(999), 5, 5)])
    assert singing(_bytes(restored))


def test_an_import_of_an_older_export_erases_again(tmp_path: Path) -> None:
    data, target = tmp_path / "data", prepare(tmp_path / "new")

    async def between() -> None:
        await export(open_whole(data), data, tmp_path / "export", silent)

    _live_and_be_erased(data, between)
    known = read_ledger(data / LEDGER)
    asyncio.run(bring(tmp_path / "export", open_whole(target, write=True), target, silent, known))
    assert singing({name: content for name, content in _bytes(target).items() if name.startswith("files")}) == {}

    async def rows() -> str:
        async with open_whole(target) as whole:
            tables = ("customers", "conversations", "messages", "events", "attachments")
            return repr([await whole.rows(f"SELECT * FROM {table}") for table in tables])

    said = asyncio.run(rows())
    assert CANARY.casefold() not in said.casefold()
    assert NEIGHBOUR in said


def test_the_list_holds_numbers_and_times_only(tmp_path: Path) -> None:
    _backed_up(tmp_path)
    told = msgspec.json.decode((tmp_path / "data" / LEDGER).read_bytes())
    assert told.keys() == {"format", "erasures"}
    assert [set(map(type, entry.values())) for entry in told["erasures"]] == [{int}]
    assert msgspec.convert(told, Ledger).format == FORMAT
    assert database(tmp_path / "data").exists()


def _files(data: Path) -> list[Path]:
    return [path for path in folder(data).rglob("*") if path.is_file()]
