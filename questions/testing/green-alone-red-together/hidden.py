"""Holds the register still, looks at what the tests leave behind, and breaks the code to see them red."""

import unittest
from unittest.mock import patch

import sheet


def run_own_tests():
    types = [value for value in vars(sheet).values() if isinstance(value, type)]
    classes = [value for value in types if issubclass(value, unittest.TestCase)]
    result = unittest.TestResult()
    unittest.TestSuite(map(unittest.TestLoader().loadTestsFromTestCase, classes)).run(result)
    return result


def overwrites(name):
    def keep(handler):
        sheet.HANDLERS[name] = handler
        return handler

    return keep


def forgets(name):
    return lambda handler: handler


class Register(unittest.TestCase):
    def test_the_register_works_as_before(self):
        with patch.dict(sheet.HANDLERS):
            self.assertEqual(sheet.run("import", {"rows": 8000}), "8000 rows")
            sheet.register("labels")(lambda payload: payload["count"])
            self.assertEqual(sheet.run("labels", {"count": 2}), 2)
            with self.assertRaises(ValueError):
                sheet.register("labels")(lambda payload: None)
            with self.assertRaises(sheet.UnknownTask):
                sheet.run("refund", {})

    def test_the_tests_leave_the_register_as_it_was(self):
        with patch.dict(sheet.HANDLERS):
            before = dict(sheet.HANDLERS)
            run_own_tests()
            self.assertEqual(sheet.HANDLERS, before)
            self.assertEqual(list(before), ["import"])

    def test_the_tests_do_not_lose_the_real_handlers(self):
        with patch.dict(sheet.HANDLERS):
            run_own_tests()
            self.assertEqual(sheet.run("import", {"rows": 3}), "3 rows")


class StillAbleToFail(unittest.TestCase):
    def test_a_register_that_overwrites_is_caught(self):
        with patch.dict(sheet.HANDLERS), patch.object(sheet, "register", overwrites):
            self.assertFalse(run_own_tests().wasSuccessful())

    def test_a_register_that_forgets_is_caught(self):
        with patch.dict(sheet.HANDLERS), patch.object(sheet, "register", forgets):
            self.assertFalse(run_own_tests().wasSuccessful())

    def test_a_run_that_ignores_unknown_tasks_is_caught(self):
        def run(name, payload):
            return sheet.HANDLERS[name](payload) if name in sheet.HANDLERS else None

        with patch.dict(sheet.HANDLERS), patch.object(sheet, "run", run):
            self.assertFalse(run_own_tests().wasSuccessful())
