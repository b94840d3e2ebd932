"""Takes in the messages of the payment provider: checks, stores, answers, and leaves the work to a task."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable

KINDS = {"paid": "paid", "failed": "new", "refunded": "returned"}


def sign(body: bytes, key: bytes) -> str:
    return hmac.new(key, body, hashlib.sha256).hexdigest()


class Intake:
    """One address for all messages. Two keys at once are for the time in which the provider changes its key."""

    def __init__(self, keys: Iterable[bytes], enqueue: Callable[[str, dict], None]):
        self._keys = list(keys)
        self._enqueue = enqueue
        self._events: dict[str, dict] = {}

    def receive(self, body: bytes, signature: str) -> int:
        """The HTTP status to answer: 200 also for a message that is here already."""
        if not any(hmac.compare_digest(sign(body, key), signature) for key in self._keys):
            return 401
        event = _parsed(body)
        if event is None:
            return 400
        if self._events.setdefault(event["event_id"], event) is event:
            self._enqueue("payment", {"order_id": event["order_id"]})
        return 200

    def events_of(self, order_id: str) -> list[dict]:
        """By the provider's time, whatever the order in which they arrived."""
        mine = (event for event in self._events.values() if event["order_id"] == order_id)
        return sorted(mine, key=lambda event: (event["at"], event["event_id"]))


def status_from(events: list[dict]) -> str:
    """What the latest payment event makes of an order; one without events is new."""
    return KINDS[events[-1]["kind"]] if events else "new"


def _parsed(body: bytes) -> dict | None:
    try:
        event = json.loads(body)
    except ValueError:
        return None
    names = ("event_id", "order_id", "kind", "at")
    if not isinstance(event, dict) or not all(isinstance(event.get(name), str) for name in names):
        return None
    return event if event["kind"] in KINDS else None
