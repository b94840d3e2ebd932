"""Asks that clock, pauses and chance can be handed in."""

import unittest

from sheet import Transient, with_retries


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self):
        self.now, self.pauses = 1000.0, []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.now += seconds


def failing(times, then="ok"):
    """A call that is Transient so many times."""
    left = iter(range(times))

    def call():
        if next(left, None) is not None:
            raise Transient
        return then

    return call


class HandedIn(unittest.TestCase):
    def test_four_pauses_without_waiting(self):
        time = Time()
        result = with_retries(failing(4), clock=time.clock, sleep=time.sleep, draw=lambda: 1.0)
        self.assertEqual((result, time.pauses), ("ok", [0.5, 1.0, 2.0, 4.0]))

    def test_chance_takes_up_to_half(self):
        time = Time()
        with_retries(failing(2), clock=time.clock, sleep=time.sleep, draw=lambda: 0.0)
        self.assertEqual(time.pauses, [0.25, 0.5])

    def test_it_gives_up_before_a_pause_that_would_be_too_long(self):
        time = Time()
        with self.assertRaises(Transient):
            with_retries(failing(4), give_up_after=3.0, clock=time.clock, sleep=time.sleep, draw=lambda: 1.0)
        self.assertEqual(time.pauses, [0.5, 1.0])
