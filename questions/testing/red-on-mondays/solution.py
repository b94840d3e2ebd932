"""Finds paid orders that should have left the warehouse, with steady tests."""

import unittest
from datetime import date, timedelta


def working_days(since, until):
    """Days from Monday to Friday after `since`, up to and including `until`."""
    days = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
    return sum(day.weekday() < 5 for day in days)


def late_orders(orders, today):
    late = {order["id"] for order in orders if order["status"] == "paid" and working_days(order["paid_on"], today) > 2}
    return sorted(late)


def paid(day, name="A-1"):
    return {"id": name, "status": "paid", "paid_on": date(2026, 6, day)}


class LateOrdersTest(unittest.TestCase):
    def test_two_working_days_are_not_late(self):
        self.assertEqual(late_orders([paid(1)], date(2026, 6, 3)), [])

    def test_three_working_days_are_late(self):
        self.assertEqual(late_orders([paid(1)], date(2026, 6, 4)), ["A-1"])

    def test_a_weekend_does_not_count(self):
        self.assertEqual(late_orders([paid(5)], date(2026, 6, 9)), [])
        self.assertEqual(late_orders([paid(5)], date(2026, 6, 10)), ["A-1"])

    def test_ids_come_sorted(self):
        self.assertEqual(late_orders([paid(1, "B-2"), paid(1, "A-1")], date(2026, 6, 30)), ["A-1", "B-2"])
