"""A back office in Django, in one file, whose users answer customers in the operator's panel."""

import os
import secrets
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import path
from django.views.static import serve

from chathub_client import ChatHub, Patience
from chathub_client.contrib import CreatedOperators, OperatorsInMemory, TokenRoute
from chathub_client.contrib.django import token_path

SITE = Path(__file__).resolve().parent.parent / "site"
USERS = {"olena": "Olena Bondar", "marko": "Marko Shevchuk"}
CHATHUB_URL = os.environ["CHATHUB_URL"]

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    # A real site keeps its key, so that its users stay signed in when it starts anew.
    SECRET_KEY=secrets.token_hex(32),
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [SITE / "pages"]}],
)


def signed_in(request: HttpRequest) -> str | None:
    """The user whom the site's own session names."""
    user: str | None = request.session.get("user")
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


def work(request: HttpRequest) -> HttpResponse:
    """The page with the panel."""
    user = signed_in(request)
    if user is None:
        return redirect("/sign-in")
    return render(request, "work.html", {"name": USERS[user], "chathub": CHATHUB_URL})


def sign_in(request: HttpRequest) -> HttpResponse:
    """Whoever says to be somebody is: it is an example."""
    if request.method == "POST" and request.POST.get("user") in USERS:
        request.session["user"] = request.POST["user"]
        return redirect("/")
    return render(request, "sign-in.html", {"csrf": get_token(request)})


def sign_out(request: HttpRequest) -> HttpResponse:
    """The next page view gets no token."""
    request.session.flush()
    return redirect("/sign-in")


urlpatterns = [
    path("", work),
    path("sign-in", sign_in),
    path("sign-out", sign_out),
    path("static/<path:path>", serve, {"document_root": SITE / "static"}),
    token_path(route),
]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
else:
    application = get_wsgi_application()
