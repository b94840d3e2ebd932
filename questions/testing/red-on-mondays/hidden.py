"""Asks for a function that gives the same answer on every day and in every run."""

import unittest
from datetime import date, timedelta

from sheet import late_orders

JUNE = [date(2026, 6, day) for day in range(1, 31)]  # the 1st is a Monday


def order(name, paid_on, status="paid"):
    return {"id": name, "status": status, "paid_on": paid_on}


class LateOrders(unittest.TestCase):
    def test_more_than_two_working_days(self):
        orders = [order("A-1", date(2026, 6, 1))]
        found = [late_orders(orders, today) for today in JUNE[:5]]
        self.assertEqual(found, [[], [], [], ["A-1"], ["A-1"]])

    def test_the_weekend_does_not_count(self):
        orders = [order("A-1", date(2026, 6, 5))]
        late_from = next(today for today in JUNE[4:] if late_orders(orders, today))
        self.assertEqual(late_from, date(2026, 6, 10))

    def test_three_calendar_days_on_each_day_of_the_week(self):
        late = [bool(late_orders([order("A-1", day - timedelta(days=3))], day)) for day in JUNE[:7]]
        self.assertEqual(late, [False, False, True, True, True, False, False])

    def test_only_paid_orders_are_late(self):
        orders = [order(status, date(2026, 6, 1), status) for status in ("new", "packed", "shipped", "cancelled")]
        self.assertEqual(late_orders(orders, date(2026, 6, 30)), [])

    def test_an_order_that_is_listed_twice_is_named_once(self):
        self.assertEqual(late_orders([order("A-1", date(2026, 6, 1))] * 2, date(2026, 6, 30)), ["A-1"])

    def test_ids_come_sorted(self):
        names = [f"{letter}-{number}" for letter in "DBCA" for number in (2, 1)]
        orders = [order(name, date(2026, 6, 1)) for name in names]
        self.assertEqual(late_orders(orders, date(2026, 6, 30)), sorted(names))
