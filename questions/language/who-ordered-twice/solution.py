"""Finds the order ids that stand on more than one line of a wholesale file."""

from collections import defaultdict


def repeated_ids(rows):
    numbers = defaultdict(list)
    for number, row in rows:
        order_id = (row.get("order_id") or "").strip()
        if order_id:
            numbers[order_id].append(number)
    return [(order_id, found) for order_id, found in numbers.items() if len(found) > 1]
