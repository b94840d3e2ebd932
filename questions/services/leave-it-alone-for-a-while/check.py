"""Holds Breaker to the rules of the card."""

import unittest

from sheet import Breaker, Unavailable


class Carrier:
    """Answers, or raises what it was told to; counts how often it was asked."""

    def __init__(self):
        self.asked, self.fault = 0, None

    def __call__(self, parcel):
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        return f"label for {parcel}"


class Rules(unittest.TestCase):
    def setUp(self):
        self.at, self.carrier = 1000.0, Carrier()
        self.breaker = Breaker(self.carrier, lambda: self.at)

    def fail(self, times, fault=TimeoutError):
        self.carrier.fault = fault("down")
        for _ in range(times):
            self.assertRaises(fault, self.breaker, "A-7")
        self.carrier.fault = None

    def test_an_answer_goes_through(self):
        self.assertEqual(self.breaker("A-7"), "label for A-7")

    def test_four_failures_change_nothing(self):
        self.fail(4)
        self.assertEqual(self.breaker("A-7"), "label for A-7")

    def test_after_five_failures_nobody_is_asked(self):
        self.fail(5)
        self.assertRaises(Unavailable, self.breaker, "A-7")
        self.assertEqual(self.carrier.asked, 5)

    def test_after_thirty_seconds_it_may_recover(self):
        self.fail(5)
        self.at += 30
        self.assertEqual(self.breaker("A-7"), "label for A-7")
        self.assertEqual(self.breaker("A-8"), "label for A-8")
