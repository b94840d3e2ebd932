"""Holds book_parcel and send to the rules of the card."""

import unittest

import sheet
from sheet import book_parcel, send

ORDER = {"id": "A-7", "zone": "home"}


def answering(**answer):
    return lambda path, data: answer


def timing_out(path, data):
    raise TimeoutError("5 seconds")


class Send(unittest.TestCase):
    def test_a_booked_parcel_is_sent(self):
        self.assertEqual(send(ORDER, answering(status=200, number="P-1")), ("sent", "P-1"))

    def test_a_timeout_means_later(self):
        self.assertEqual(send(ORDER, timing_out), ("later", 30))

    def test_a_busy_carrier_says_when(self):
        self.assertEqual(send(ORDER, answering(status=429, wait=5)), ("later", 5))

    def test_a_refused_parcel_is_asked_about(self):
        self.assertEqual(send(ORDER, answering(status=400, reason="no street")), ("ask", "no street"))

    def test_a_wrong_zone_goes_up(self):
        with self.assertRaises(ValueError):
            send({"id": "A-7", "zone": None}, answering(status=200, number="P-1"))


class Names(unittest.TestCase):
    def test_a_refusal_carries_its_reason(self):
        with self.assertRaises(sheet.ParcelRefused) as caught:
            book_parcel(answering(status=400, reason="no street"), "A-7", "home")
        self.assertEqual(caught.exception.reason, "no street")

    def test_any_other_status_is_a_carrier_error(self):
        with self.assertRaises(sheet.CarrierError):
            book_parcel(answering(status=500), "A-7", "home")
