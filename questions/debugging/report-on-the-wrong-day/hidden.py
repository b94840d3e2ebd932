"""Holds the shop's day to its own midnights, in winter, in summer and when the clocks change."""

import unittest
from datetime import date, datetime, timedelta, timezone, tzinfo

from sheet import orders_of_day


class Vienna(tzinfo):
    """Vienna in 2026, so that no time zone data is needed. Between 02:00 and 03:00 of 25 October it is winter."""

    def utcoffset(self, when):
        summer = datetime(2026, 3, 29, 2) <= when.replace(tzinfo=None) < datetime(2026, 10, 25, 2)
        return timedelta(hours=2 if summer else 1)

    def dst(self, when):
        return self.utcoffset(when) - timedelta(hours=1)

    def tzname(self, when):
        return "CEST" if self.dst(when) else "CET"


ZONE = Vienna()


def order(*utc):
    return {"placed_at": datetime(*utc, tzinfo=timezone.utc)}


def is_on(day, placed):
    return orders_of_day([placed], day, ZONE) == [placed]


class OrdersOfDay(unittest.TestCase):
    def test_noon(self):
        self.assertTrue(is_on(date(2026, 7, 14), order(2026, 7, 14, 10)))

    def test_half_past_midnight_in_summer(self):
        late = order(2026, 7, 14, 22, 30)
        self.assertEqual([is_on(date(2026, 7, day), late) for day in (14, 15)], [False, True])

    def test_half_past_midnight_in_winter(self):
        late = order(2026, 1, 13, 23, 30)
        self.assertEqual([is_on(date(2026, 1, day), late) for day in (13, 14)], [False, True])

    def test_the_second_before_midnight_is_still_the_day(self):
        self.assertTrue(is_on(date(2026, 7, 14), order(2026, 7, 14, 21, 59, 59)))

    def test_midnight_itself_is_the_next_day(self):
        self.assertFalse(is_on(date(2026, 7, 14), order(2026, 7, 14, 22)))
        self.assertTrue(is_on(date(2026, 7, 15), order(2026, 7, 14, 22)))

    def test_the_short_day_has_23_hours(self):
        self.assertEqual(self.hours_of(date(2026, 3, 29)), 23)

    def test_the_long_day_has_25_hours(self):
        self.assertEqual(self.hours_of(date(2026, 10, 25)), 25)

    def test_each_order_is_on_exactly_one_day(self):
        first = datetime(2026, 10, 24, tzinfo=timezone.utc)
        orders = [{"placed_at": first + timedelta(minutes=10 * n)} for n in range(300)]
        days = [date(2026, 10, 23) + timedelta(days=n) for n in range(6)]
        counted = [placed for day in days for placed in orders_of_day(orders, day, ZONE)]
        self.assertEqual(len(counted), len(orders))

    def hours_of(self, day):
        first = datetime(day.year, day.month, day.day, tzinfo=timezone.utc) - timedelta(days=1)
        return len(orders_of_day([{"placed_at": first + timedelta(hours=n)} for n in range(72)], day, ZONE))
