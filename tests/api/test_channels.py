"""A channel's settings over HTTP: its company sets them, its widget and panels are told."""

from typing import Any

import pytest

from tests.api.test_widget import signed
from tests.serving import SHOP, Server, assert_problem, bearer

SETTINGS: dict[str, Any] = {
    "greeting": "Good day! How can we help?",
    "teaser": "Questions about tea?",
    "teaserAfter": 20,
    "awayText": "We are back in the morning.",
    "form": {
        "when": "before",
        "name": "required",
        "email": "required",
        "phone": "no",
        "fields": [{"key": "order", "label": "Order number", "required": False, "kind": "text", "choices": []}],
        "consent": "I agree to the privacy policy.",
    },
    "rating": False,
    "looks": {
        "mainColor": "#0a7d55",
        "mainDarkColor": "#5fd3a5",
        "iconColor": None,
        "iconDarkColor": None,
        "operatorMessageColor": None,
        "operatorMessageDarkColor": None,
        "operatorMessageTextColor": None,
        "operatorMessageTextDarkColor": None,
        "position": "start",
        "offsetX": 40,
        "offsetY": None,
        "launcher": None,
        "theme": None,
        "locale": "uk",
    },
}
ATTRIBUTES = {
    "main-color": "#0a7d55",
    "main-dark-color": "#5fd3a5",
    "position": "start",
    "offset-x": 40,
    "locale": "uk",
}


def path(server: Server) -> str:
    return f"/api/channel/{server.company.channel.guid}/settings"


async def put(server: Server, body: Any, **headers: str) -> Any:
    return await server.http.put(path(server), json=body, headers=server.company.headers | headers)


async def test_settings_are_kept_and_shown_by_the_widget(server: Server) -> None:
    answer = await put(server, SETTINGS)
    assert (answer.status_code, answer.json()) == (200, SETTINGS)
    assert (await server.get(path(server))).json() == SETTINGS
    widget = (await server.get(f"/api/widget/{server.company.channel.guid}", {})).json()
    assert {key: widget[key] for key in SETTINGS} == SETTINGS | {"looks": ATTRIBUTES}
    other = (await server.get(f"/api/widget/{server.other.channel.guid}", {})).json()
    assert other["greeting"] is None


async def test_what_is_left_out_is_as_it_comes(server: Server) -> None:
    await put(server, SETTINGS)
    answer = await put(server, {"greeting": "Hello"})
    assert answer.json()["greeting"] == "Hello"
    assert (answer.json()["teaser"], answer.json()["rating"]) == (None, True)
    assert answer.json()["form"]["when"] == "never"


async def test_panels_learn_what_the_questions_read_like(server: Server) -> None:
    await put(server, SETTINGS)
    client = await server.live.join(await server.operator_token(server.company.operator))
    snapshot = next(frame for frame in client.frames if frame["type"] == "snapshot")["snapshot"]
    assert snapshot["channels"][0]["labels"] == {"order": "Order number"}
    await client.leave()


async def test_a_page_of_the_company_may_set_them(server: Server) -> None:
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "PUT"}
    preflight = await server.http.options(path(server), headers=asked)
    assert "PUT" in preflight.headers["access-control-allow-methods"]
    assert (await put(server, SETTINGS, Origin=SHOP)).status_code == 200


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"greting": "Hello"}, "greting"),
        ({"greeting": "x" * 501}, "greeting"),
        ({"teaserAfter": -1}, "teaserAfter"),
        ({"rating": "yes"}, "rating"),
        ({"looks": {"mainColor": "url(https://evil.example)"}}, "looks.mainColor"),
        ({"looks": {"mainColor": "#12345"}}, "looks.mainColor"),
        ({"looks": {"main-color": "#123456"}}, "main-color"),
        ({"looks": {"offsetY": -1}}, "looks.offsetY"),
        ({"looks": {"locale": "xx"}}, "looks.locale"),
        ({"form": {"when": "sometimes"}}, "form.when"),
        ({"form": {"fields": [{"key": "1", "label": "One"}]}}, "form.fields[0].key"),
        ({"form": {"fields": [{"key": "topic", "label": "Topic", "kind": "choice"}]}}, "form.fields[0].choices"),
        ([], "array"),
    ],
)
async def test_bad_settings_are_named_and_change_nothing(server: Server, body: Any, named: str) -> None:
    await put(server, SETTINGS)
    assert_problem(await put(server, body), 400, named)
    assert (await server.get(path(server))).json() == SETTINGS


async def test_only_the_company_itself_may(server: Server) -> None:
    operator = {"Authorization": f"Bearer {await server.operator_token(server.company.operator)}"}
    assert_problem(await server.get(path(server), operator), 403)
    assert_problem(await server.get(path(server), server.other.headers), 404)
    assert_problem(await server.get(path(server), {}), 401)


async def test_who_has_not_filled_in_the_form_cannot_begin_over_http_nor_over_a_socket(server: Server) -> None:
    await put(server, SETTINGS)
    guid = server.company.channel.guid
    token = (await server.post(f"/api/widget/{guid}/token", {}, {})).json()["token"]
    message = {"clientId": "the-first-one", "text": "Where is my tea?"}
    refused = await server.post("/api/chat/send", message, bearer(token))
    problem = assert_problem(refused, 403, "`name`, `email`, `consent`")
    assert problem["code"] == "form"
    client = await server.live.join(token)
    error = await client.ask({"type": "send"} | message)
    assert (error["type"], error["code"], error["retry"]) == ("error", "form", False)
    assert error["message"] == problem["detail"]
    told = {"type": "profile", "name": "Anna", "email": "anna@example.com", "consent": True}
    assert (await client.ask(told))["type"] == "ok"
    assert (await client.ask({"type": "send"} | message))["type"] == "ok"
    # The conversation is there: whatever is taken back later does not end it.
    assert (await client.ask({"type": "profile", "name": ""}))["type"] == "ok"
    assert (await server.post("/api/chat/send", message | {"clientId": "the-next-one"}, bearer(token))).is_success
    await client.leave()


async def test_whom_the_company_vouches_for_is_not_asked_for_what_it_told(server: Server) -> None:
    await put(server, SETTINGS | {"form": SETTINGS["form"] | {"consent": None}})
    guid = server.company.channel.guid
    answer = await server.post(f"/api/widget/{guid}/token", {"userJwt": signed(server)}, {})
    message = {"clientId": "the-first-one", "text": "Where is my tea?"}
    assert (await server.post("/api/chat/send", message, bearer(answer.json()["token"]))).is_success
