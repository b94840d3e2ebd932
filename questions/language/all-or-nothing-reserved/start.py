"""Stock, and reserving the lines of an order while it is being paid."""

from contextlib import contextmanager


class OutOfStock(Exception):
    """Fewer pieces are free than were asked for."""


class Stock:
    def __init__(self, pieces):
        self._free = dict(pieces)
        self._reserved = {}

    def free(self, sku):
        return self._free.get(sku, 0)

    def reserve(self, sku, quantity, order_id):
        mine = self._reserved.get(order_id, {})
        missing = quantity - mine.get(sku, 0)
        if missing > self.free(sku):
            raise OutOfStock(f"{sku}: {quantity} wanted, {self.free(sku)} free")
        self._free[sku] = self.free(sku) - missing
        self._reserved[order_id] = {**mine, sku: quantity}

    def release(self, order_id):
        for sku, quantity in self._reserved.pop(order_id, {}).items():
            self._free[sku] += quantity


@contextmanager
def reserved(stock, order_id, lines):
    yield


# stock = Stock({"PAN-20": 5, "KNIFE-8": 1})
# with reserved(stock, "A-7", [("PAN-20", 2), ("KNIFE-8", 1)]):
#     print("paying", stock.free("PAN-20"))
