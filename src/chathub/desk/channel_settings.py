"""Settings of a channel: what its widget says and asks, as its company chose."""

import msgspec

from chathub.desk.access import CompanyActor, at_command_line
from chathub.desk.audit import record_deed
from chathub.desk.channels import company_channel, tell_operators, web_channel
from chathub.desk.versions import expect_version
from chathub.errors import BadInput, NotFound
from chathub.protocol.settings import ChannelSettings, Form, FormField, Looks
from chathub.protocol.wire import plain
from chathub.store.channels import StoredChannel, labels_of, set_channel_settings
from chathub.store.store import Store
from chathub.store.transaction import Reader, Transaction


async def settings_of(store: Store, company: CompanyActor | None, guid: str) -> ChannelSettings:
    """A channel's settings. NotFound unless it is the company's; None is whoever runs the server."""
    return (await store.read(lambda reader: _channel(reader, company, guid))).settings


async def change_settings(
    store: Store, company: CompanyActor | None, guid: str, wanted: ChannelSettings, version: str | None = None
) -> ChannelSettings:
    """Other settings for a channel, as `settings_of` finds it.

    BadInput names what cannot be, Changed if they are of another version by now.
    """
    settings = cleaned(wanted)

    async def work(transaction: Transaction) -> ChannelSettings:
        channel = await _channel(transaction, company, guid)
        expect_version(channel.settings, version, settings)
        await set_channel_settings(transaction, channel.id, settings)
        if labels_of(settings) != labels_of(channel.settings):
            await tell_operators(transaction, channel.organization, channel.id)
        detail = {"channel": channel.name, "changed": _changed(channel.settings, settings)}
        actor = company or at_command_line(channel.company)
        await record_deed(transaction, actor, "channel.settings_changed", subject=f"channel {guid}", detail=detail)
        return settings

    return await store.write(work)


def _changed(before: ChannelSettings, after: ChannelSettings) -> list[str]:
    """The names of the settings that are others now; what they say is for the settings themselves to tell."""
    return [
        field.encode_name
        for field in msgspec.structs.fields(ChannelSettings)
        if getattr(before, field.name) != getattr(after, field.name)
    ]


async def _channel(reader: Reader, company: CompanyActor | None, guid: str) -> StoredChannel:
    if company is not None:
        return await company_channel(reader, company, guid)
    try:
        return await web_channel(reader, guid)
    except NotFound:
        raise NotFound(f"There is no channel {guid[:64]}.") from None


def cleaned(wanted: ChannelSettings) -> ChannelSettings:
    """The settings without spaces around texts; an empty text is none. BadInput names what cannot be."""
    return msgspec.structs.replace(
        wanted,
        greeting=_text(wanted.greeting, "greeting"),
        teaser=_text(wanted.teaser, "teaser"),
        away_text=_text(wanted.away_text, "awayText"),
        form=_form(wanted.form),
    )


def attributes(looks: Looks) -> dict[str, str | int]:
    """What was chosen, by the names of the script element's attributes."""
    chosen = msgspec.structs.asdict(looks)
    return {name.replace("_", "-"): value for name, value in chosen.items() if value is not None}


def _form(form: Form) -> Form:
    keys = [field.key for field in form.fields]
    for key in keys:
        if keys.count(key) > 1:
            raise BadInput(
                f"`form.fields`: the key `{key}` stands there twice. Give each question its own.",
                field="form.fields",
                reason="repeated",
            )
    fields = tuple(_field(field, f"form.fields[{index}]") for index, field in enumerate(form.fields))
    return msgspec.structs.replace(form, fields=fields, consent=_text(form.consent, "form.consent"))


def _field(field: FormField, name: str) -> FormField:
    label = _text(field.label, f"{name}.label")
    choices = tuple(_text(choice, f"{name}.choices") or "" for choice in field.choices)
    if label is None:
        raise BadInput(
            f"`{name}.label` is empty. Write the question that customers read.", field=f"{name}.label", reason="missing"
        )
    if (field.kind == "choice") != bool(choices):
        raise BadInput(
            f"`{name}.choices`: a question of the kind `choice` needs them, one of the kind `text` has none.",
            field=f"{name}.choices",
            reason="choices",
        )
    if "" in choices or len(set(choices)) != len(choices):
        raise BadInput(
            f"`{name}.choices`: one is empty, or stands there twice.", field=f"{name}.choices", reason="choices"
        )
    return msgspec.structs.replace(field, label=label, choices=choices)


def _text(text: str | None, name: str) -> str | None:
    return plain(text, f"`{name}`").strip() or None if text is not None else None
