"""Looks at an order that a partner has sent by API, and says what is wrong with it."""

PRODUCTS = {"PAN-20", "PAN-24", "KNIFE-8", "BOARD-OAK", "KETTLE-17", "TOWEL-SET", "MILL-PEP", "TABLE-PREP"}
ZONES = ("home", "near", "far")


def order_faults(body):
    if body["zone"] not in ZONES:
        return [("zone", "unknown zone")]
    for line in body["lines"]:
        if line["sku"] not in PRODUCTS:
            return [("lines", "unknown product")]
    return []


# print(order_faults({"zone": "home", "lines": [{"sku": "PAN-20", "quantity": 12}]}))
