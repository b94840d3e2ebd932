"""Runs the sheet's own tests, and asks for the rules of the card."""

import unittest

import sheet
from sheet import order_fee


class Rules(unittest.TestCase):
    def test_the_own_tests_are_green(self):
        types = [value for value in vars(sheet).values() if isinstance(value, type)]
        classes = [value for value in types if issubclass(value, unittest.TestCase)]
        result = unittest.TestResult()
        unittest.TestSuite(map(unittest.TestLoader().loadTestsFromTestCase, classes)).run(result)
        self.assertGreater(result.testsRun, 0)
        self.assertEqual([case.id().rpartition(".")[2] for case, _ in result.failures + result.errors], [])

    def test_a_bulky_order_pays_900_more_in_every_zone(self):
        fees = [order_fee([("TABLE-PREP", 1, 14900)], zone) for zone in ("home", "near", "far")]
        self.assertEqual(fees, [900, 2090, 3390])
