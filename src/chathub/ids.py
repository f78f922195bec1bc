"""Identifiers: what kinds there are, and how the unguessable ones are made."""

import secrets
import uuid
from typing import NewType

CompanyId = NewType("CompanyId", int)
OrganizationId = NewType("OrganizationId", int)
OperatorId = NewType("OperatorId", int)
ChannelId = NewType("ChannelId", int)
CustomerId = NewType("CustomerId", int)
ConversationId = NewType("ConversationId", int)
PersonId = NewType("PersonId", int)
"""Somebody besides the owner who may sign in to a company's console."""


def new_secret() -> str:
    """256 bits from the system's generator, as URL-safe text."""
    return secrets.token_urlsafe(32)


def new_file_id() -> str:
    """128 bits, URL-safe: an attachment's id, which nobody can walk."""
    return secrets.token_urlsafe(16)


def new_guid() -> str:
    """A random UUID: a channel's public name."""
    return str(uuid.uuid4())
