"""The OpenAPI document: made from the routes by the framework, then completed with what it leaves out."""

from typing import Any, Final

from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Components, Contact, License, SecurityScheme, Server, Tag
from litestar.types import ControllerRouterHandler

from chathub import __version__
from chathub.api.problems import MEDIA_TYPE
from chathub.protocol.requests import Problem

_REASONS: Final = {
    400: "The request is not valid; `detail` names the field.",
    401: "There is no token, or it does not count (any more).",
    403: "The token is of the wrong kind, or the page's origin is not on the allow-list.",
    404: "Unknown, or somebody else's: both look the same.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    429: "Too many calls; `Retry-After` says when to come back.",
    503: "The database is away; nothing was done, and `Retry-After` says when to come back.",
}
_RETRY: Final = {
    "Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer", "minimum": 1}}
}
DESCRIPTION: Final = (
    "Two kinds of token: a **company token** manages organizations and operators, an **operator token** works chats."
    " Send either as `Authorization: Bearer TOKEN` or as `X-Authorization-Key: TOKEN`; both, if different, are refused."
    " Errors are `application/problem+json` (RFC 9457): `title` is short and stable, `detail` says what to do."
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
    for item in found["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                _complete(operation)
    return found


def _complete(operation: dict[str, Any]) -> None:
    """Adds the headers of errors, and takes out what the framework documents of its own errors."""
    for status, response in operation["responses"].items():
        if status in {"429", "503"}:
            response["headers"] = _RETRY
        elif status == "400" and MEDIA_TYPE not in response.get("content", {}):
            response["description"] = _REASONS[400]
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
