"""Holds Budget to every second there is, to pauses, to short sleeps and to a clock that is set back."""

import unittest

from sheet import Budget


class Clock:
    def __init__(self, at=100.0, share=1.0):
        self.at, self.share, self.slept = at, share, []

    def now(self):
        return self.at

    def sleep(self, seconds):
        self.slept.append(seconds)
        if len(self.slept) > 10_000:
            raise RuntimeError("sleeps for ever")
        self.at += max(seconds * self.share, 0.001)


class Seconds(unittest.TestCase):
    def test_never_more_in_any_second(self):
        clock = Clock(at=99.5)
        budget, times = Budget(10, clock.now, clock.sleep), []
        for number in range(120):
            clock.at += (number % 7) * 0.03
            budget.wait()
            times.append(clock.at)
        for first, after in zip(times, times[10:]):
            self.assertGreaterEqual(after - first, 1 - 1e-9)

    def test_no_second_of_the_clock_begins_anew(self):
        clock = Clock(at=99.9)
        budget, times = Budget(2, clock.now, clock.sleep), []
        for _ in range(2):
            budget.wait()
        clock.at = 100.05
        budget.wait()
        self.assertGreaterEqual(clock.at, 100.9 - 1e-9)

    def test_it_waits_no_longer_than_needed(self):
        clock = Clock()
        budget = Budget(2, clock.now, clock.sleep)
        budget.wait()
        clock.at = 100.6
        budget.wait()
        budget.wait()
        self.assertAlmostEqual(clock.at, 101.0, places=6)
        budget.wait()
        self.assertAlmostEqual(clock.at, 101.6, places=6)

    def test_a_pause_saves_nothing_up(self):
        clock = Clock()
        budget = Budget(3, clock.now, clock.sleep)
        budget.wait()
        clock.at += 3600
        start = clock.at
        for _ in range(4):
            budget.wait()
        self.assertAlmostEqual(clock.at, start + 1, places=6)

    def test_exactly_one_second_later_is_free(self):
        clock = Clock()
        budget = Budget(1, clock.now, clock.sleep)
        budget.wait()
        clock.at = 101.0
        budget.wait()
        self.assertEqual(clock.slept, [])

    def test_one_a_second(self):
        clock = Clock()
        budget = Budget(1, clock.now, clock.sleep)
        for _ in range(4):
            budget.wait()
        self.assertAlmostEqual(clock.at, 103.0, places=6)


class Clocks(unittest.TestCase):
    def test_a_sleep_that_is_too_short_is_followed_by_another(self):
        clock = Clock(share=0.4)
        budget = Budget(1, clock.now, clock.sleep)
        budget.wait()
        budget.wait()
        self.assertGreaterEqual(clock.at, 101.0 - 1e-9)
        self.assertGreater(len(clock.slept), 1)

    def test_a_clock_set_back_never_costs_more_than_a_second(self):
        clock = Clock(at=5000.0)
        budget = Budget(2, clock.now, clock.sleep)
        budget.wait()
        budget.wait()
        clock.at = 1400.0
        budget.wait()
        self.assertLessEqual(sum(clock.slept), 1 + 1e-6)

    def test_a_clock_set_back_gives_no_second_burst(self):
        clock = Clock(at=5000.0)
        budget = Budget(2, clock.now, clock.sleep)
        budget.wait()
        budget.wait()
        clock.at = 1400.0
        budget.wait()
        self.assertGreaterEqual(clock.at, 1401.0 - 1e-6)

    def test_no_sleep_of_zero_or_less(self):
        clock = Clock(share=0.9)
        budget = Budget(2, clock.now, clock.sleep)
        for _ in range(9):
            budget.wait()
        self.assertTrue(all(seconds > 0 for seconds in clock.slept))
