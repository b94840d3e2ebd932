"""Tries the spellings that are kept, and several ways to get out."""

import unittest

from sheet import UnknownRule, discount


class Spellings(unittest.TestCase):
    def test_spaces_do_not_matter(self):
        for rule in ("subtotal*5//100", " subtotal  * 5 //100 ", "min( subtotal*5//100 ,2000 )"):
            with self.subTest(rule):
                self.assertEqual(discount(rule, 14900), 745)

    def test_a_share_is_rounded_down(self):
        self.assertEqual(discount("subtotal * 5 // 100", 2459), 122)

    def test_amounts_of_nothing(self):
        self.assertEqual(discount("0", 14900), 0)
        self.assertEqual(discount("500 if subtotal >= 0 else 7", 0), 500)
        self.assertEqual(discount("min(subtotal * 5 // 100, 0)", 14900), 0)

    def test_a_share_of_its_own_in_each_rule(self):
        self.assertEqual(discount("subtotal * 12 // 100 if subtotal >= 20000 else 300", 20000), 2400)
        self.assertEqual(discount("subtotal * 12 // 100 if subtotal >= 20000 else 300", 19999), 300)


class WaysOut(unittest.TestCase):
    def refuse(self, *rules):
        for rule in rules:
            with self.subTest(rule[:60]), self.assertRaises(UnknownRule):
                discount(rule, 14900)

    def test_names_calls_and_attributes(self):
        self.refuse("open('x').read()", "().__class__.__base__", "subtotal.bit_length()", "exit()", "min", "id(0)")

    def test_what_begins_like_a_rule(self):
        self.refuse("500\n__import__('os').getpid()", "500 if subtotal >= 10000 else id(0)", "500; 0", "500 or id(0)")
        self.refuse("min(subtotal * 5 // 100, id(0))", "min(subtotal * 5 // 100, 2000).real", "subtotal * 5 // 100 + 0")

    def test_a_condition_that_is_not_the_limit(self):
        self.refuse("500 if id(0) else 0", "500 if 1 >= 0 else 0", "500 if subtotal > 10000 else 0")

    def test_a_cap_with_a_limit_is_no_sixth_form(self):
        self.refuse("min(subtotal * 5 // 100, 2000) if subtotal >= 10000 else 0", "min(500, 2000)")

    def test_values_that_only_look_like_numbers(self):
        self.refuse("True", "5.0", "-500", "subtotal * -5 // 100", "'500'", "0x10", "٥٠٠", "2 ** 64")

    def test_a_number_as_long_as_a_book(self):
        self.refuse("9" * 5000, "1" * 10)

    def test_something_that_is_long_and_almost_right(self):
        self.refuse("subtotal " + " " * 2000 + "* 5 // 10", "(" * 300 + "500" + ")" * 300)
