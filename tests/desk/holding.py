"""A client in a few lines: what it holds after a snapshot, and how each event changes that (as events.py says)."""

from typing import Any

import msgspec

Held = dict[str, Any]
PROFILE = ("name", "email", "phone", "blocked", "fields", "consentedAt")


def wire(value: Any) -> Any:
    """What a client makes of it: encoded and decoded."""
    return msgspec.json.decode(msgspec.json.encode(value))


def hold_operator(snapshot: Any) -> Held:
    """What a panel holds: everything by id, so that an event can replace it."""
    value = wire(snapshot)
    return {
        "me": value["me"]["id"],
        "operators": {operator["id"]: operator for operator in value["operators"]},
        "organization": value["organization"],
        "channels": {channel["id"]: channel for channel in value["channels"]},
        "inbox": {item["conversation"]["id"]: item for item in value["inbox"]},
    }


def apply_for_operator(held: Held, event: Held) -> None:
    """One event, as it came over the wire."""
    match event["type"]:
        case "conversation":
            conversation = event["conversation"]
            item = held["inbox"].setdefault(conversation["id"], {"seen": 0})
            item["conversation"] = conversation
        case "message":
            _append(held["inbox"][event["message"]["conversation"]]["conversation"], event["message"])
        case "seen_by_customer":
            conversation = held["inbox"][event["conversation"]]["conversation"]
            conversation["customerRead"], conversation["customerSeen"] = event["seq"], event["messages"]
        case "seen_by_operator":
            item = held["inbox"][event["conversation"]]
            item["conversation"]["teamRead"] = event["seq"]
            if event["operator"] == held["me"]:
                item["seen"] = event["messages"]
        case "customer":
            for item in held["inbox"].values():
                if item["conversation"]["customer"]["id"] == event["customer"]["id"]:
                    item["conversation"]["customer"] = event["customer"]
        case "erased":
            held["inbox"].pop(event["conversation"], None)
        case "channel":
            held["channels"][event["channel"]["id"]] = event["channel"]
        case "organization":
            held["organization"] = event["organization"]
        case "operator":
            held["operators"][event["operator"]["id"]] = event["operator"]
        case unknown:
            raise AssertionError(f"no rule for {unknown}")


def _append(conversation: Held, message: Held) -> None:
    if message["note"]:
        return
    conversation["activeAt"] = message["at"]
    if "lastMessage" in conversation:
        conversation["lastMessage"] = message
    key = "customerMessages" if message["sender"]["kind"] == "customer" else "operatorMessages"
    conversation[key] += 1


def hold_customer(snapshot: Any) -> Held:
    """What a widget holds."""
    value = wire(snapshot)
    return {key: value[key] for key in (*PROFILE, "conversation", "messages")}


def apply_for_customer(held: Held, event: Held) -> None:
    """One event, as it came over the wire."""
    match event["type"]:
        case "own_conversation":
            held["conversation"] = event["conversation"]
        case "message":
            held["messages"] = [*held["messages"], event["message"]]
            kind = event["message"]["sender"]["kind"]
            held["conversation"]["customerMessages" if kind == "customer" else "operatorMessages"] += 1
        case "seen_by_customer":
            held["conversation"]["customerRead"] = event["seq"]
            held["conversation"]["customerSeen"] = event["messages"]
        case "seen_by_operator":
            held["conversation"]["teamRead"] = event["seq"]
        case "erased":
            held.update(dict.fromkeys(PROFILE), blocked=False, fields={}, conversation=None, messages=[])
        case "profile":
            held.update({key: event[key] for key in PROFILE})
        case unknown:
            raise AssertionError(f"no rule for {unknown}")
