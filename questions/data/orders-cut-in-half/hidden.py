"""Holds the invoices to long orders, to borders and the end of the file, and to reading no further than needed."""

import unittest

from sheet import invoice_file


def row(order_id, cents=100):
    return {"order_id": order_id, "sku": "MILL-PEP", "quantity": 1, "unit_cents": cents}


def saved(rows, size):
    calls = []
    invoice_file(rows, calls.append, size)
    return calls


def orders_of(rows, size):
    return [order for orders in saved(rows, size) for order in orders]


def ids(rows, size):
    return [order["order_id"] for order in orders_of(rows, size)]


class Borders(unittest.TestCase):
    def test_an_order_longer_than_a_piece_stays_whole(self):
        orders = orders_of([row("W-1", 3000) for _ in range(7)] + [row("W-2")], 3)
        self.assertEqual([order["order_id"] for order in orders], ["W-1", "W-2"])
        self.assertEqual((orders[0]["subtotal"], orders[0]["fee"]), (21000, 0))

    def test_an_order_longer_than_a_piece_at_the_end(self):
        self.assertEqual(ids([row("W-1")] + [row("W-2") for _ in range(9)], 2), ["W-1", "W-2"])

    def test_an_order_that_ends_exactly_at_the_border(self):
        self.assertEqual(ids([row("W-1"), row("W-1"), row("W-2"), row("W-2")], 2), ["W-1", "W-2"])

    def test_free_shipping_counts_the_whole_order(self):
        orders = orders_of([row("W-1"), row("W-2", 5000), row("W-2", 2500)], 2)
        self.assertEqual([order["fee"] for order in orders], [590, 0])

    def test_every_border_in_turn(self):
        rows = [row(f"W-{n}") for n, lines in enumerate((3, 1, 4, 1, 5, 2)) for _ in range(lines)]
        for size in range(1, 20):
            with self.subTest(size=size):
                self.assertEqual([order["subtotal"] for order in orders_of(rows, size)], [300, 100, 400, 100, 500, 200])

    def test_the_order_of_the_file_is_kept(self):
        names = [f"W-{n}" for n in (9, 2, 7, 1, 8)]
        self.assertEqual(ids([row(name) for name in names], 2), names)

    def test_an_empty_file_saves_nothing(self):
        self.assertEqual(saved([], 2), [])

    def test_no_save_without_orders(self):
        self.assertNotIn([], saved([row(f"W-{n}") for n in range(4)], 2))


class Reading(unittest.TestCase):
    def rows(self, number):
        self.read = []
        for n in range(number):
            self.read.append(n)
            yield row(f"W-{n // 2}")

    def test_no_more_than_a_piece_and_an_order_since_the_call_before(self):
        counts = [0]
        invoice_file(self.rows(60), lambda orders: counts.append(len(self.read)), 4)
        for before, after in zip(counts, counts[1:]):
            self.assertLessEqual(after - before, 4 + 2)

    def test_a_failing_save_goes_up_and_ends_it(self):
        at_failure = []

        def save(orders):
            at_failure.append(len(self.read))
            raise OSError("disk full")

        self.assertRaises(OSError, invoice_file, self.rows(60), save, 4)
        self.assertEqual(at_failure, [len(self.read)])
        self.assertLessEqual(len(self.read), 6)
