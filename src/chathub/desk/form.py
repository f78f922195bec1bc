"""The form of a channel: what a customer still has to tell before its first message."""

from chathub.desk.hours import is_open
from chathub.errors import FormRequired
from chathub.protocol.resources import Customer
from chathub.protocol.settings import Form
from chathub.store.channels import channel_settings
from chathub.store.customers import StoredCustomer
from chathub.store.organizations import opening_hours_of
from chathub.store.transaction import Reader


async def hold_to_form(reader: Reader, customer: StoredCustomer, *, online: bool) -> None:
    """FormRequired, naming what is missing, where the channel's form comes before this customer's first message.

    What the company's server has vouched for is answered. `online` is whether customers are told that somebody is here.
    """
    form = (await channel_settings(reader, customer.channel)).form
    if form.when == "never":
        return
    if (
        form.when == "away"
        and online
        and is_open(await opening_hours_of(reader, customer.organization), reader.clock())
    ):
        return
    missing = owed(form, customer.resource)
    if missing:
        raise FormRequired(f"Fill in the form first, then send again. Missing: {', '.join(missing)}.")


def owed(form: Form, customer: Customer) -> list[str]:
    """What the form requires and the customer has not given, by the names that the command `profile` has for them."""
    common = [name for name in ("name", "email", "phone") if getattr(form, name) == "required"]
    missing = [f"`{name}`" for name in common if not getattr(customer, name)]
    missing += [
        f"`fields.{field.key}`" for field in form.fields if field.required and not customer.fields.get(field.key)
    ]
    if form.consent is not None and customer.consented_at is None:
        missing.append("`consent`")
    return missing
