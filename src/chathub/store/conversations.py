"""Conversations: opening one, reading one as operators or its customer see it, and the inbox in pages."""

from dataclasses import dataclass

from chathub.ids import ChannelId, ConversationId, CustomerId, OperatorId, OrganizationId
from chathub.protocol.resources import Conversation, Customer, InboxItem, OwnConversation, Rating
from chathub.store.customers import answers_from
from chathub.store.messages import COLUMNS as MESSAGE_COLUMNS
from chathub.store.messages import message_from
from chathub.store.operators import face_path
from chathub.store.transaction import Counters, Reader, Row, Transaction

_COLUMNS = (
    "c.id, c.channel_id, c.status, c.assignee_id, c.opened_at, c.active_at, c.customer_messages,"
    " c.operator_messages, c.customer_read, c.customer_seen, c.team_read,"
    " u.id, u.name, u.email, u.phone, u.identity, u.blocked, u.fields, u.consented_at, u.department,"
    " c.rating, c.rating_comment, c.rated_at"
)
_OWN = 23
"""How many columns come before the message's."""
_FROM = (
    " FROM conversations c JOIN customers u ON u.id = c.customer_id"
    " LEFT JOIN messages m ON m.organization_id = c.organization_id AND m.position = c.last_position"
)


def conversation_from(row: Row) -> Conversation:
    """A row of `_COLUMNS` and the last message's columns."""
    return Conversation(
        id=row[0],
        channel=row[1],
        status=row[2],
        assignee=row[3],
        opened_at=row[4],
        active_at=row[5],
        customer_messages=row[6],
        operator_messages=row[7],
        customer_read=row[8],
        customer_seen=row[9],
        team_read=row[10],
        customer=Customer(
            id=row[11],
            name=row[12],
            email=row[13],
            phone=row[14],
            identified=row[15] is not None,
            blocked=bool(row[16]),
            fields=answers_from(row[17]),
            consented_at=row[18],
            department=row[19],
        ),
        rating=_rating(row[20:23]),
        last_message=message_from(row[_OWN:]) if row[_OWN] is not None else None,
    )


def _rating(row: Row) -> Rating | None:
    return Rating(score=row[0], comment=row[1], at=row[2]) if row[0] is not None else None


async def open_conversation(
    transaction: Transaction,
    organization: OrganizationId,
    channel: ChannelId,
    customer: CustomerId,
    client_id: str,
) -> Counters:
    """A new, waiting conversation; `client_id` is the send that opens it."""
    now = transaction.clock()
    row = await transaction.row(
        "INSERT INTO conversations (organization_id, channel_id, customer_id, client_id, status, opened_at, active_at)"
        " VALUES (:organization, :channel, :customer, :client_id, 'open', :now, :now) RETURNING id",
        organization=organization,
        channel=channel,
        customer=customer,
        client_id=client_id,
        now=now,
    )
    assert row is not None  # RETURNING of an INSERT that did not fail
    transaction.opened(customer, ConversationId(row[0]))
    return await transaction.conversation(ConversationId(row[0]))


async def conversation_by_id(reader: Reader, id: ConversationId) -> Conversation:
    """The conversation as operators see it; the caller has checked that it exists."""
    row = await reader.row(f"SELECT {_COLUMNS}, {MESSAGE_COLUMNS} {_FROM} WHERE c.id = :id", id=id)
    assert row is not None  # the caller has checked
    return conversation_from(row)


async def own_conversation(reader: Reader, customer: CustomerId) -> tuple[ConversationId, int, OwnConversation] | None:
    """The customer's newest conversation with its id and its newest seq, or None."""
    row = await reader.row(
        "SELECT id, seq, status, assignee_name, opened_at, customer_messages, operator_messages, customer_read,"
        " customer_seen, team_read, CASE WHEN assignee_name IS NULL THEN NULL ELSE assignee_face END,"
        " rating, rating_comment, rated_at FROM conversations WHERE customer_id = :customer AND erased_at IS NULL"
        " ORDER BY id DESC LIMIT 1",
        customer=customer,
    )
    if row is None:
        return None
    return (
        ConversationId(row[0]),
        row[1],
        OwnConversation(
            status=row[2],
            operator=row[3],
            operator_face=face_path(row[10]),
            opened_at=row[4],
            customer_messages=row[5],
            operator_messages=row[6],
            customer_read=row[7],
            customer_seen=row[8],
            team_read=row[9],
            rating=_rating(row[11:14]),
        ),
    )


