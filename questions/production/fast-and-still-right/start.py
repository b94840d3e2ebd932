"""Matches the payment messages of a day with the orders that they pay."""


def match(messages, orders):
    """For each message its event_id and the id of the order that it pays, or None."""
    pairs = []
    taken = []
    for message in messages:
        found = None
        for order in orders:
            if order["id"] in taken:
                continue
            if order.get("reference") == message.get("reference") and order["total"] == message["cents"]:
                found = order["id"]
                taken.append(found)
                break
        pairs.append((message["event_id"], found))
    return pairs
