"""Runs the sheet's own tests against the sheet's importer."""

import unittest

import sheet


class OwnTests(unittest.TestCase):
    def test_they_are_green_for_the_importer_as_it_is(self):
        loader = unittest.TestLoader()
        types = [value for value in vars(sheet).values() if isinstance(value, type)]
        classes = [value for value in types if issubclass(value, unittest.TestCase)]
        result = unittest.TestResult()
        unittest.TestSuite(map(loader.loadTestsFromTestCase, classes)).run(result)
        self.assertGreater(result.testsRun, 0, "no tests found")
        self.assertEqual([str(case) for case, _ in result.failures + result.errors], [])
