"""The token calls on Django, as its tutorial teaches: views, the ORM, and a JWT signed with HS256.

They ask the database what ChatHub asks it. `gunicorn` serves them; DATABASE in the environment is a path or a PostgreSQL
URL. Run as a program this makes the tables, with one company and one operator in them, and prints the company's token.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings

_url = urlsplit(os.environ["DATABASE"])
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _url.path[1:],
            "USER": _url.username,
            "HOST": parse_qs(_url.query)["host"][0],
            "CONN_MAX_AGE": None,
        }
        if _url.scheme
        else {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _url.path,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
            "CONN_MAX_AGE": None,
        }
    },
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    SECRET_KEY="for a measurement alone",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    ROOT_URLCONF=__name__,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 (Django wants its settings first)
from django.db import connection, models  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.dateparse import parse_datetime  # noqa: E402


class Company(models.Model):
    token_generation = models.BigIntegerField(default=0)

    class Meta:
        app_label = "desk"


class Organization(models.Model):
    company = models.ForeignKey(Company, models.PROTECT)
    name = models.TextField()

    class Meta:
        app_label = "desk"


class Operator(models.Model):
    organization = models.ForeignKey(Organization, models.PROTECT)
    name = models.TextField()
    status = models.BigIntegerField(default=0)
    token_generation = models.BigIntegerField(default=0)

    class Meta:
        app_label = "desk"


class InvalidError(Exception):
    """A token that does not count."""


def encoded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


def signature(text: bytes) -> bytes:
    return encoded(hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).digest())


def sign(claims: dict[str, Any]) -> str:
    """A JWT."""
    text = b".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return (text + b"." + signature(text)).decode()


def read(token: str, audience: str) -> dict[str, Any]:
    """What a JWT of ours says."""
    text, _, mac = token.encode().rpartition(b".")
    if not hmac.compare_digest(mac, signature(text)):
        raise InvalidError
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text.partition(b".")[2] + b"=="))
    if claims["aud"] != audience or claims.get("exp", float("inf")) < time.time():
        raise InvalidError
    return claims


def caller(request: HttpRequest) -> Company:
    """The company whose token came with the call."""
    claims = read(request.headers.get("Authorization", "").removeprefix("Bearer "), "company")
    company = Company.objects.filter(id=claims["sub"], token_generation=claims["gen"]).first()
    if company is None:
        raise InvalidError
    return company


def get_token(request: HttpRequest) -> HttpResponse:
    try:
        company = caller(request)
    except InvalidError:
        return JsonResponse({"title": "Invalid token"}, status=401)
    body = json.loads(request.body)
    expires_at = parse_datetime(body["expiresAt"])
    now = datetime.now(UTC)
    if expires_at is None or not now < expires_at <= now + timedelta(hours=24):
        return JsonResponse({"title": "Invalid body"}, status=400)
    operator = (
        Operator.objects.select_related("organization").filter(id=body["id"], organization__company=company).first()
    )
    if operator is None:
        return JsonResponse({"title": "Not found"}, status=404)
    if operator.status != 0:
        return JsonResponse({"title": "Forbidden"}, status=403)
    claims = {
        "aud": "operator",
        "sub": operator.id,
        "gen": operator.token_generation,
        "jti": secrets.token_urlsafe(12),
        "iat": int(now.timestamp()),
        "exp": expires_at.timestamp(),
    }
    return JsonResponse(sign(claims), safe=False)


def validate_token(request: HttpRequest) -> HttpResponse:
    try:
        company = caller(request)
    except InvalidError:
        return JsonResponse({"title": "Invalid token"}, status=401)
    try:
        claims = read(json.loads(request.body)["token"], "operator")
    except InvalidError:
        return not_valid()
    operator = Operator.objects.select_related("organization").filter(id=claims["sub"]).first()
    if (
        operator is None
        or operator.status != 0
        or operator.token_generation != claims["gen"]
        or operator.organization.company_id != company.id
    ):
        return not_valid()
    return JsonResponse(
        {
            "isValid": True,
            "valid": True,
            "operatorId": operator.id,
            "clientId": company.id,
            "expiresAt": datetime.fromtimestamp(claims["exp"], UTC).isoformat(),
            "error": None,
        }
    )


def not_valid() -> HttpResponse:
    return JsonResponse({"isValid": False, "valid": False, "error": "Invalid token"})


urlpatterns = [
    path("", lambda _: HttpResponse("ready")),
    path("api/operator/get-token", get_token),
    path("api/operator/validate-token", validate_token),
]
application = get_wsgi_application()

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        for model in (Company, Organization, Operator):
            editor.create_model(model)
    company = Company.objects.create(id=1)
    organization = Organization.objects.create(id=1, company=company, name="Support")
    Operator.objects.create(id=1, organization=organization, name="Olena")
    print(sign({"aud": "company", "sub": 1, "gen": 0}))
