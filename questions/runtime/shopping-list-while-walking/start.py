"""Takes the shipped orders out of what the packing table still has to do."""


def drop_shipped(orders):
    for order in orders:
        if order["status"] == "shipped":
            orders.remove(order)
    return [order["id"] for order in orders]


def drop_shipped_by_id(statuses):
    for order_id in statuses:
        if statuses[order_id] == "shipped":
            del statuses[order_id]
    return list(statuses)


TODAY = [
    {"id": "A-7", "status": "paid"},
    {"id": "A-8", "status": "shipped"},
    {"id": "A-9", "status": "shipped"},
    {"id": "W-3", "status": "packed"},
    {"id": "N-4", "status": "shipped"},
]

# print(drop_shipped(TODAY))
# print(drop_shipped_by_id({"A-7": "paid", "A-8": "shipped", "A-9": "shipped"}))
