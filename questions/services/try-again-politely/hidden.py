"""Holds with_retries to its borders: the last exception, a mixture of exceptions, one attempt, another base."""

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


class Borders(unittest.TestCase):
    def setUp(self):
        self.waits = []

    def run_with(self, call, **settings):
        return with_retries(call, sleep=self.waits.append, **settings)

    def test_the_last_exception_goes_up_unchanged(self):
        failures = [Transient(f"number {n}") for n in range(1, 5)]
        with self.assertRaises(Transient) as caught:
            self.run_with(Harbour(*failures))
        self.assertIs(caught.exception, failures[-1])

    def test_another_exception_after_a_transient_one(self):
        harbour = Harbour(Transient(), KeyError("total"))
        with self.assertRaises(KeyError):
            self.run_with(harbour)
        self.assertEqual((harbour.calls, self.waits), (2, [0.5]))

    def test_one_attempt_means_one(self):
        harbour = Harbour(Transient())
        with self.assertRaises(Transient):
            self.run_with(harbour, attempts=1)
        self.assertEqual((harbour.calls, self.waits), (1, []))

    def test_the_base_can_be_chosen(self):
        self.run_with(Harbour(Transient(), Transient()), base_seconds=2)
        self.assertEqual(self.waits, [2, 4])
