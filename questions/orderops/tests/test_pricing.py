"""Lines, shipping, and prices through time."""

import unittest
from datetime import datetime, timedelta, timezone

from orderops.pricing import Line, PriceBook, UnknownProduct, shipping_fee, subtotal

MARCH = datetime(2026, 3, 1, tzinfo=timezone.utc)
APRIL = datetime(2026, 4, 1, tzinfo=timezone.utc)


class Subtotal(unittest.TestCase):
    def test_quantity_times_price_less_the_discount_of_the_line(self):
        self.assertEqual(subtotal([Line("PAN-20", 2, 2450), Line("MILL-PEP", 3, 1290, discount_cents=370)]), 8400)

    def test_no_lines(self):
        self.assertEqual(subtotal([]), 0)


class ShippingFee(unittest.TestCase):
    def test_every_rule(self):
        for subtotal_cents, zone, bulky, campaign, fee in [
            (7499, "home", False, None, 590),
            (7500, "home", False, None, 0),
            (50000, "near", False, None, 1190),
            (50000, "far", False, None, 2490),
            (2450, "home", True, None, 1490),
            (14900, "home", True, None, 900),
            (50000, "far", True, None, 3390),
            (4999, "home", False, "spring", 590),
            (5000, "home", False, "spring", 0),
            (5000, "home", True, "spring", 900),
            (9000, "near", False, "spring", 1190),
        ]:
            with self.subTest(subtotal=subtotal_cents, zone=zone, bulky=bulky, campaign=campaign):
                self.assertEqual(shipping_fee(subtotal_cents, zone, bulky, campaign), fee)

    def test_a_campaign_leaves_no_trace(self):
        shipping_fee(5600, "home", campaign="spring")
        self.assertEqual(shipping_fee(5600, "home"), 590)

    def test_an_unknown_zone(self):
        with self.assertRaisesRegex(ValueError, "unknown zone"):
            shipping_fee(100, "moon")


class Prices(unittest.TestCase):
    book = PriceBook([("PAN-20", APRIL, 2450), ("PAN-20", MARCH, 2290)])

    def test_a_price_holds_from_its_very_instant(self):
        self.assertEqual(self.book.price("PAN-20", APRIL - timedelta(microseconds=1)), 2290)
        self.assertEqual(self.book.price("PAN-20", APRIL), 2450)

    def test_unknown_product_or_too_early(self):
        for sku, at in [("SPOON", APRIL), ("PAN-20", MARCH - timedelta(days=1))]:
            with self.subTest(sku=sku), self.assertRaises(UnknownProduct):
                self.book.price(sku, at)
