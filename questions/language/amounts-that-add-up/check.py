"""Holds Money to the rules of the card."""

import unittest

from sheet import Money


class Rules(unittest.TestCase):
    def test_same_cents_and_currency_are_equal(self):
        self.assertEqual(Money(100), Money(100, "EUR"))
        self.assertNotEqual(Money(100), Money(101))
        self.assertNotEqual(Money(100), Money(100, "CHF"))

    def test_equal_ones_are_one_entry_of_a_set(self):
        self.assertEqual(len({Money(100), Money(100), Money(100, "CHF")}), 2)

    def test_two_of_one_currency_add(self):
        self.assertEqual(Money(2450) + Money(1290), Money(3740))
        self.assertEqual(Money(5, "CHF") + Money(6, "CHF"), Money(11, "CHF"))

    def test_two_currencies_do_not_add(self):
        with self.assertRaises(ValueError):
            Money(100) + Money(100, "CHF")

    def test_many_can_be_summed(self):
        self.assertEqual(sum([Money(1), Money(2), Money(3)]), Money(6))

    def test_one_currency_can_be_compared(self):
        self.assertTrue(Money(1) < Money(2) and Money(2) <= Money(2) and Money(3) > Money(2) and Money(3) >= Money(3))
        self.assertFalse(Money(2) < Money(2))

    def test_repr_is_the_call(self):
        self.assertEqual(repr(Money(1250)), "Money(1250, 'EUR')")
