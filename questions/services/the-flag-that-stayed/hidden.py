"""Compares every function with what it gives today, in all cases, and sets the old flag to see whether anybody asks."""

import unittest
from unittest.mock import patch

import sheet

CASES = [(cents, zone, bulky) for cents in (0, 7499, 7500, 20000) for zone in sheet.FEES for bulky in (False, True)]


def fee(cents, zone, bulky):
    base = {"home": 590, "near": 1190, "far": 2490}[zone]
    return (0 if zone == "home" and cents >= 7500 else base) + (900 if bulky else 0)


class AsToday(unittest.TestCase):
    def each(self, function, expected):
        for case in CASES:
            with self.subTest(case=case):
                self.assertEqual(function(*case), expected(*case))

    def test_every_fee(self):
        self.each(sheet.shipping_fee, fee)

    def test_every_text(self):
        def expected(cents, zone, bulky):
            total = fee(cents, zone, bulky)
            more = ", with 900 for bulky goods" if bulky else ""
            return f"shipping: {total} cents{more}" if total else "free shipping"

        self.each(sheet.fee_text, expected)

    def test_every_hint(self):
        def expected(cents, zone, bulky):
            if zone != "home" or cents >= 7500:
                return ""
            end = "you pay 900 only" if bulky else "shipping is free"
            return f"{7500 - cents} cents more, and {end}"

        self.each(sheet.basket_hint, expected)

    def test_every_refund_is_what_it_was(self):
        self.each(sheet.fee_to_refund, lambda cents, zone, bulky: fee(cents, zone, False))

    def test_labels_are_what_they_were(self):
        self.assertEqual([sheet.label("A-7"), sheet.label("A-7", bulky=True)], ["A-7", "A-7"])

    def test_wrapping_in_both_states_of_its_own_flag(self):
        self.assertEqual([sheet.wrap_fee(), sheet.wrap_fee(True)], [0, 0])
        with patch.dict(sheet.FLAGS, gift_wrap=True):
            self.assertEqual([sheet.wrap_fee(), sheet.wrap_fee(True)], [350, 0])


class NobodyAsks(unittest.TestCase):
    def test_switching_the_old_flag_off_changes_nothing(self):
        with patch.dict(sheet.FLAGS, bulky_surcharge=False, gift_wrap=True):
            self.assertEqual(sheet.wrap_fee(True), 0)
            self.assertEqual(sheet.shipping_fee(14900, "home", True), 900)
            self.assertEqual(sheet.fee_to_refund(14900, "home", True), 0)
            self.assertEqual(sheet.label("A-7", True), "A-7")
            self.assertIn("with 900", sheet.fee_text(14900, "home", True))
            self.assertIn("900 only", sheet.basket_hint(100, "home", True))

    def test_an_unknown_flag_is_still_an_error(self):
        with self.assertRaises(KeyError):
            sheet.flag_on("bulky_surcharge")
