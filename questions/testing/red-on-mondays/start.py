"""Finds paid orders that should have left the warehouse, with its two unsteady tests."""

import unittest
from datetime import date, timedelta


def working_days(since, until):
    """Days from Monday to Friday after `since`, up to and including `until`."""
    days = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
    return sum(day.weekday() < 5 for day in days)


def late_orders(orders):
    late = set()
    for order in orders:
        if order["status"] == "paid" and working_days(order["paid_on"], date.today()) > 2:
            late.add(order["id"])
    return list(late)


class LateOrdersTest(unittest.TestCase):
    def test_three_days_are_late(self):
        paid_on = date.today() - timedelta(days=3)
        self.assertEqual(late_orders([{"id": "A-1", "status": "paid", "paid_on": paid_on}]), ["A-1"])

    def test_all_late_orders_are_found(self):
        paid_on = date.today() - timedelta(days=9)
        orders = [{"id": name, "status": "paid", "paid_on": paid_on} for name in ("A-1", "B-2")]
        self.assertEqual(late_orders(orders), ["A-1", "B-2"])
