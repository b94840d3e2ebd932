"""Holds with_retries to its calls, its waits and its exceptions."""

import unittest

from sheet import Transient, with_retries


class Harbour:
    """Fails with the given exceptions, one a call, then answers."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.calls = 0

    def __call__(self):
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return "page"


class WithRetries(unittest.TestCase):
    def setUp(self):
        self.waits = []

    def run_with(self, call, **settings):
        return with_retries(call, sleep=self.waits.append, **settings)

    def test_success_needs_one_call_and_no_wait(self):
        harbour = Harbour()
        self.assertEqual(self.run_with(harbour), "page")
        self.assertEqual((harbour.calls, self.waits), (1, []))

    def test_the_answer_of_a_later_attempt_is_returned(self):
        harbour = Harbour(Transient(), Transient())
        self.assertEqual(self.run_with(harbour), "page")
        self.assertEqual((harbour.calls, self.waits), (3, [0.5, 1.0]))

    def test_four_calls_and_three_waits_at_most(self):
        harbour = Harbour(*[Transient() for _ in range(9)])
        with self.assertRaises(Transient):
            self.run_with(harbour)
        self.assertEqual((harbour.calls, self.waits), (4, [0.5, 1.0, 2.0]))

    def test_other_exceptions_go_up_at_once(self):
        harbour = Harbour(KeyError("total"))
        with self.assertRaises(KeyError):
            self.run_with(harbour)
        self.assertEqual((harbour.calls, self.waits), (1, []))

    def test_no_attempt_at_all_is_refused(self):
        harbour = Harbour()
        with self.assertRaises(ValueError):
            self.run_with(harbour, attempts=0)
        self.assertEqual(harbour.calls, 0)
