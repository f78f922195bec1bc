"""A minimal chat on Django Channels, as its tutorial teaches: the ORM, groups over Redis, a transaction a message.

It writes the rows that ChatHub writes, as durably, to PostgreSQL, and speaks just enough of ChatHub's protocol to be
measured by the same load generator. `daphne` serves it; DATABASE and REDIS in the environment say where.
"""

import json
import os
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings

_url = urlsplit(os.environ["DATABASE"])
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _url.path[1:],
            "USER": _url.username,
            "HOST": parse_qs(_url.query)["host"][0],
            "OPTIONS": {"pool": {"min_size": 2, "max_size": 10}},
        }
    },
    CHANNEL_LAYERS={
        "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [os.environ["REDIS"]]}}
    },
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="for a measurement alone",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.core.asgi import get_asgi_application  # noqa: E402 (Django wants its settings first)
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Organization(models.Model):
    position = models.BigIntegerField(default=0)

    class Meta:
        app_label = "chat"


class Conversation(models.Model):
    name = models.TextField(unique=True)
    seq = models.BigIntegerField(default=0)

    class Meta:
        app_label = "chat"


class Message(models.Model):
    conversation = models.ForeignKey(Conversation, models.PROTECT)
    seq = models.BigIntegerField()
    client_id = models.TextField()
    text = models.TextField()
    at = models.BigIntegerField()

    class Meta:
        app_label = "chat"
        constraints = (models.UniqueConstraint(fields=("conversation", "client_id"), name="once"),)


class Event(models.Model):
    position = models.BigIntegerField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.PROTECT)
    seq = models.BigIntegerField()
    payload = models.JSONField()

    class Meta:
        app_label = "chat"


def make_tables() -> None:
    """The tables, and the one organization."""
    with connection.schema_editor() as editor:
        for model in (Organization, Conversation, Message, Event):
            editor.create_model(model)
    Organization.objects.create(id=1)


@transaction.atomic
def store(name: str, client_id: str, text: str) -> dict[str, Any]:
    """One message, with its numbers and its event."""
    conversation, _ = Conversation.objects.select_for_update().get_or_create(name=name)
    organization = Organization.objects.select_for_update().get(id=1)
    conversation.seq += 1
    organization.position += 1
    conversation.save(update_fields=["seq"])
    organization.save(update_fields=["position"])
    at = time.time_ns() // 1_000_000
    Message.objects.create(conversation=conversation, seq=conversation.seq, client_id=client_id, text=text, at=at)
    message = {"type": "message", "seq": conversation.seq, "clientId": client_id, "text": text, "at": at}
    Event.objects.create(
        position=organization.position, conversation=conversation, seq=conversation.seq, payload=message
    )
    return message


class Chat(AsyncJsonWebsocketConsumer):
    """One socket: a customer, or the operator who hears of everything."""

    @classmethod
    async def encode_json(cls, content: Any) -> str:
        return json.dumps(content, separators=(",", ":"))

    async def connect(self) -> None:
        await self.accept("chathub.v1")

    async def receive_json(self, content: dict[str, Any]) -> None:
        if content["type"] == "hello":
            self.name = content["token"]
            self.group = "operators" if self.name == "operator" else f"conversation-{self.name}"
            await self.channel_layer.group_add(self.group, self.channel_name)
            await self.send_json({"type": "live", "cursor": 0})
            return
        command = content["command"]
        message = await database_sync_to_async(store)(self.name, command["clientId"], command["text"])
        for group in (self.group, "operators"):
            await self.channel_layer.group_send(group, {"type": "chat.event", "message": message})
        await self.send(text_data=f'{{"type":"ok","id":{content["id"]},"result":{{"seq":{message["seq"]}}}}}')

    async def chat_event(self, event: dict[str, Any]) -> None:
        await self.send_json({"type": "event", "event": event["message"]})


urlpatterns = [path("", lambda _: HttpResponse("ready"))]
settings.ROOT_URLCONF = __name__
make_tables()
application = ProtocolTypeRouter(
    {"http": get_asgi_application(), "websocket": URLRouter([path("api/realtime", Chat.as_asgi())])}
)
