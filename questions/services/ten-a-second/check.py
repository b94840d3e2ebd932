"""Holds Budget to the rules of the card, with a clock that only moves when somebody sleeps."""

import unittest

from sheet import Budget


class Clock:
    def __init__(self, at=100.0):
        self.at, self.slept = at, []

    def now(self):
        return self.at

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.at += seconds


def calls(per_second, number, clock):
    budget, times = Budget(per_second, clock.now, clock.sleep), []
    for _ in range(number):
        budget.wait()
        times.append(clock.at)
    return times


class Waiting(unittest.TestCase):
    def test_a_burst_goes_through_at_once(self):
        clock = Clock()
        self.assertEqual(calls(4, 4, clock), [100.0] * 4)
        self.assertEqual(clock.slept, [])

    def test_the_next_one_waits_for_a_second_after_the_first(self):
        self.assertAlmostEqual(calls(4, 5, Clock())[-1], 101.0, places=6)

    def test_no_budget_is_refused(self):
        with self.assertRaises(ValueError):
            Budget(0, None, None)
