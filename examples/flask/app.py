"""A back office in Flask, whose users answer customers in the operator's panel."""

import os
import secrets
from pathlib import Path

from flask import Flask, Request, redirect, render_template, request, session
from werkzeug.wrappers import Response

from chathub_client import ChatHub, Patience
from chathub_client.contrib import CreatedOperators, OperatorsInMemory, TokenRoute
from chathub_client.contrib.flask import token_blueprint

SITE = Path(__file__).resolve().parent.parent / "site"
USERS = {"olena": "Olena Bondar", "marko": "Marko Shevchuk"}
CHATHUB_URL = os.environ["CHATHUB_URL"]

app = Flask(__name__, template_folder=SITE / "pages", static_folder=SITE / "static")
# A real site keeps its key, so that its users stay signed in when it starts anew.
app.secret_key = secrets.token_bytes(32)
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"


def signed_in(_: Request) -> str | None:
    """The user whom the site's own session names."""
    user: str | None = session.get("user")
    return user


chathub = ChatHub(CHATHUB_URL, token=os.environ["CHATHUB_COMPANY_TOKEN"], patience=Patience(total=8))
route = TokenRoute(
    chathub,
    signed_in,
    # A real site remembers the operator beside its user, in its database.
    CreatedOperators(OperatorsInMemory(), key_of=str, name_of=USERS.__getitem__),
    # With several organizations the site names them, and its users may become operators of those:
    # organizations={"sales": 1, "support": 2}, and /api/chathub/token?org=sales
)
app.register_blueprint(token_blueprint(route))


@app.get("/")
def work() -> Response | str:
    """The page with the panel."""
    user = session.get("user")
    if user is None:
        return redirect("/sign-in")
    return render_template("work.html", name=USERS[user], chathub=CHATHUB_URL)


@app.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response | str:
    """Whoever says to be somebody is: it is an example."""
    if request.method == "POST" and request.form["user"] in USERS:
        session["user"] = request.form["user"]
        return redirect("/")
    return render_template("sign-in.html", csrf="")


@app.get("/sign-out")
def sign_out() -> Response:
    """The next page view gets no token."""
    session.clear()
    return redirect("/sign-in")
