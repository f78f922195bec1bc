"""The demo pages' own small server: another origin than ChatHub's, as a company's website and CRM are."""

import asyncio
import mimetypes
import re
import urllib.error
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import structlog
from joserfc import jwt
from joserfc.jwk import OctKey
from litestar import Litestar, Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException

from chathub.clock import now_ms
from chathub.demo.pages import PAGES, Language, language_of, render, text
from chathub.demo.patterns import PATTERNS, shown_code
from chathub.demo.token_route import Colleague, Company, NotSignedIn, UnknownDepartment

log = structlog.get_logger()

FIRST: Final = "shop"
SECOND: Final = "wholesale"
BOTH: Final = frozenset({"strict", "hostile"})
"""The patterns whose page carries the customer's chat too, in the corner that the panel leaves."""
CUSTOMER_SECONDS: Final = 3600
YEAR_SECONDS: Final = 365 * 24 * 3600
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::\d+)?")
_STATIC = re.compile(r"[a-z]+\.(?:css|js|svg)")

Visit = Request[Any, Any, State]


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages need to know."""

    company: Company
    api_port: int
    guid: str
    """The shop's website channel."""
    channel_secret: str
    """Signs who a signed-in customer is; it never leaves the server."""


def site_app(site: Site) -> Litestar:
    """The server of all pages."""
    return Litestar(
        [both, shop, crm, pattern, static, token],
        state=State({"site": site}),
        openapi_config=None,
        logging_config=None,
    )


def _site(request: Visit) -> Site:
    site: Site = request.app.state.site
    return site


@get("/")
async def both(request: Visit) -> Response[str]:
    language = _language(request)
    links = (f'<li><a href="/patterns/{name}">{text(language, f"pattern_{name}_title")}</a></li>' for name in PATTERNS)
    return _page(request, "both", patterns_html="".join(links))


@get("/shop")
async def shop(request: Visit) -> Response[str]:
    site = _site(request)
    signed_in = request.query_params.get("customer") == "daria"
    language = _language(request)
    return _page(
        request,
        "shop",
        guid=site.guid,
        user_jwt=customer_token(site.channel_secret) if signed_in and site.channel_secret else "",
        sign_href="/shop" if signed_in else "/shop?customer=daria",
        sign_text_html=text(language, "sign_out" if signed_in else "sign_in"),
    )


@get("/crm")
async def crm(request: Visit) -> Response[str]:
    colleagues = await _everybody(_site(request).company)
    chosen = _user(request, colleagues)
    page = _page(
        request,
        "crm",
        department=chosen.department if chosen else FIRST,
        other=SECOND if chosen is None or chosen.department == FIRST else FIRST,
        users_html="".join(_option(colleague, selected=colleague == chosen) for colleague in colleagues),
    )
    if chosen is not None:
        # Stands for the session of a real CRM.
        page.set_cookie("crm_user", str(chosen.id), httponly=True, samesite="lax", max_age=YEAR_SECONDS)
    return page


@get("/patterns/{name:str}")
async def pattern(request: Visit, name: str) -> Response[str]:
    chosen = PATTERNS.get(name)
    if chosen is None:
        raise NotFoundException
    site, api, language = _site(request), _api_origin(request), _language(request)
    element = ""
    if chosen.has_element:
        given = await asyncio.to_thread(site.company.token, FIRST, None)
        position = "start" if name in BOTH else "end"
        element = (
            f'<script type="module" id="operator-chat-panel-script" src="{api}/operator-chat-panel/widget-script.js"'
            f' position="{position}" token="{escape(given["token"])}"></script>'
        )
    if name in BOTH:
        element += (
            f'<script type="module" id="chat-widget-script" src="{api}/chat-widget/widget-script.js"'
            f' guid="{site.guid}" userJWT=""></script>'
        )
    page = _page(
        request,
        "pattern",
        pattern=name,
        title_html=text(language, f"pattern_{name}_title"),
        explanation_html=text(language, f"pattern_{name}_text"),
        code=shown_code(chosen, api),
        element_html=element,
        styles_html='<link rel="stylesheet" href="/static/hostile.css">' if name == "hostile" else "",
    )
    if name == "strict":
        page.headers["Content-Security-Policy"] += "; require-trusted-types-for 'script'; trusted-types 'none'"
    return page


@get("/api/chathub/token")
async def token(request: Visit, org: str | None = None) -> Response[dict[str, str]]:
    """A fresh operator token for whoever is signed in. No cache may keep it."""
    status = 200
    try:
        user = request.cookies.get("crm_user", "")
        number = int(user) if user.isascii() and user.isdigit() and len(user) < 16 else None
        answer = await asyncio.to_thread(_site(request).company.token, org or FIRST, number)
    except UnknownDepartment:
        status, answer = 404, {"error": "There is no such department"}
    except NotSignedIn:
        status, answer = 401, {"error": "Unauthorized"}
    except (OSError, ValueError) as error:
        log.warning("no token for the panel", reason=str(error))
        status, answer = 500, {"error": "Failed to generate token"}
    return Response(answer, status_code=status, headers={"Cache-Control": "no-store"})


@get("/static/{name:str}")
async def static(name: str) -> Response[bytes]:
    file = PAGES.joinpath("static", name)
    if not _STATIC.fullmatch(name) or not file.is_file():
        raise NotFoundException
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": "max-age=60"})


def customer_token(secret: str) -> str:
    """What a company's server signs to tell the chat who is signed in on its page."""
    claims = {
        "sub": "daria-koval",
        "name": "Дарина Коваль",
        "email": "daryna.koval@example.com",
        "exp": now_ms() // 1000 + CUSTOMER_SECONDS,
    }
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret.encode()))


async def _everybody(company: Company) -> list[Colleague]:
    try:
        return [
            colleague
            for department in (FIRST, SECOND)
            for colleague in await asyncio.to_thread(company.colleagues, department)
        ]
    except (urllib.error.URLError, TimeoutError) as error:
        # The CRM works without its chat.
        log.warning("no operators for the CRM", reason=str(error))
        return []


def _user(request: Visit, colleagues: list[Colleague]) -> Colleague | None:
    wanted = request.query_params.get("user") or request.cookies.get("crm_user")
    return next((each for each in colleagues if str(each.id) == wanted), colleagues[0] if colleagues else None)


def _option(colleague: Colleague, *, selected: bool) -> str:
    mark = " selected" if selected else ""
    return f'<option value="{colleague.id}"{mark}>{escape(colleague.name)}</option>'


def _language(request: Visit) -> Language:
    return language_of(
        request.query_params.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language", "")
    )


def _page(request: Visit, name: str, **values: str) -> Response[str]:
    language = _language(request)
    api = _api_origin(request)
    page = Response(
        render(name, language, api=api, **values),
        media_type="text/html",
        headers={
            "Cache-Control": "no-store",
            # As strict as a careful company's: the embeds must do with it.
            "Content-Security-Policy": (
                f"default-src 'none'; script-src 'self' {api}; style-src 'self'; img-src 'self' {api} data: blob:;"
                f" media-src {api} blob:; connect-src 'self' {api} {api.replace('http', 'ws', 1)};"
                " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
    )
    page.set_cookie("lang", language, samesite="lax", max_age=YEAR_SECONDS)
    return page


def _api_origin(request: Visit) -> str:
    """ChatHub on the port before ours, at the name under which the browser found us."""
    found = _HOST.fullmatch(request.headers.get("host", ""))
    return f"http://{found[1] if found else '127.0.0.1'}:{_site(request).api_port}"
