"""Settings that a company makes for its organizations and channels: opening hours, greeting, form, rating."""

from typing import Annotated, Literal

from msgspec import Meta, field

from chathub.protocol.wire import Inbound

Time = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](?!\n)$", max_length=5, examples=["09:00"])]
End = Annotated[
    str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(?!\n)$", max_length=5, examples=["18:00", "24:00"])
]
Date = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\n)$", max_length=10, examples=["2026-12-25"])]


class Span(Inbound, frozen=True):
    """Open from one time of the day until another, which may be `24:00`; a night shift is two spans."""

    begin: Time = field(name="from")
    end: End = field(name="to")


Day = Annotated[tuple[Span, ...], Meta(max_length=12)]
"""One day's spans; none: closed."""


class Holiday(Inbound, frozen=True):
    """A date with hours of its own; none: closed."""

    date: Date
    hours: Day = ()
    name: Annotated[str, Meta(max_length=100)] | None = None


class OpeningHours(Inbound, frozen=True):
    """When an organization answers, by the clock of its own time zone."""

    time_zone: Annotated[str, Meta(min_length=1, max_length=64, examples=["Europe/Kyiv"])]
    """A name of the IANA database."""
    week: Annotated[tuple[Day, ...], Meta(min_length=7, max_length=7)]
    """Seven days, Monday first."""
    holidays: Annotated[tuple[Holiday, ...], Meta(max_length=400)] = ()


FieldKey = Annotated[str, Meta(pattern=r"^[a-zA-Z][a-zA-Z0-9_-]{0,31}(?!\n)$", max_length=32)]
"""What a field of the form is called where programs read it."""
FieldText = Annotated[str, Meta(max_length=1_000)]
Wanted = Literal["no", "optional", "required"]


class FormField(Inbound, frozen=True):
    """A question of the company's own."""

    key: FieldKey
    label: Annotated[str, Meta(min_length=1, max_length=100)]
    required: bool = False
    kind: Literal["text", "choice"] = "text"
    choices: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=100)], ...], Meta(max_length=20)] = ()
    """The answers to choose from, where `kind` is `choice`."""


class Form(Inbound, frozen=True):
    """What a customer is asked."""

    when: Literal["never", "before", "away"] = "never"
    """Before the first message: always, or only outside of the opening hours and while nobody is here."""
    name: Wanted = "optional"
    email: Wanted = "optional"
    phone: Wanted = "no"
    fields: Annotated[tuple[FormField, ...], Meta(max_length=10)] = ()
    consent: Annotated[str, Meta(max_length=1_000)] | None = None
    """What the customer must agree to, before it may write."""


Colour = Annotated[
    str, Meta(pattern=r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})(?!\n)$", max_length=7, examples=["#0a7d55", "#fff"])
]
"""`#rgb` or `#rrggbb`."""
Offset = Annotated[int, Meta(ge=0, le=2_000)]
"""CSS pixels."""


class Looks(Inbound, frozen=True):
    """How the chat looks: what the script element's attributes of these names mean. An attribute wins over these."""

    main_color: Colour | None = None
    """The launcher, the header and the customer's own messages."""
    main_dark_color: Colour | None = None
    """This and the other dark ones count in the dark theme; null: the light one."""
    icon_color: Colour | None = None
    icon_dark_color: Colour | None = None
    operator_message_color: Colour | None = None
    operator_message_dark_color: Colour | None = None
    operator_message_text_color: Colour | None = None
    """Null, like `iconColor`: black or white, whichever is easier to read."""
    operator_message_text_dark_color: Colour | None = None
    position: Literal["start", "end"] | None = None
    """The side where a line of the page's language starts or ends; null: the end."""
    offset_x: Offset | None = None
    """From the side; null: 20."""
    offset_y: Offset | None = None
    """From below; null: 20."""
    launcher: Literal["hidden"] | None = None
    """The page opens the chat by itself."""
    theme: Literal["light", "dark", "auto"] | None = None
    """Null, like `auto`: as the visitor's device has it."""
    locale: Literal["ar", "de", "en", "es", "fr", "pl", "uk"] | None = None
    """Null: the page's language, else the browser's."""


class ChannelSettings(Inbound, frozen=True):
    """How a website channel's chat presents itself. A text that is null is the product's own, translated."""

    greeting: Annotated[str, Meta(max_length=500)] | None = None
    """The first words in an empty chat."""
    teaser: Annotated[str, Meta(max_length=200)] | None = None
    """What is shown beside the closed launcher."""
    teaser_after: Annotated[int, Meta(ge=0, le=3_600)] | None = None
    """Seconds until the teaser is shown; null: never."""
    away_text: Annotated[str, Meta(max_length=500)] | None = None
    """What is said outside of the opening hours and while nobody is here."""
    form: Form = Form()
    rating: bool = True
    """Whether a customer is asked for a rating once its conversation is resolved."""
    looks: Looks = Looks()
