"""Matches the payment messages of a day with the orders that they pay."""

from collections import defaultdict, deque


def match(messages, orders):
    """For each message its event_id and the id of the order that it pays, or None."""
    waiting = defaultdict(deque)
    for order in orders:
        waiting[order.get("reference"), order["total"]].append(order["id"])
    taken = set()
    return [(message["event_id"], _next_free(waiting, taken, message)) for message in messages]


def _next_free(waiting, taken, message):
    candidates = waiting.get((message.get("reference"), message["cents"]), ())
    while candidates:
        order_id = candidates.popleft()
        if order_id not in taken:
            taken.add(order_id)
            return order_id
    return None
