"""Six tests of the stock, and a small runner that says which of them are red."""

import unittest


class OutOfStock(Exception):
    """Fewer pieces are free than were asked for."""


class Stock:
    def __init__(self, pieces):
        self._free = dict(pieces)
        self._reserved = {}

    def free(self, sku):
        return self._free.get(sku, 0)

    def reserve(self, sku, quantity, order_id):
        mine = self._reserved.setdefault(order_id, {})
        missing = quantity - mine.get(sku, 0)
        if missing > self.free(sku):
            raise OutOfStock(sku)
        self._free[sku] -= missing
        mine[sku] = quantity

    def release(self, order_id):
        for sku, quantity in self._reserved.pop(order_id, {}).items():
            self._free[sku] += quantity


class StockTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stock = Stock({"PAN-20": 5, "KETTLE-17": 2})

    def test_start(self):
        self.assertEqual(self.stock.free("PAN-20"), 5)

    def test_reserve(self):
        self.stock.reserve("PAN-20", 2, "A-7")
        self.assertEqual(self.stock.free("PAN-20"), 3)

    def test_again(self):
        for _ in range(2):
            self.stock.reserve("PAN-20", 2, "A-7")
        self.assertEqual(self.stock.free("PAN-20"), 3)

    def test_release(self):
        self.stock.reserve("PAN-20", 1, "W-3")
        self.stock.release("W-3")
        self.assertEqual(self.stock.free("PAN-20"), 5)

    def test_too_many(self):
        with self.assertRaises(OutOfStock):
            self.stock.reserve("KETTLE-17", 3, "N-4")

    def test_last_pieces(self):
        self.stock.reserve("KETTLE-17", 2, "H-2")
        self.assertEqual(self.stock.free("KETTLE-17"), 0)


def red(*names):
    """The names of the tests that fail if these are run together, in this order."""
    result = unittest.TestResult()
    unittest.TestSuite(StockTest("test_" + name) for name in names).run(result)
    return [case.id().rsplit("test_", 1)[1] for case, _ in result.failures + result.errors]


NAMES = ("start", "reserve", "again", "release", "too_many", "last_pieces")
print("alone", [name for name in NAMES if red(name)])
print("together", red(*NAMES))
print("backwards", red(*reversed(NAMES)))
