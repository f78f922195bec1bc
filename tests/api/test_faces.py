"""Operators' faces over HTTP: set by their company, looked at by everybody."""

from dataclasses import replace
from pathlib import Path

from chathub.config import Rate
from tests.desk.pictures import picture
from tests.serving import SHOP, WIDE_OPEN, Server, assert_problem, serving


def path(server: Server) -> str:
    return f"/api/operator/{server.company.operator}/face"


async def test_a_face_is_set_looked_at_and_removed(server: Server) -> None:
    answer = await server.http.put(path(server), content=picture("PNG"), headers=server.company.headers)
    assert answer.status_code == 200, answer.text
    face = answer.json()["face"]
    shown = await server.get(face, {"Origin": SHOP})
    assert shown.status_code == 200
    assert shown.headers["content-type"] == "image/webp"
    assert shown.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert shown.headers["access-control-allow-origin"] == "*"
    assert shown.headers["cross-origin-resource-policy"] == "cross-origin"
    assert (await server.get(face, {"If-None-Match": shown.headers["etag"]})).status_code == 304
    removed = await server.http.delete(path(server), headers=server.company.headers)
    assert (removed.status_code, removed.json()["face"]) == (200, None)
    assert_problem(await server.get(face, {}), 404)


async def test_what_is_no_picture_is_refused(server: Server) -> None:
    answer = await server.http.put(path(server), content=b"<svg/>", headers=server.company.headers)
    assert_problem(answer, 400, "PNG")


async def test_a_large_body_is_cut_off(server: Server) -> None:
    most = server.live.app.config.limits.operator_face
    answer = await server.http.put(path(server), content=bytes(most + 1), headers=server.company.headers)
    assert_problem(answer, 413, str(most))


async def test_nobody_else_may_set_it(server: Server) -> None:
    operator = {"Authorization": f"Bearer {await server.operator_token(server.company.operator)}"}
    for headers, status in ((operator, 403), (server.other.headers, 404), ({}, 401)):
        assert_problem(await server.http.put(path(server), content=picture("PNG"), headers=headers), status)
        assert_problem(await server.http.delete(path(server), headers=headers), status)


async def test_an_unknown_face_is_not_found(server: Server) -> None:
    for name in ("a" * 32 + ".webp", "x", "%2e%2e", "..%2Fsecret.key"):
        assert_problem(await server.get(f"/faces/{name}", {}), 404)


async def test_one_company_cannot_keep_the_painter_from_the_others(tmp_path: Path) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, faces=Rate(1, 3600, 1))) as server:
        for company, status in ((server.company, 200), (server.company, 429), (server.other, 200)):
            path = f"/api/operator/{company.operator}/face"
            answer = await server.http.put(path, content=picture("PNG"), headers=company.headers)
            assert answer.status_code == status, answer.text
