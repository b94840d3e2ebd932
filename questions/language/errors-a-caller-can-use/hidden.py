"""Holds the tree of errors to its causes and its borders."""

import unittest

import sheet
from sheet import book_parcel, send

ORDER = {"id": "A-7", "zone": "home"}


def answering(**answer):
    return lambda path, data: answer


class Waiting(unittest.TestCase):
    def test_without_a_word_it_is_thirty_seconds(self):
        for status in (429, 503):
            with self.subTest(status=status):
                self.assertEqual(send(ORDER, answering(status=status)), ("later", 30))

    def test_nought_seconds_are_a_time(self):
        self.assertEqual(send(ORDER, answering(status=429, wait=0)), ("later", 0))

    def test_a_closed_carrier_may_say_when_too(self):
        self.assertEqual(send(ORDER, answering(status=503, wait=12)), ("later", 12))

    def test_a_timeout_is_kept_as_the_cause(self):
        timeout = TimeoutError("5 seconds")

        def call(path, data):
            raise timeout

        with self.assertRaises(sheet.CarrierBusy) as caught:
            book_parcel(call, "A-7", "home")
        self.assertIs(caught.exception.__cause__, timeout)
        self.assertEqual(caught.exception.wait_seconds, 30)


class Tree(unittest.TestCase):
    def test_both_kinds_are_carrier_errors_and_neither_is_the_other(self):
        self.assertTrue(issubclass(sheet.CarrierBusy, sheet.CarrierError))
        self.assertTrue(issubclass(sheet.ParcelRefused, sheet.CarrierError))
        self.assertFalse(issubclass(sheet.CarrierBusy, sheet.ParcelRefused))
        self.assertFalse(issubclass(sheet.ParcelRefused, sheet.CarrierBusy))

    def test_a_carrier_error_is_no_value_error(self):
        self.assertFalse(issubclass(sheet.CarrierError, ValueError))

    def test_a_wrong_zone_is_no_carrier_error_and_makes_no_call(self):
        asked = []
        with self.assertRaises(ValueError) as caught:
            book_parcel(lambda path, data: asked.append(path), "A-7", "moon")
        self.assertNotIsInstance(caught.exception, sheet.CarrierError)
        self.assertEqual(asked, [])

    def test_an_unknown_status_is_neither_busy_nor_refused(self):
        for status in (404, 500):
            with self.subTest(status=status), self.assertRaises(sheet.CarrierError) as caught:
                book_parcel(answering(status=status, number="P-9"), "A-7", "home")
            self.assertIs(type(caught.exception), sheet.CarrierError)

    def test_send_lets_a_carrier_error_go_up(self):
        with self.assertRaises(sheet.CarrierError):
            send(ORDER, answering(status=500))


class Others(unittest.TestCase):
    def test_a_broken_answer_goes_up_as_it_is(self):
        with self.assertRaises(KeyError):
            book_parcel(answering(status=200), "A-7", "home")

    def test_a_mistake_in_the_call_goes_up_as_it_is(self):
        def call(path, data):
            raise AttributeError("no session")

        with self.assertRaises(AttributeError):
            send(ORDER, call)

    def test_the_carrier_is_asked_for_this_order(self):
        asked = []

        def call(path, data):
            asked.append((path, data))
            return {"status": 200, "number": "P-1"}

        send({"id": "W-3", "zone": "far"}, call)
        self.assertEqual(asked, [("/parcels", {"order_id": "W-3", "zone": "far"})])
