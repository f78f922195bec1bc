"""Settings of a channel are cleaned before they are kept, and what cannot be is named."""

import pytest

from chathub.desk.channel_settings import cleaned
from chathub.errors import BadInput
from chathub.protocol.settings import ChannelSettings, Form, FormField


def test_spaces_go_and_an_empty_text_is_the_products_own() -> None:
    wanted = ChannelSettings(greeting="  Hello  ", teaser=" ", away_text="", form=Form(consent=" I agree. "))
    assert cleaned(wanted) == ChannelSettings(greeting="Hello", form=Form(consent="I agree."))


def test_what_was_cleaned_stays_as_it_is() -> None:
    wanted = ChannelSettings(
        greeting="Hello",
        form=Form(when="away", fields=(FormField("topic", "Topic", kind="choice", choices=("Tea", "Pots")),)),
    )
    assert cleaned(wanted) == wanted


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ((FormField("order", "Order"), FormField("order", "Again")), "order"),
        ((FormField("order", "   "),), "label"),
        ((FormField("topic", "Topic", kind="choice"),), "choices"),
        ((FormField("topic", "Topic", choices=("Tea",)),), "choices"),
        ((FormField("topic", "Topic", kind="choice", choices=("Tea", " Tea ")),), "choices"),
        ((FormField("topic", "Topic", kind="choice", choices=("Tea", " ")),), "choices"),
        ((FormField("topic", "a\x00b"),), "U+0000"),
    ],
)
def test_a_form_that_cannot_be_filled_in_is_refused(fields: tuple[FormField, ...], named: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(ChannelSettings(form=Form(fields=fields)))
    assert named in refused.value.detail
    assert named == "U+0000" or str(refused.value.field).startswith("form.fields")
