"""The OpenAPI document: made from the routes by the framework, then completed with what it leaves out."""

from typing import Any, Final

import msgspec
from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Components, Contact, License, SecurityScheme, Server, Tag
from litestar.types import ControllerRouterHandler

from chathub import __version__
from chathub.api.problems import MEDIA_TYPE
from chathub.protocol import commands, console, events, frames, reports, requests, resources, rights, settings
from chathub.protocol.requests import Problem

_REASONS: Final = {
    400: "The request is not valid; `detail` names the field.",
    401: "There is no token, or it does not count (any more).",
    403: "The token is of the wrong kind, or the page's origin is not on the allow-list.",
    404: "Unknown, or somebody else's: both look the same.",
    412: "Somebody else has changed it since; nothing was done.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    429: "Too many calls; `Retry-After` says when to come back.",
    503: "The database is away; nothing was done, and `Retry-After` says when to come back.",
}
_RETRY: Final = {
    "Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer", "minimum": 1}}
}
TOKEN_ANSWERS: Final = ("getCompanyToken", "getOperatorToken")
"""Operations whose answer is negotiated."""
_AS_THEY_ARE: Final = {
    "ApiFilesUpload": ("application/octet-stream",),
    "putOperatorFace": ("image/png", "image/jpeg", "image/webp"),
}
"""Operations whose body is a file."""
DESCRIPTION: Final = (
    "Two kinds of token: a **company token** manages organizations and operators, an **operator token** works chats."
    " Send either as `Authorization: Bearer TOKEN` or as `X-Authorization-Key: TOKEN`; both, if different, are refused."
    " Errors are `application/problem+json` (RFC 9457): `title` is short and stable, `detail` says what to do,"
    " and `field`, `reason` and `limit`, where they are there, say for programs what exactly is wrong."
)


def errors(*statuses: int) -> dict[int, ResponseSpec]:
    """The documented problems of a call."""
    return {
        status: ResponseSpec(Problem, generate_examples=False, description=_REASONS[status], media_type=MEDIA_TYPE)
        for status in statuses
    }


def _config() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="ChatHub",
        version=__version__,
        description=DESCRIPTION,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        contact=Contact(name="Whoever runs this server"),
        use_handler_docstrings=True,
        security=[{"bearer": []}, {"key": []}],
        components=Components(
            security_schemes={
                "bearer": SecurityScheme(
                    type="http", scheme="bearer", bearer_format="JWT", description="`Authorization: Bearer TOKEN`"
                ),
                "key": SecurityScheme(type="apiKey", name="X-Authorization-Key", security_scheme_in="header"),
            }
        ),
        servers=[Server(url="/")],
        tags=[
            Tag("Company", "The company's token and organizations."),
            Tag("Operators", "Who answers customers."),
            Tag("Settings", "How an organization's chats present themselves."),
            Tag("Reports", "What goes on now, and what went on."),
            Tag("Data rights", "What is kept of one customer, and for how long."),
            Tag("Panel", "What the panel's own page asks, by a cookie."),
            Tag(
                "Console",
                "What the company's own pages ask, by a cookie that no other page can use. Every change by it carries the"
                " header `X-CSRF-Token`, which `GET /api/console/session` tells. The cookie opens the company's calls, too.",
            ),
            Tag("Widget", "What the customer's chat widget asks."),
            Tag("Chat", "Commands of operators and customers, as calls."),
            Tag("Realtime", "Commands and events over HTTP, where sockets cannot be used."),
            Tag("Files", "Attachments."),
            Tag("Health", "For whatever watches the server."),
        ],
    )


def document(routes: list[ControllerRouterHandler]) -> dict[str, Any]:
    """The document for these routes.

    Made by an application of its own, so that the serving one carries none of the framework's documentation routes.
    """
    app = Litestar(route_handlers=routes, openapi_config=_config(), logging_config=None)
    found: dict[str, Any] = app.openapi_schema.to_schema()
    found["paths"] = dict(sorted(found["paths"].items()))
    for path, item in found["paths"].items():
        for operation in item.values():
            _complete(path, operation)
    schemas = found["components"]["schemas"] = _schemas(found["components"]["schemas"])
    _discriminate(found["paths"], schemas)
    return found


def _schemas(known: dict[str, Any]) -> dict[str, Any]:
    """The types as msgspec describes them, which is how they are read: with tags, limits and descriptions."""
    types = {
        name: value
        for module in (resources, settings, commands, console, events, frames, reports, requests, rights)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, msgspec.Struct)
    }
    wanted = [types[name] for name in known if name in types]
    _, definitions = msgspec.json.schema_components(wanted, ref_template="#/components/schemas/{name}")
    return dict(sorted((known | definitions).items()))


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Adds the problems that any call of its kind may answer with, and the headers of those that a retry cures."""
    responses = operation["responses"]
    as_they_are = _AS_THEY_ARE.get(operation["operationId"])
    if as_they_are is not None:
        operation["requestBody"] = {"required": True, "content": {kind: {} for kind in as_they_are}}
    if path.startswith("/files/"):
        operation["security"] = [{}]  # the address is signed
    if path.startswith(("/api/", "/files/")):
        likely = {429, 503}
        if "requestBody" in operation:
            likely |= {400, 413} if as_they_are is not None else {400, 413, 415}
        if "security" not in operation and path.startswith("/api/"):
            likely |= {401, 403}
        if path.startswith(("/api/chat/", "/files/")):
            likely.add(404)
        for status in likely - {int(known) for known in responses}:
            responses[str(status)] = {}
    for status, response in responses.items():
        if int(status) in _REASONS:
            response["description"] = _REASONS[int(status)]
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        if status in {"429", "503"}:
            response["headers"] = _RETRY
    good = responses["200"]
    good["description"] = "Done."
    if good.get("content") == {"application/json": {"schema": {"type": "null"}}}:
        del good["content"]
        good["description"] = "Done; the body is empty."
    if operation["operationId"] in TOKEN_ANSWERS:
        responses["200"]["description"] = "A JWT."
        responses["200"]["content"]["text/plain"] = {"schema": {"type": "string"}}
    operation["responses"] = dict(sorted(responses.items()))


def _discriminate(node: Any, schemas: dict[str, Any]) -> None:
    """Tells readers of a union which member they have: by its tag."""
    if isinstance(node, list):
        for part in node:
            _discriminate(part, schemas)
    if not isinstance(node, dict):
        return
    for part in node.values():
        _discriminate(part, schemas)
    references = [option.get("$ref", "") for option in node.get("oneOf", [])]
    if len(references) < 2 or not all(references):
        return
    tags = {reference: _tag(schemas[reference.rpartition("/")[2]]) for reference in references}
    if all(tags.values()):
        node["discriminator"] = {"propertyName": "type", "mapping": {tag: name for name, tag in tags.items()}}


def _tag(schema: dict[str, Any]) -> str | None:
    values = schema.get("properties", {}).get("type", {}).get("enum", [])
    return str(values[0]) if len(values) == 1 else None
