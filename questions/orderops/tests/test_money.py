"""Amounts: reading them, writing them, and the tax inside."""

import unittest

from orderops.money import as_text, parse_cents, vat_share


class ParseCents(unittest.TestCase):
    def test_euros_with_and_without_cents(self):
        for text, cents in [("12.50", 1250), ("39", 3900), ("0.05", 5), ("0", 0)]:
            with self.subTest(text=text):
                self.assertEqual(parse_cents(text), cents)

    def test_all_else_is_refused(self):
        for text in ["", " 5", "12,50", "12.5", "12.505", ".50", "12.", "-3", "+3", "1_000", "1e3", "²", "٣"]:
            with self.subTest(text=text), self.assertRaises(ValueError):
                parse_cents(text)

    def test_back_to_text(self):
        self.assertEqual([as_text(cents) for cents in (1250, 5, 0, -191340)], ["12.50", "0.05", "0.00", "-1913.40"])


class VatShare(unittest.TestCase):
    def test_a_sixth(self):
        self.assertEqual(vat_share(12000), 2000)

    def test_rounded_half_up(self):
        for gross, vat in [(5999, 1000), (3, 1), (2, 0), (9, 2), (0, 0)]:
            with self.subTest(gross=gross):
                self.assertEqual(vat_share(gross), vat)

    def test_a_negative_amount_is_refused(self):
        with self.assertRaises(ValueError):
            vat_share(-1)
