"""The sample company: a tea shop and its wholesale department, with the conversations of the last days."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from chathub.clock import now_ms
from chathub.demo.dialogue import MINUTE_MS, dialogues
from chathub.demo.pictures import portrait
from chathub.demo.scenes import NEWEST, ROOMY, Deed, Staff, Stage, in_one, schedule
from chathub.demo.settings import SHOP, WHOLESALE, office_hours
from chathub.desk.access import OperatorActor
from chathub.desk.faces import set_face
from chathub.desk.passwords import Passwords
from chathub.desk.sign_in import make_link
from chathub.desk.tokens import DEMO_LOGIN, Keys
from chathub.errors import BadInput, Unavailable
from chathub.ids import CompanyId, OperatorId, OrganizationId, new_guid, new_secret
from chathub.protocol.settings import ChannelSettings, Form
from chathub.store.channel_keys import keys_of_channel
from chathub.store.channels import StoredChannel, insert_channel, set_channel_settings, stored_channels_of
from chathub.store.companies import company_by_login, insert_company
from chathub.store.engine import open_store
from chathub.store.operators import first_operator_of, insert_operator
from chathub.store.organizations import (
    insert_organization,
    organizations_of,
    origins_of,
    replace_origins,
    set_opening_hours,
)
from chathub.store.transaction import Reader, Transaction

COMPANY: Final = "Linden & Leaf"
FOUNDED_MS: Final = 30 * 24 * 60 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Department:
    """One organization of the sample, and the files with its conversations."""

    name: str
    operators: tuple[str, ...]
    channel: str
    dialogues: tuple[str, ...]
    settings: ChannelSettings
    works: bool
    """Whether it closes in the evening and on holidays."""


DEPARTMENTS: Final = (
    Department(
        "Linden & Leaf Shop",
        ("Iryna Bondar", "Marko Shevchuk", "Emma Hughes"),
        "Online shop",
        ("shop.en", "shop.uk"),
        SHOP,
        # Whoever tries the demonstration by night meets a shop that is open.
        works=False,
    ),
    Department(
        "Linden & Leaf Wholesale",
        ("Taras Lysenko", "Sofia Klymenko"),
        "Partner portal",
        ("wholesale.en", "wholesale.uk"),
        WHOLESALE,
        works=True,
    ),
)


async def add_sample(data: Path, password: str, now: Callable[[], int] = now_ms, url: str | None = None) -> bool:
    """Writes the sample company into a data directory; False if it is there already. Its login is `demo`.

    No server may be using the directory: the writer's clock stands in the past.
    """
    end = now()
    moment = end - FOUNDED_MS
    store = open_store(data, publish=lambda _: None, clock=lambda: moment, url=url)
    try:
        if await store.read(lambda reader: company_by_login(reader, DEMO_LOGIN)) is not None:
            return False
        hashed = await Passwords().hash(password)
        staffs = await store.write(lambda transaction: _found(transaction, hashed, end))
        for staff in staffs:
            for operator in staff.operators.values():
                await set_face(store, data, ROOMY, None, operator.id, in_one(portrait(operator.name)))
        deeds: list[tuple[int, Deed]] = []
        for department, staff in zip(DEPARTMENTS, staffs, strict=True):
            for name in department.dialogues:
                deeds += schedule(staff, dialogues(name), end)
        stage = Stage(store, data)
        # One after another, since each is committed at its own time and in the order of all.
        for at, deed in sorted(deeds, key=lambda entry: entry[0]):
            moment = at
            await deed(stage)
        await store.write(lambda transaction: _ask_from_now_on(transaction, staffs))
        return True
    finally:
        await store.close()


async def _found(transaction: Transaction, password_hash: str, now: int) -> list[Staff]:
    """Everything but the conversations, at once: a sample that was cut short has fewer of those, and nothing worse."""
    company = await insert_company(transaction, DEMO_LOGIN, COMPANY, password_hash)
    if company is None:
        raise BadInput(f"There is a company with the login `{DEMO_LOGIN}` already.")
    return [await _staff(transaction, company, department, now) for department in DEPARTMENTS]


async def _staff(transaction: Transaction, company: CompanyId, department: Department, now: int) -> Staff:
    organization = await insert_organization(transaction, company, department.name)
    operators: dict[str, OperatorActor] = {}
    for name in department.operators:
        operator = await insert_operator(transaction, organization, name)
        operators[name.split()[0]] = OperatorActor(OperatorId(operator.id), organization, company, name, NEWEST)
    channel = await insert_channel(transaction, organization, "web", department.channel, new_guid(), new_secret())
    # Nobody asked these customers anything: the form is newer than what they wrote.
    await set_channel_settings(transaction, channel, replace(department.settings, form=Form()))
    if department.works:
        await set_opening_hours(transaction, organization, office_hours(now))
    return Staff(organization, channel, operators)


async def _ask_from_now_on(transaction: Transaction, staffs: list[Staff]) -> None:
    for department, staff in zip(DEPARTMENTS, staffs, strict=True):
        await set_channel_settings(transaction, staff.channel, department.settings)


@dataclass(frozen=True, slots=True)
class Sample:
    """What the demo pages' own server knows of the company, as a company's server would."""

    company_token: str
    organizations: tuple[OrganizationId, ...]
    channels: tuple[StoredChannel, ...]
    """The website channel of each organization."""
    secrets: tuple[str, ...]
    """The key of each of these channels."""
    panel_code: str
    """Signs the first operator in to the panel's own page, once."""


async def open_sample(data: Path, origins: list[str]) -> Sample:
    """The sample as it is stored; its organizations admit these origins besides those they admit already."""
    keys = Keys.load(data)
    store = open_store(data, publish=lambda _: None)
    try:
        opened = await store.write(lambda transaction: _opened(transaction, keys, origins))
        link = await make_link(store, await store.read(_first_operator))
        return Sample(*opened, link.code)
    finally:
        await store.close()


async def _first_operator(reader: Reader) -> OperatorId:
    operator = await first_operator_of(reader, DEMO_LOGIN)
    if operator is None:
        raise Unavailable("The sample's operators are gone. Start with an empty directory, or without --data.")
    return operator.id


async def _opened(
    transaction: Transaction, keys: Keys, origins: list[str]
) -> tuple[str, tuple[OrganizationId, ...], tuple[StoredChannel, ...], tuple[str, ...]]:
    company = await company_by_login(transaction, DEMO_LOGIN)
    if company is None:
        raise Unavailable("The sample company is gone. Start with an empty directory, or without --data.")
    organizations = [organization.id for organization in await organizations_of(transaction, company.id)]
    for organization in organizations:
        known = await origins_of(transaction, organization)
        await replace_origins(transaction, organization, known + origins)
    channels = [await _channel(transaction, organization) for organization in organizations]
    return (
        keys.company_token(company.id, company.token_generation, transaction.clock()),
        tuple(organizations),
        tuple(channels),
        tuple([await _secret(transaction, channel) for channel in channels]),
    )


async def _channel(reader: Reader, organization: OrganizationId) -> StoredChannel:
    channels = await stored_channels_of(reader, organization)
    if not channels:
        raise Unavailable("The sample's channels are gone. Start with an empty directory, or without --data.")
    return channels[0]


async def _secret(reader: Reader, channel: StoredChannel) -> str:
    keys = await keys_of_channel(reader, channel.id)
    # Without one, the sample's pages have nobody signed in.
    return keys[0].secret if keys else ""
