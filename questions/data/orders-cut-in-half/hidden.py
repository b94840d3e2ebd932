"""Holds the invoices to long orders, to the ends of pieces and of the file, and to reading no further than needed."""

import unittest

from sheet import invoice_file


def row(order_id, cents=100):
    return {"order_id": order_id, "sku": "MILL-PEP", "quantity": 1, "unit_cents": cents}


def saved(rows, size):
    calls = []
    invoice_file(rows, calls.append, size)
    return calls


def ids(calls):
    return [[order["order_id"] for order in orders] for orders in calls]


class Ends(unittest.TestCase):
    def test_an_order_longer_than_a_piece_stays_whole(self):
        calls = saved([row("W-1", 3000) for _ in range(7)] + [row("W-2")], 3)
        self.assertEqual(ids(calls), [["W-1"], ["W-2"]])
        self.assertEqual((calls[0][0]["subtotal"], calls[0][0]["fee"]), (21000, 0))

    def test_an_order_that_ends_exactly_with_the_piece(self):
        self.assertEqual(ids(saved([row("W-1"), row("W-1"), row("W-2"), row("W-2")], 2)), [["W-1"], ["W-2"]])

    def test_free_shipping_counts_the_whole_order(self):
        calls = saved([row("W-1"), row("W-2", 5000), row("W-2", 2500)], 2)
        self.assertEqual([order["fee"] for orders in calls for order in orders], [590, 0])

    def test_an_empty_file_saves_nothing(self):
        self.assertEqual(saved([], 2), [])

    def test_no_save_without_orders(self):
        self.assertNotIn([], saved([row(f"W-{n}") for n in range(4)], 2))

    def test_the_order_of_the_file_is_kept(self):
        names = [f"W-{n}" for n in (9, 2, 7, 1, 8)]
        self.assertEqual(sum(ids(saved([row(name) for name in names], 2)), []), names)

    def test_the_sizes_of_pieces(self):
        rows = [row(f"W-{n}") for n in range(40) for _ in range(3)]
        self.assertEqual([len(call) for call in saved(rows, 10)], [4] * 10)


class Reading(unittest.TestCase):
    def test_at_most_one_row_beyond_a_piece_has_been_read(self):
        read, at_save = [], []

        def rows():
            for n in range(20):
                read.append(n)
                yield row(f"W-{n // 2}")

        invoice_file(rows(), lambda orders: at_save.append(len(read)), 4)
        self.assertEqual(len(at_save), 5)
        for number, count in enumerate(at_save, start=1):
            self.assertLessEqual(count, 4 * number + 1)

    def test_a_failing_save_goes_up_and_ends_it(self):
        read = []

        def rows():
            for n in range(20):
                read.append(n)
                yield row(f"W-{n}")

        def save(orders):
            raise OSError("disk full")

        with self.assertRaises(OSError):
            invoice_file(rows(), save, 2)
        self.assertLessEqual(len(read), 3)
