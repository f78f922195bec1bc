"""The documentation: pages that work without the internet, and a document that lists every call and every status."""

import re
from typing import Any

import jsonschema

from chathub.app import openapi
from tests.serving import Server, assert_problem

SEVEN = {
    ("/api/company/get-token", "post"),
    ("/api/company/organization", "get"),
    ("/api/operator", "get"),
    ("/api/operator/synchronize", "post"),
    ("/api/operator/status", "post"),
    ("/api/operator/get-token", "post"),
    ("/api/operator/validate-token", "post"),
}
PAGES = {
    "/",
    "/index.html",
    "/docs",
    "/docs/{name}",
    "/docs/guide",
    "/docs/guide/{path}",
    "/openapi.json",
    "/operator-chat-panel/{name}",
    "/chat-widget/{name}",
    "/chat/{guid}",
    "/panel",
    "/console",
    "/console/{rest}",
    "/console/preview",
    "/pages/{name}",
    "/assets/{name}",
    "/metrics",
    "/api/realtime",
}


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(path, method): value for path, item in document["paths"].items() for method, value in item.items()}


async def test_the_document_is_served_and_lists_the_seven_calls(server: Server) -> None:
    answer = await server.http.get("/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    assert set(operations(document)) >= SEVEN


async def test_every_call_documents_its_errors_as_problems(server: Server) -> None:
    for (path, method), operation in operations(openapi()).items():
        statuses = set(operation["responses"])
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        if path.startswith("/api/"):
            assert {"429", "503"} <= statuses, where
            if operation.get("security") != [{}]:
                assert {"401", "403"} <= statuses, where
        if "application/json" in operation.get("requestBody", {}).get("content", {}):
            assert {"400", "413", "415"} <= statuses, where
        for status, response in operation["responses"].items():
            if status >= "400":
                schema = response["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, where
            if status in {"429", "503"}:
                assert "Retry-After" in response["headers"], where


async def test_both_headers_are_documented_as_ways_to_authenticate() -> None:
    document = openapi()
    schemes = document["components"]["securitySchemes"].values()
    assert {(scheme["type"], scheme.get("scheme") or scheme.get("name")) for scheme in schemes} == {
        ("http", "bearer"),
        ("apiKey", "X-Authorization-Key"),
    }
    assert document["security"] == [{"bearer": []}, {"key": []}]


async def test_every_reference_leads_somewhere_and_every_text_has_a_limit() -> None:
    document = openapi()
    schemas = document["components"]["schemas"]

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                assert node["$ref"].rpartition("/")[2] in schemas, node
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(document)
    for operation in operations(document).values():
        reference = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        if "$ref" not in reference:
            continue
        for name, field in schemas[reference["$ref"].rpartition("/")[2]].get("properties", {}).items():
            for option in [field, *field.get("anyOf", [])]:
                if option.get("type") == "string" and "enum" not in option and "const" not in option:
                    assert "maxLength" in option, (reference, name)
                if option.get("type") == "array":
                    assert "maxItems" in option, (reference, name)


async def test_answers_are_as_documented(server: Server) -> None:
    document = openapi()
    for path, body in [
        ("/api/company/organization", None),
        (f"/api/operator?organizationId={server.company.organization}", None),
        ("/api/operator/synchronize", [{"organizationId": server.company.organization, "name": "Ann"}]),
        ("/api/operator/validate-token", {"token": await server.operator_token(server.company.operator)}),
        ("/api/operator/validate-token", {"token": "nothing"}),
        ("/api/operator/validate-token", {}),
    ]:
        answer = await (server.get(path) if body is None else server.post(path, body))
        operation = document["paths"][path.partition("?")[0]]["get" if body is None else "post"]
        response = operation["responses"][str(answer.status_code)]
        schema = response["content"][answer.headers["content-type"]]["schema"]
        jsonschema.validate(answer.json(), {**schema, "components": document["components"]})


async def test_only_documented_calls_exist(server: Server) -> None:
    documented = {path for path, _ in operations(openapi())}
    served = {route.path_format for route in server.live.app.routes}
    assert served - documented == PAGES
    assert documented - served == set()


async def test_the_pages_load_nothing_from_elsewhere(server: Server) -> None:
    for path in ("/index.html", "/docs", "/"):
        page = await server.http.get(path)
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        policy = page.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "https://" not in page.text.replace("https://www.example.com", "")
        assert not re.search(r"<script(?![^>]*\ssrc=)", page.text)
        for file in re.findall(r'(?:src|href)="(/docs/[^"]+)"', page.text):
            asset = await server.http.get(file)
            if asset.status_code == 200:
                assert asset.headers["content-type"].split(";")[0] in {"text/javascript", "text/css", "text/html"}
            else:
                assert_problem(asset, 404, "make web")


async def test_the_start_page_says_how_to_make_a_company_until_there_is_one(server: Server) -> None:
    assert "chathub company create" not in (await server.http.get("/")).text

    async def forget(transaction: Any) -> None:
        for table in (
            "audit",
            "channel_keys",
            "channels",
            "operators",
            "origins",
            "events",
            "organizations",
            "companies",
        ):
            await transaction.rows(f"DELETE FROM {table}")

    await server.store.write(forget)
    assert "chathub company create" in (await server.http.get("/")).text
