"""Runs the sheet's own tests."""

import unittest

import sheet


class OwnTests(unittest.TestCase):
    def test_they_are_green(self):
        types = [value for value in vars(sheet).values() if isinstance(value, type)]
        classes = [value for value in types if issubclass(value, unittest.TestCase)]
        result = unittest.TestResult()
        unittest.TestSuite(map(unittest.TestLoader().loadTestsFromTestCase, classes)).run(result)
        self.assertGreater(result.testsRun, 0)
        self.assertEqual([case.id().rpartition(".")[2] for case, _ in result.failures + result.errors], [])
