"""The small HTTP API, apart from any framework: a request goes in, a status and a body come out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from orderops.webhooks import Intake


class Answer(NamedTuple):
    """`body` is sent as JSON."""

    status: int
    body: dict


@dataclass(frozen=True, slots=True)
class Api:
    """What the addresses need: orders by id, the task queue, and the intake of payment messages."""

    orders: Mapping[str, dict]
    enqueue: Callable[[str, dict], int]
    intake: Intake

    def answer(self, method: str, path: str, body: bytes = b"", signature: str = "") -> Answer:
        match [method, *path.strip("/").split("/")]:
            case ["GET", "orders", order_id]:
                return self._order(order_id)
            case ["POST", "imports"]:
                return self._import(body)
            case ["POST", "webhooks", "payments"]:
                return Answer(self.intake.receive(body, signature), {})
        return Answer(404, {"error": "no such address"})

    def _order(self, order_id: str) -> Answer:
        order = self.orders.get(order_id)
        if order is None:
            return Answer(404, {"error": "no such order"})
        return Answer(200, {"id": order_id, "status": order["status"], "total": order["total"]})

    def _import(self, body: bytes) -> Answer:
        """The body names a file in the store, such as `partner/2026-06-01/orders.csv`; a task imports it."""
        name = body.decode("utf-8", "replace").strip()
        if not name.endswith(".csv") or name.startswith("/") or ".." in name.split("/"):
            return Answer(400, {"error": "name a .csv file of the store"})
        return Answer(202, {"task": self.enqueue("import", {"file": name})})
