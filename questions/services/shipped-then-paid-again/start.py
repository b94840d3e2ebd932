"""Tasks that write an order's status; each payload carries the status and the time of the event."""

orders = {"A-7": {"status": "new", "at": 0}}


def set_status(payload):
    orders[payload["order_id"]]["status"] = payload["status"]


def set_newer_status(payload):
    order = orders[payload["order_id"]]
    if payload["at"] > order["at"]:
        order["status"], order["at"] = payload["status"], payload["at"]


PAID = {"order_id": "A-7", "status": "paid", "at": 10}
PACKED = {"order_id": "A-7", "status": "packed", "at": 30}
SHIPPED = {"order_id": "A-7", "status": "shipped", "at": 30}


def play(task, *payloads):
    orders["A-7"] = {"status": "new", "at": 0}
    seen = []
    for payload in payloads:
        task(payload)
        seen.append(orders["A-7"]["status"])
    print(task.__name__, *seen)


play(set_status, PAID, PACKED, SHIPPED)
play(set_status, PACKED, SHIPPED, PAID)
play(set_newer_status, PACKED, SHIPPED, PAID)
play(set_newer_status, SHIPPED, PAID, PACKED)
