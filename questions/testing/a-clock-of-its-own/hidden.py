"""Holds the callers' side still, and looks for a clock that is still asked in secret."""

import unittest
from unittest.mock import patch

from sheet import Transient, with_retries


class Callers(unittest.TestCase):
    """As two places in OrderOps call it today."""

    def test_without_any_of_the_new_arguments(self):
        results = iter([Transient(), Transient(), "ok"])

        def call():
            result = next(results)
            if isinstance(result, Exception):
                raise result
            return result

        self.assertEqual(with_retries(call, base_seconds=0), "ok")

    def test_the_last_failure_goes_up_after_so_many_calls(self):
        calls = []

        def call():
            calls.append(1)
            raise Transient

        with self.assertRaises(Transient):
            with_retries(call, attempts=3, base_seconds=0)
        self.assertEqual(len(calls), 3)

    def test_other_errors_go_up_at_once(self):
        calls = []

        def call():
            calls.append(1)
            raise ValueError

        with self.assertRaises(ValueError):
            with_retries(call, base_seconds=0)
        self.assertEqual(len(calls), 1)


class NoSecrets(unittest.TestCase):
    def test_nothing_real_is_asked_once_all_is_handed_in(self):
        def forbidden(*args):
            raise AssertionError("the real one was asked")

        pauses = []

        def call():
            if len(pauses) < 2:
                raise Transient
            return "ok"

        with (
            patch("time.sleep", forbidden),
            patch("time.monotonic", forbidden),
            patch("time.time", forbidden),
            patch("random.random", forbidden),
        ):
            with_retries(call, clock=lambda: 0.0, sleep=pauses.append, draw=lambda: 1.0)
        self.assertEqual(pauses, [0.5, 1.0])

    def test_the_time_of_the_calls_counts_too(self):
        now = [50.0]

        def call():
            now[0] += 9.0
            raise Transient

        pauses = []
        with self.assertRaises(Transient):
            with_retries(call, clock=lambda: now[0], sleep=pauses.append, draw=lambda: 1.0)
        self.assertEqual(pauses, [0.5, 1.0], "9, 18 and 27 seconds have passed; 20 are allowed")

    def test_each_use_begins_at_its_own_time(self):
        for start in (0.0, 5000.0):
            pauses = []
            left = [Transient(), None]

            def call():
                error = left.pop(0)
                if error:
                    raise error
                return "ok"

            self.assertEqual(with_retries(call, clock=lambda: start, sleep=pauses.append, draw=lambda: 0.5), "ok")
            self.assertEqual(pauses, [0.375])

    def test_exactly_the_limit_is_still_allowed(self):
        pauses = []
        left = [Transient(), None]

        def call():
            error = left.pop(0)
            if error:
                raise error
            return "ok"

        with_retries(call, give_up_after=0.5, clock=lambda: 0.0, sleep=pauses.append, draw=lambda: 1.0)
        self.assertEqual(pauses, [0.5])
