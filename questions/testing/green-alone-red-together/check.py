"""Runs the sheet's own tests in every order."""

import unittest
from itertools import islice, permutations

import sheet


def own_tests():
    types = [value for value in vars(sheet).values() if isinstance(value, type)]
    classes = [value for value in types if issubclass(value, unittest.TestCase)]
    return [(cls, name) for cls in classes for name in unittest.TestLoader().getTestCaseNames(cls)]


class EveryOrder(unittest.TestCase):
    def test_the_suite_is_green_in_every_order(self):
        for order in islice(permutations(own_tests()), 720):
            result = unittest.TestResult()
            unittest.TestSuite(cls(name) for cls, name in order).run(result)
            names = [name for _, name in order]
            self.assertTrue(result.wasSuccessful(), f"red in the order {names}")

    def test_nothing_was_taken_away(self):
        self.assertGreaterEqual(len(own_tests()), 4)
