"""Holds the prices still, and asks that the book lets go of what nobody needs."""

import gc
import unittest
import weakref
from datetime import datetime, timedelta, timezone

from sheet import PriceBook, UnknownProduct

MARCH = datetime(2026, 3, 1, tzinfo=timezone.utc)
APRIL = datetime(2026, 4, 1, tzinfo=timezone.utc)
ROWS = [("PAN-20", APRIL, 2450), ("PAN-20", MARCH, 2290), ("KETTLE-17", MARCH, 3600)]


class Instant(datetime):
    """A datetime that can be watched by a weak reference."""


class Prices(unittest.TestCase):
    def test_the_newest_price_that_holds(self):
        book = PriceBook(ROWS)
        self.assertEqual(book.price("PAN-20", MARCH + timedelta(days=5)), 2290)
        self.assertEqual(book.price("PAN-20", APRIL + timedelta(days=5)), 2450)

    def test_a_price_holds_from_its_very_instant(self):
        book = PriceBook(ROWS)
        self.assertEqual(book.price("PAN-20", APRIL - timedelta(seconds=1)), 2290)
        self.assertEqual(book.price("PAN-20", APRIL), 2450)

    def test_unknown_product_or_too_early(self):
        book = PriceBook(ROWS)
        for sku, at in [("SPOON", APRIL), ("PAN-20", MARCH - timedelta(days=1))]:
            with self.subTest(sku=sku), self.assertRaises(UnknownProduct):
                book.price(sku, at)


class LettingGo(unittest.TestCase):
    def test_an_old_book_goes_away(self):
        book = PriceBook(ROWS)
        book.price("PAN-20", APRIL)
        watched = weakref.ref(book)
        del book
        gc.collect()
        self.assertIsNone(watched(), "something still holds the old price book")

    def test_the_instants_asked_for_are_not_kept(self):
        book = PriceBook(ROWS)
        watched = []
        for second in range(5000):
            asked_at = Instant(2026, 4, 2, second // 3600, second // 60 % 60, second % 60, tzinfo=timezone.utc)
            book.price("PAN-20", asked_at)
            watched.append(weakref.ref(asked_at))
        del asked_at
        gc.collect()
        alive = sum(ref() is not None for ref in watched)
        self.assertLessEqual(alive, 2000, f"{alive} of 5000 instants are still in memory")
