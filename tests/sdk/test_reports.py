"""Board and reports through both clients."""

from datetime import UTC, datetime, timedelta

from chathub_client.calls.reports import Part
from tests.sdk.clients import Client, do
from tests.sdk.test_calls import customer
from tests.serving import Server


async def test_board_and_reports_tell_of_a_conversation(server: Server, client: Client) -> None:
    person = await customer(server, "Where is my tea?")
    organization, operator = server.company.organization, server.company.operator
    board = await do(client.reports.board)
    assert (board.waiting, board.active) == (1, 0)
    assert board.waiting_since is not None
    assert abs(board.at - board.waiting_since) < timedelta(minutes=5)
    ann = client.as_operator(operator)
    await do(ann.chat.send, 1, "On its way")
    await do(ann.chat.resolve, 1)

    # Midnight may pass while this runs.
    today = datetime.now(UTC).date()
    days = (today - timedelta(days=1), today + timedelta(days=1))
    report = await do(client.reports.summary, *days, time_zone="Europe/Kyiv")
    assert (report.total.inquiries, report.total.resolved, report.first_response.count) == (1, 1, 1)
    assert len(report.days) == 3
    (channel,) = (await do(client.reports.volumes, *days, of=Part(organization_id=organization))).channels
    assert (channel.guid, channel.inquiries) == (server.company.channel.guid, 1)
    figures = await do(client.reports.operators, *days, of=Part(operator_id=operator))
    assert [each.id for each in figures] == [operator]
    rows = (await do(client.reports.csv, *days, table="days")).decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert (await do(client.reports.csv, *days, of=Part(channel=channel.guid))).count(b"\n") >= 2
    await person.leave()
