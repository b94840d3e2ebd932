"""Asks for a fee that needs no request."""

import unittest

import sheet


class PlainFunction(unittest.TestCase):
    def test_home_near_and_far(self):
        self.assertEqual([sheet.shipping_fee(2450, zone) for zone in ("home", "near", "far")], [590, 1190, 2490])

    def test_free_from_the_limits_on(self):
        self.assertEqual([sheet.shipping_fee(cents, "home") for cents in (7499, 7500)], [590, 0])
        self.assertEqual([sheet.shipping_fee(cents, "home", campaign="spring") for cents in (4999, 5000)], [590, 0])

    def test_bulky_pays_more_also_when_free(self):
        self.assertEqual(sheet.shipping_fee(14900, "home", bulky=True), 900)

    def test_an_unknown_zone_is_a_value_error(self):
        with self.assertRaisesRegex(ValueError, "unknown zone"):
            sheet.shipping_fee(2450, "moon")
