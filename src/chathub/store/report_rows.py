"""What files of reports are made of: a page of inquiries or of conversations, with the names that people read."""

from chathub.store.reports import Asked
from chathub.store.transaction import Reader, Row


async def inquiries_after(reader: Reader, asked: Asked, after: tuple[int, int], limit: int) -> list[Row]:
    """At most `limit` inquiries after one (its opening and id), in the order in which they were opened.

    Id, opening, conversation, whether again, by a customer, organization, channel, customer's name, answered at and by,
    operator, resolved at and by, rating, messages of the customer and of operators.
    """
    return await reader.rows(
        "SELECT i.id, i.opened_at, i.conversation_id,"
        " CASE WHEN EXISTS (SELECT 1 FROM inquiries e WHERE e.conversation_id = i.conversation_id AND e.id < i.id)"
        " THEN 1 ELSE 0 END, i.by_customer, o.name, h.name, u.name, i.answered_at, a.name, p.name, i.resolved_at,"
        " r.name, i.rating,"
        " COALESCE(i.customer_messages_after, c.customer_messages) - i.customer_messages_before,"
        " COALESCE(i.operator_messages_after, c.operator_messages) - i.operator_messages_before"
        f" FROM (SELECT i.* FROM {asked.inquiries()} AND (i.opened_at, i.id) > (:opened_at, :id)"
        " ORDER BY i.opened_at, i.id LIMIT :limit) i"
        " JOIN conversations c ON c.id = i.conversation_id JOIN customers u ON u.id = c.customer_id"
        " JOIN channels h ON h.id = i.channel_id JOIN organizations o ON o.id = i.organization_id"
        " LEFT JOIN operators a ON a.id = i.answered_by LEFT JOIN operators p ON p.id = i.operator_id"
        " LEFT JOIN operators r ON r.id = i.resolved_by ORDER BY i.opened_at, i.id",
        **asked.values(),
        begin=asked.begin,
        end=asked.end,
        opened_at=after[0],
        id=after[1],
        limit=limit,
    )


async def conversations_after(reader: Reader, asked: Asked, after: int, limit: int) -> list[Row]:
    """At most `limit` conversations with such inquiries after the one with this id, by id.

    Id, organization, channel, customer's name, inquiries; of the first of them: opening, whether by a customer, answered
    at and by; of the last: operator, opening, resolved at and by, rating; messages of the customer and of operators in all.
    """
    return await reader.rows(
        "SELECT g.conversation_id, o.name, h.name, u.name, g.inquiries, f.opened_at, f.by_customer, f.answered_at, a.name,"
        " p.name, l.opened_at, l.resolved_at, r.name, l.rating, g.customer_messages, g.operator_messages"
        " FROM (SELECT i.conversation_id, COUNT(*) AS inquiries, MIN(i.id) AS first_id, MAX(i.id) AS last_id,"
        " CAST(SUM(COALESCE(i.customer_messages_after, c.customer_messages) - i.customer_messages_before) AS BIGINT)"
        " AS customer_messages,"
        " CAST(SUM(COALESCE(i.operator_messages_after, c.operator_messages) - i.operator_messages_before) AS BIGINT)"
        " AS operator_messages"
        f" FROM (SELECT i.* FROM {asked.inquiries()} AND i.conversation_id > :after) i"
        " JOIN conversations c ON c.id = i.conversation_id GROUP BY i.conversation_id ORDER BY 1 LIMIT :limit) g"
        " JOIN inquiries f ON f.id = g.first_id JOIN inquiries l ON l.id = g.last_id"
        " JOIN conversations c ON c.id = g.conversation_id JOIN customers u ON u.id = c.customer_id"
        " JOIN channels h ON h.id = l.channel_id JOIN organizations o ON o.id = l.organization_id"
        " LEFT JOIN operators a ON a.id = f.answered_by LEFT JOIN operators p ON p.id = l.operator_id"
        " LEFT JOIN operators r ON r.id = l.resolved_by ORDER BY g.conversation_id",
        **asked.values(),
        begin=asked.begin,
        end=asked.end,
        after=after,
        limit=limit,
    )
