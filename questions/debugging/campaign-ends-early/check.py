"""Holds in_campaign to the days of the shop, with the two orders that the support desk found."""

import unittest
from datetime import date, datetime, timedelta, timezone, tzinfo

from sheet import in_campaign


class Vienna(tzinfo):
    """Vienna in 2026, so that no time zone data is needed."""

    def utcoffset(self, when):
        summer = datetime(2026, 3, 29, 2) <= when.replace(tzinfo=None) < datetime(2026, 10, 25, 2)
        return timedelta(hours=2 if summer else 1)

    def dst(self, when):
        return self.utcoffset(when) - timedelta(hours=1)

    def tzname(self, when):
        return "CEST" if self.dst(when) else "CET"


def carries(*utc):
    placed_at = datetime(*utc, tzinfo=timezone.utc)
    return in_campaign(placed_at, date(2026, 4, 13), date(2026, 4, 26), Vienna())


class SpringCampaign(unittest.TestCase):
    def test_an_order_in_the_middle(self):
        self.assertTrue(carries(2026, 4, 20, 10))

    def test_late_on_the_last_evening(self):
        self.assertTrue(carries(2026, 4, 26, 21, 59, 59))

    def test_half_past_midnight_after_the_last_day(self):
        self.assertFalse(carries(2026, 4, 26, 22, 30))

    def test_weeks_before_and_after(self):
        self.assertEqual([carries(2026, 4, 1), carries(2026, 5, 10)], [False, False])
