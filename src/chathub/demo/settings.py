"""What the sample company has chosen for its chats: words, a form, and when somebody answers."""

from datetime import UTC, datetime
from typing import Final

from chathub.protocol.settings import ChannelSettings, Form, FormField, Holiday, OpeningHours, Span

SHOP: Final = ChannelSettings(
    greeting="Welcome to Linden & Leaf! Ask us about teas, teaware or your order. Питайте й українською.",
    teaser="Not sure which tea? Ask us.",
    teaser_after=30,
)
WHOLESALE: Final = ChannelSettings(
    greeting="Good day! Prices, samples, deliveries: write to us, and a person answers.",
    away_text="Our office is closed. Leave your question, and we answer on the next working day.",
    form=Form(
        when="before",
        name="required",
        email="required",
        phone="optional",
        fields=(
            FormField("business", "Your café, shop or office", required=True),
            FormField(
                "topic",
                "What is it about?",
                kind="choice",
                choices=("Prices", "Samples", "A delivery", "Something else"),
            ),
        ),
        consent="I agree that Linden & Leaf keeps what I write here, to answer me.",
    ),
)

_DAY: Final = (Span("09:00", "13:00"), Span("14:00", "18:00"))
_CLOSED: Final = {"01-01": "New Year", "08-24": "Independence Day", "12-25": "Christmas"}


def office_hours(now: int) -> OpeningHours:
    """Weekdays with a lunch break, and the holidays of this year and the next."""
    year = datetime.fromtimestamp(now / 1000, UTC).year
    holidays = (Holiday(f"{each}-{day}", name=name) for each in (year, year + 1) for day, name in _CLOSED.items())
    short = Holiday(f"{year}-12-24", (Span("09:00", "13:00"),), "Christmas Eve")
    return OpeningHours("Europe/Kyiv", (*((_DAY,) * 5), (), ()), tuple(sorted((*holidays, short), key=_date)))


def _date(holiday: Holiday) -> str:
    return holiday.date
