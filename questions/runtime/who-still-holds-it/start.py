"""Loads three orders with their lines, and shows which of them have left memory so far."""

import gc
import weakref

LAST_SEEN = {}


class Order:
    def __init__(self, order_id):
        self.order_id = order_id
        self.lines = []


class OrderLine:
    def __init__(self, order, sku):
        self.order = order
        self.sku = sku


def load(gone, order_id, *skus):
    order = Order(order_id)
    weakref.finalize(order, gone.append, order_id)
    for sku in skus:
        order.lines.append(OrderLine(order, sku))
    return order


def morning():
    gc.disable()
    gone = []
    first = load(gone, "A-7")
    second = load(gone, "A-8", "PAN-20", "PAN-24")
    third = load(gone, "A-9", "KETTLE-17")
    LAST_SEEN["KETTLE-17"] = third.lines[0]
    del first, second, third
    print("after del", gone)
    gc.collect()
    print("after collect", gone)
    LAST_SEEN.clear()
    print("after clear", gone)
    gc.enable()


# morning()
