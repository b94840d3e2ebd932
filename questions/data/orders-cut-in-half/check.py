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
    return [order["order_id"] for orders in calls for order in orders]


class Invoices(unittest.TestCase):
    def test_what_is_saved_of_an_order(self):
        rows = [row("W-3", 2450), row("W-4", 4990), row("W-4", 3600)]
        self.assertEqual(
            [order for orders in saved(rows) for order in orders],
            [{"order_id": "W-3", "subtotal": 2450, "fee": 590}, {"order_id": "W-4", "subtotal": 8590, "fee": 0}],
        )

    def test_a_long_file_is_saved_in_several_calls(self):
        calls = saved([row(f"W-{n}", 100) for n in range(20)], 2)
        self.assertGreater(len(calls), 4)
        self.assertEqual(ids(calls), [f"W-{n}" for n in range(20)])

    def test_no_order_is_saved_twice(self):
        rows = [row("W-3", 2450), row("W-4", 4990), row("W-4", 3600), row("W-5", 100)]
        self.assertEqual(ids(saved(rows, 2)), ["W-3", "W-4", "W-5"])
