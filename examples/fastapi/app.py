"""A back office in FastAPI, whose users answer customers in the operator's panel."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.middleware.sessions import SessionMiddleware

from chathub_client import AsyncChatHub, Patience
from chathub_client.contrib import CreatedOperators, OperatorsInMemory, TokenRoute
from chathub_client.contrib.fastapi import token_router

SITE = Path(__file__).resolve().parent.parent / "site"
USERS = {"olena": "Olena Bondar", "marko": "Marko Shevchuk"}
CHATHUB_URL = os.environ["CHATHUB_URL"]
pages = Jinja2Templates(SITE / "pages")


def signed_in(request: Request) -> str | None:
    """The user whom the site's own session names."""
    user: str | None = request.session.get("user")
    return user


chathub = AsyncChatHub(CHATHUB_URL, token=os.environ["CHATHUB_COMPANY_TOKEN"], patience=Patience(total=8))
route = TokenRoute(
    chathub,
    signed_in,
    # A real site remembers the operator beside its user, in its database.
    CreatedOperators(OperatorsInMemory(), key_of=str, name_of=USERS.__getitem__),
    # With several organizations the site names them, and its users may become operators of those:
    # organizations={"sales": 1, "support": 2}, and /api/chathub/token?org=sales
)


@asynccontextmanager
async def closing(_: FastAPI) -> AsyncIterator[None]:
    """The client's connections end with the site."""
    yield
    await chathub.aclose()


app = FastAPI(lifespan=closing)
# A real site keeps its key, so that its users stay signed in when it starts anew.
app.add_middleware(SessionMiddleware, secret_key=secrets.token_hex(32), same_site="lax")
app.mount("/static", StaticFiles(directory=SITE / "static"))
app.include_router(token_router(route))


@app.get("/")
def work(request: Request) -> Response:
    """The page with the panel."""
    user = signed_in(request)
    if user is None:
        return RedirectResponse("/sign-in")
    return pages.TemplateResponse(request, "work.html", {"name": USERS[user], "chathub": CHATHUB_URL})


@app.get("/sign-in")
def ask_who(request: Request) -> Response:
    """The form."""
    return pages.TemplateResponse(request, "sign-in.html", {"csrf": ""})


@app.post("/sign-in")
def sign_in(request: Request, user: Annotated[str, Form()]) -> Response:
    """Whoever says to be somebody is: it is an example."""
    if user not in USERS:
        return RedirectResponse("/sign-in", 303)
    request.session["user"] = user
    return RedirectResponse("/", 303)


@app.get("/sign-out")
def sign_out(request: Request) -> Response:
    """The next page view gets no token."""
    request.session.clear()
    return RedirectResponse("/sign-in")
