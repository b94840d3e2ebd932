"""The shop's day, the nightly report, and late orders."""

import unittest
from datetime import date, datetime, timedelta, timezone, tzinfo

from orderops.followup import late_orders
from orderops.reports import nightly_report, orders_of_day


class Vienna(tzinfo):
    """Vienna in 2026, so that no time zone data is needed. Between 02:00 and 03:00 of 25 October it is winter."""

    def utcoffset(self, when):
        summer = datetime(2026, 3, 29, 2) <= when.replace(tzinfo=None) < datetime(2026, 10, 25, 2)
        return timedelta(hours=2 if summer else 1)

    def dst(self, when):
        return self.utcoffset(when) - timedelta(hours=1)

    def tzname(self, when):
        return "CEST" if self.dst(when) else "CET"


def order(*utc, status="paid", total=5999):
    return {"placed_at": datetime(*utc, tzinfo=timezone.utc), "status": status, "total": total}


class Days(unittest.TestCase):
    def test_midnight_in_summer_and_in_winter(self):
        for last, first, day in [
            (order(2026, 7, 14, 21, 59), order(2026, 7, 14, 22), date(2026, 7, 15)),
            (order(2026, 1, 13, 22, 59), order(2026, 1, 13, 23), date(2026, 1, 14)),
        ]:
            with self.subTest(day=day):
                self.assertEqual(orders_of_day([last, first], day, Vienna()), [first])

    def test_the_day_on_which_the_clocks_go_back_has_25_hours(self):
        start = datetime(2026, 10, 24, tzinfo=timezone.utc)
        orders = [{"placed_at": start + timedelta(hours=n)} for n in range(72)]
        self.assertEqual(len(orders_of_day(orders, date(2026, 10, 25), Vienna())), 25)

    def test_the_report_leaves_out_what_was_not_sold(self):
        orders = [order(2026, 7, 15, hour) for hour in (1, 2)]
        orders += [order(2026, 7, 15, 3, status=status) for status in ("new", "cancelled")]
        report = nightly_report(orders, date(2026, 7, 15), Vienna())
        self.assertEqual(report, {"orders": 2, "gross": 11998, "vat": 2000})


def paid(day, name="A-1", status="paid"):
    return {"id": name, "status": status, "paid_on": date(2026, 6, day)}


class Late(unittest.TestCase):
    def test_more_than_two_working_days(self):
        self.assertEqual(late_orders([paid(1)], date(2026, 6, 3)), [])
        self.assertEqual(late_orders([paid(1)], date(2026, 6, 4)), ["A-1"])

    def test_a_weekend_does_not_count(self):
        self.assertEqual(late_orders([paid(5)], date(2026, 6, 9)), [])
        self.assertEqual(late_orders([paid(5)], date(2026, 6, 10)), ["A-1"])

    def test_paid_ones_only_and_sorted(self):
        orders = [paid(1, "B-2"), paid(1, "A-1"), paid(1, "C-3", "packed")]
        self.assertEqual(late_orders(orders, date(2026, 6, 30)), ["A-1", "B-2"])
