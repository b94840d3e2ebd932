"""Holds what customers pay and read today, and asks that one flag is gone."""

import unittest

import sheet


class Today(unittest.TestCase):
    def test_the_fee(self):
        self.assertEqual(sheet.shipping_fee(2450, "home"), 590)
        self.assertEqual(sheet.shipping_fee(14900, "home", True), 900)
        self.assertEqual(sheet.shipping_fee(14900, "far", bulky=True), 3390)

    def test_the_text(self):
        self.assertEqual(sheet.fee_text(9000, "home"), "free shipping")
        self.assertEqual(sheet.fee_text(9000, "near", True), "shipping: 2090 cents, with 900 for bulky goods")

    def test_the_hint(self):
        self.assertEqual(sheet.basket_hint(7000, "home"), "500 cents more, and shipping is free")


class Gone(unittest.TestCase):
    def test_the_flag_is_not_kept(self):
        self.assertNotIn("bulky_surcharge", sheet.FLAGS)

    def test_the_other_flag_still_is(self):
        self.assertIs(sheet.FLAGS["gift_wrap"], False)
        self.assertIs(sheet.flag_on("gift_wrap"), False)
