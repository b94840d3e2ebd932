"""Leaves out a marketplace order that came twice in a row, as happens between two pages."""

import json


def without_repeats(orders):
    kept = []
    last_id = None
    for order in orders:
        if last_id and order["id"] is last_id:
            continue
        kept.append(order["id"])
        last_id = order["id"]
    return kept


WRITTEN = [{"id": "N-4"}, {"id": "N-4"}, {"id": "N-5"}, {"id": ""}, {"id": ""}]
FETCHED = json.loads(json.dumps(WRITTEN))
print(without_repeats(WRITTEN))
print(without_repeats(FETCHED))
