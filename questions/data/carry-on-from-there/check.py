"""Holds import_file to the rules of the card."""

import unittest

from sheet import Store, import_file


def rows(*names):
    return [{"order_id": name, "sku": "PAN-20"} for name in names]


def ids(store):
    return [order["order_id"] for order in store.orders]


class Import(unittest.TestCase):
    def test_a_whole_file(self):
        store = Store()
        self.assertEqual(import_file("june.csv", rows("W-1", "W-2", "W-3"), store, 2), 3)
        self.assertEqual(ids(store), ["W-1", "W-2", "W-3"])

    def test_the_mark_counts_the_rows_that_were_read(self):
        store = Store()
        import_file("june.csv", rows("W-1", "W-2", "W-3"), store, 2)
        self.assertEqual(store.marks, {"june.csv": 3})

    def test_rows_without_an_order_id_are_left_out(self):
        store = Store()
        self.assertEqual(import_file("june.csv", rows("W-1", "", "W-3"), store, 2), 2)
        self.assertEqual(ids(store), ["W-1", "W-3"])

    def test_a_second_run_saves_nothing(self):
        store = Store()
        import_file("june.csv", rows("W-1", "W-2", "W-3"), store, 2)
        self.assertEqual(import_file("june.csv", rows("W-1", "W-2", "W-3"), store, 2), 0)
        self.assertEqual(ids(store), ["W-1", "W-2", "W-3"])
