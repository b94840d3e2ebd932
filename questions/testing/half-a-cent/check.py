"""Holds the cases to the right functions."""

import unittest

from sheet import PARSE_CASES, VAT_CASES, parse_cents, vat_share


class RightFunctions(unittest.TestCase):
    def holds(self, function, cases):
        for argument, expected in cases:
            with self.subTest(argument=argument):
                if expected is None:
                    with self.assertRaises(ValueError):
                        function(argument)
                else:
                    self.assertEqual(function(argument), expected)

    def test_vat_cases_are_true(self):
        self.holds(vat_share, VAT_CASES)

    def test_parse_cases_are_true(self):
        self.holds(parse_cents, PARSE_CASES)
