"""Holds the invoices of a file to the rules of the card."""

import unittest

from sheet import invoice_file


def row(order_id, cents, quantity=1):
    return {"order_id": order_id, "sku": "PAN-20", "quantity": quantity, "unit_cents": cents}


def saved(rows, size=500):
    calls = []
    invoice_file(rows, calls.append, size)
    return calls


def ids(calls):
    return [[order["order_id"] for order in orders] for orders in calls]


class Invoices(unittest.TestCase):
    def test_a_small_file_is_one_piece(self):
        rows = [row("W-3", 2450), row("W-4", 4990), row("W-4", 3600)]
        self.assertEqual(
            saved(rows),
            [[{"order_id": "W-3", "subtotal": 2450, "fee": 590}, {"order_id": "W-4", "subtotal": 8590, "fee": 0}]],
        )

    def test_orders_of_one_line_are_cut_at_the_size(self):
        rows = [row(f"W-{n}", 100) for n in range(5)]
        self.assertEqual(ids(saved(rows, 2)), [["W-0", "W-1"], ["W-2", "W-3"], ["W-4"]])

    def test_no_order_is_saved_twice(self):
        rows = [row("W-3", 2450), row("W-4", 4990), row("W-4", 3600), row("W-5", 100)]
        self.assertEqual(ids(saved(rows, 2)), [["W-3", "W-4"], ["W-5"]])