async def inbox_item(reader: Reader, id: ConversationId, operator: OperatorId) -> InboxItem:
    """One conversation as one operator sees it; the caller has checked that it exists."""
    row = await reader.row(
        f"SELECT {_COLUMNS}, {MESSAGE_COLUMNS}, COALESCE(s.messages, 0) {_FROM}"
        " LEFT JOIN seen s ON s.conversation_id = c.id AND s.operator_id = :operator WHERE c.id = :id",
        id=id,
        operator=operator,
    )
    assert row is not None  # the caller has checked
    return InboxItem(conversation=conversation_from(row), seen=row[-1])


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list that is ordered by activity: continue after it."""

    active_at: int
    id: int


_VIEWS = {
    "all": "",
    "waiting": " AND c.status = 'open' AND c.assignee_id IS NULL",
    "mine": " AND c.status = 'open' AND c.assignee_id = :operator",
}


async def inbox(
    reader: Reader,
    organization: OrganizationId,
    operator: OperatorId,
    view: str,
    after: Place | None,
    limit: int,
) -> list[InboxItem]:
    """At most `limit` conversations of the view, newest activity first."""
    place = after or Place(2**53, 2**53)
    rows = await reader.rows(
        f"SELECT {_COLUMNS}, {MESSAGE_COLUMNS}, COALESCE(s.messages, 0) {_FROM}"
        " LEFT JOIN seen s ON s.conversation_id = c.id AND s.operator_id = :operator"
        f" WHERE c.organization_id = :organization AND c.erased_at IS NULL{_VIEWS[view]} AND (c.active_at, c.id) < (:active_at, :id)"
        " ORDER BY c.active_at DESC, c.id DESC LIMIT :limit",
        organization=organization,
        operator=operator,
        active_at=place.active_at,
        id=place.id,
        limit=limit,
    )
    return [InboxItem(conversation=conversation_from(row), seen=row[-1]) for row in rows]


async def open_counts(reader: Reader, organization: OrganizationId, operator: OperatorId) -> tuple[int, int]:
    """How many open conversations wait, and how many are the operator's."""
    row = await reader.row(
        "SELECT COALESCE(SUM(CASE WHEN assignee_id IS NULL THEN 1 ELSE 0 END), 0),"
        " COALESCE(SUM(CASE WHEN assignee_id = :operator THEN 1 ELSE 0 END), 0)"
        " FROM conversations WHERE organization_id = :organization AND status = 'open'",
        organization=organization,
        operator=operator,
    )
    assert row is not None  # an aggregate always has a row
    return int(row[0]), int(row[1])


async def waiting_customers(reader: Reader, organization: OrganizationId, limit: int) -> list[CustomerId]:
    """Whose open conversations nobody has taken: at most `limit`, who waits longest first."""
    rows = await reader.rows(
        "SELECT customer_id FROM conversations WHERE organization_id = :organization AND waiting_since IS NOT NULL"
        " ORDER BY waiting_since, id LIMIT :limit",
        organization=organization,
        limit=limit,
    )
    return [CustomerId(row[0]) for row in rows]


async def open_of_operator(reader: Reader, operator: OperatorId) -> list[ConversationId]:
    """The open conversations that the operator took."""
    rows = await reader.rows(
        "SELECT c.id FROM operators o JOIN conversations c ON c.organization_id = o.organization_id"
        " AND c.status = 'open' AND c.assignee_id = o.id WHERE o.id = :operator ORDER BY c.id",
        operator=operator,
    )
    return [ConversationId(row[0]) for row in rows]


async def set_read_by_customer(transaction: Transaction, id: ConversationId, seq: int, messages: int) -> None:
    """The customer has read up to `seq`."""
    await transaction.rows(
        "UPDATE conversations SET customer_read = :seq, customer_seen = :messages WHERE id = :id",
        seq=seq,
        messages=messages,
        id=id,
    )


async def refresh_assignee_face(transaction: Transaction, id: ConversationId, assignee: OperatorId) -> str | None:
    """Keeps what the customer is told: the path of the assignee's picture as it is now."""
    row = await transaction.row(
        "UPDATE conversations SET assignee_face = (SELECT face FROM operators WHERE id = :assignee)"
        " WHERE id = :id RETURNING assignee_face",
        assignee=assignee,
        id=id,
    )
    return face_path(row[0]) if row else None


async def set_rating(transaction: Transaction, id: ConversationId, score: int, comment: str | None) -> None:
    """What the customer thinks of it, from now on."""
    await transaction.rows(
        "UPDATE conversations SET rating = :score, rating_comment = :comment, rated_at = :now WHERE id = :id",
        score=score,
        comment=comment,
        now=transaction.clock(),
        id=id,
    )


async def set_read_by_team(transaction: Transaction, id: ConversationId, seq: int) -> None:
    """Some operator has read up to `seq`."""
    await transaction.rows("UPDATE conversations SET team_read = :seq WHERE id = :id", seq=seq, id=id)
