"""Holds Breaker to its borders: the trial, faults of our own, success in between, calls within calls."""

import unittest

from sheet import Breaker, Unavailable


class Case(unittest.TestCase):
    def setUp(self):
        self.at, self.asked, self.fault = 1000.0, 0, None
        self.breaker = Breaker(self.call, lambda: self.at, failures=3, rest_seconds=10)

    def call(self, parcel):
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        return parcel

    def ask(self, fault=None):
        """What came of it: the answer, or the type of what was raised."""
        self.fault = fault
        try:
            return self.breaker("A-7")
        except Exception as error:
            return type(error)

    def open(self):
        for _ in range(3):
            self.ask(TimeoutError())


class Edges(Case):
    def test_a_success_sets_the_count_to_zero(self):
        for fault in [TimeoutError(), TimeoutError(), None, TimeoutError(), TimeoutError()]:
            self.ask(fault)
        self.assertEqual(self.ask(), "A-7")

    def test_not_a_moment_before_the_rest_is_over(self):
        self.open()
        self.at += 9.999
        self.assertIs(self.ask(), Unavailable)
        self.at = 1010.0
        self.assertEqual(self.ask(), "A-7")

    def test_refused_calls_do_not_lengthen_the_rest(self):
        self.open()
        for _ in range(9):
            self.at += 1
            self.assertIs(self.ask(), Unavailable)
        self.at += 1
        self.assertEqual(self.ask(), "A-7")

    def test_one_failed_trial_means_another_rest(self):
        self.open()
        self.at += 10
        self.assertIs(self.ask(ConnectionError()), ConnectionError)
        self.assertIs(self.ask(), Unavailable)
        self.at += 9.9
        self.assertIs(self.ask(), Unavailable)
        self.at += 0.1
        self.assertEqual(self.ask(), "A-7")
        self.assertEqual(self.asked, 5)

    def test_after_a_good_trial_three_more_failures_are_needed(self):
        self.open()
        self.at += 10
        self.ask()
        self.assertEqual([self.ask(TimeoutError()) for _ in range(3)], [TimeoutError] * 3)
        self.assertIs(self.ask(), Unavailable)

    def test_the_rest_counts_from_the_end_of_the_failed_call(self):
        def slow(parcel):
            self.at += 7
            raise TimeoutError

        breaker = Breaker(slow, lambda: self.at, failures=1, rest_seconds=10)
        self.assertRaises(TimeoutError, breaker, "A-7")
        self.at = 1016.9
        self.assertRaises(Unavailable, breaker, "A-7")

    def test_subclasses_of_connection_error_count(self):
        for fault in [ConnectionResetError(), ConnectionRefusedError(), TimeoutError()]:
            self.ask(fault)
        self.assertIs(self.ask(), Unavailable)

    def test_the_error_goes_up_as_it_is(self):
        fault = TimeoutError("no answer in 4 seconds")
        self.fault = fault
        with self.assertRaises(TimeoutError) as caught:
            self.breaker("A-7")
        self.assertIs(caught.exception, fault)


class OtherFaults(Case):
    def test_a_refused_parcel_is_no_failure_of_the_carrier(self):
        for _ in range(9):
            self.assertIs(self.ask(ValueError("no such street")), ValueError)
        self.assertEqual(self.asked, 9)

    def test_a_refused_parcel_does_not_end_a_row_of_failures(self):
        for fault in [TimeoutError(), ValueError(), TimeoutError(), ValueError(), TimeoutError()]:
            self.ask(fault)
        self.assertIs(self.ask(), Unavailable)

    def test_a_trial_that_ends_in_another_error_leaves_room_for_the_next(self):
        self.open()
        self.at += 10
        self.assertIs(self.ask(ValueError()), ValueError)
        self.assertEqual(self.ask(), "A-7")

    def test_only_one_call_tries_at_a_time(self):
        inner = []

        def call(parcel):
            if parcel == "first":
                raise TimeoutError
            try:
                inner.append(breaker("inner") if parcel == "outer" else parcel)
            except Unavailable:
                inner.append("refused")
            return parcel

        breaker = Breaker(call, lambda: self.at, failures=1, rest_seconds=10)
        self.assertRaises(TimeoutError, breaker, "first")
        self.at += 10
        self.assertEqual(breaker("outer"), "outer")
        self.assertEqual(inner, ["refused"])
