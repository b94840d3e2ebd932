"""Holds the five forms still, and asks that everything else is refused."""

import unittest

from sheet import UnknownRule, discount


class FiveForms(unittest.TestCase):
    def test_a_fixed_amount(self):
        self.assertEqual(discount("500", 14900), 500)

    def test_a_share(self):
        self.assertEqual(discount("subtotal * 5 // 100", 14900), 745)

    def test_a_share_with_a_cap(self):
        self.assertEqual([discount("min(subtotal * 5 // 100, 2000)", cents) for cents in (14900, 50000)], [745, 2000])

    def test_a_fixed_amount_from_a_limit_on(self):
        rule = "500 if subtotal >= 10000 else 0"
        self.assertEqual([discount(rule, cents) for cents in (9999, 10000)], [0, 500])

    def test_a_share_from_a_limit_on(self):
        rule = "subtotal * 5 // 100 if subtotal >= 10000 else 100"
        self.assertEqual([discount(rule, cents) for cents in (9999, 10000)], [100, 500])


class AnythingElse(unittest.TestCase):
    def test_other_python_is_refused(self):
        for rule in ("", "subtotal", "subtotal / 20", "len('abc')", "__import__('os').getpid()"):
            with self.subTest(rule), self.assertRaises(UnknownRule):
                discount(rule, 14900)
