"""Holds in_campaign to the edges: the first midnight, the last microsecond, and the change of clocks."""

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


def carries(placed_at, first=date(2026, 4, 13), last=date(2026, 4, 26)):
    return in_campaign(placed_at, first, last, Vienna())


def utc(*parts):
    return datetime(*parts, tzinfo=timezone.utc)


class Edges(unittest.TestCase):
    def test_the_first_midnight_belongs_to_it(self):
        self.assertTrue(carries(utc(2026, 4, 12, 22)))

    def test_just_before_the_first_midnight(self):
        self.assertFalse(carries(utc(2026, 4, 12, 21, 59, 59, 999999)))

    def test_the_last_second_has_parts(self):
        self.assertTrue(carries(utc(2026, 4, 26, 21, 59, 59, 500000)))

    def test_the_midnight_after_it_does_not_belong_to_it(self):
        self.assertFalse(carries(utc(2026, 4, 26, 22)))

    def test_a_campaign_of_one_day(self):
        day = date(2026, 4, 20)
        inside = [carries(utc(2026, 4, 19, 22), day, day), carries(utc(2026, 4, 20, 21, 59), day, day)]
        outside = [carries(utc(2026, 4, 19, 21, 59), day, day), carries(utc(2026, 4, 20, 22), day, day)]
        self.assertEqual((inside, outside), ([True, True], [False, False]))

    def test_in_winter_midnight_is_an_hour_later_in_utc(self):
        days = date(2026, 1, 10), date(2026, 1, 12)
        edges = (utc(2026, 1, 9, 22, 30), utc(2026, 1, 9, 23), utc(2026, 1, 12, 22, 30), utc(2026, 1, 12, 23))
        self.assertEqual([carries(edge, *days) for edge in edges], [False, True, True, False])

    def test_over_the_change_of_clocks(self):
        days = date(2026, 3, 28), date(2026, 3, 29)
        edges = (utc(2026, 3, 27, 23), utc(2026, 3, 29, 21, 59), utc(2026, 3, 29, 22))
        self.assertEqual([carries(edge, *days) for edge in edges], [True, True, False])
