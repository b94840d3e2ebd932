"""Finds the order ids that stand on more than one line of a wholesale file."""


def repeated_ids(rows):
    return []


ROWS = [
    (2, {"order_id": "W-1", "sku": "PAN-20"}),
    (3, {"order_id": "W-2", "sku": "PAN-24"}),
    (4, {"order_id": "W-2", "sku": "MILL-PEP"}),
    (5, {"order_id": " W-1 ", "sku": "KNIFE-8"}),
]

# print(repeated_ids(ROWS))
