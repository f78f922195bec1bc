"""A disk that fails or is full loses nothing: what cannot be saved is refused, and all else goes on."""

import shutil
from pathlib import Path
from random import randrange

import pytest

from tests.faults.disk import NoMountError, failing_syncs, full_disks


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: `make setup` brings it")
@pytest.mark.timeout(120)
async def test_a_failed_sync_is_not_acknowledged_and_nothing_is_written_until_a_restart(tmp_path: Path) -> None:
    await failing_syncs(tmp_path, 2, randrange(2**32))


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no `mount` here")
@pytest.mark.timeout(120)
async def test_a_full_disk_refuses_writes_alone_and_room_lets_them_go_on(tmp_path: Path) -> None:
    try:
        await full_disks(tmp_path, 3, randrange(2**32))
    except NoMountError as reason:
        pytest.skip(str(reason))
