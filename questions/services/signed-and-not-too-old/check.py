"""Holds verdict to the rules of the card."""

import unittest

from sheet import sign, verdict

BODY = b'{"event_id": "E-1", "order_id": "A-7"}'
NOW = 1_780_308_000


def told(sent_at=str(NOW), key=b"new", keys=(b"old", b"new"), now=NOW, body=BODY):
    return verdict(body, sent_at, sign(BODY, sent_at, key), keys, now)


class Verdict(unittest.TestCase):
    def test_both_keys_are_good(self):
        self.assertEqual([told(key=b"old"), told(key=b"new")], ["ok", "ok"])

    def test_another_key_is_not(self):
        self.assertEqual(told(key=b"other"), "wrong signature")

    def test_another_body_is_not(self):
        self.assertEqual(told(body=BODY + b" "), "wrong signature")

    def test_up_to_five_minutes_old(self):
        self.assertEqual(told(now=NOW + 300), "ok")
        self.assertEqual(told(now=NOW + 301), "too old")

    def test_a_time_that_is_no_number(self):
        self.assertEqual(verdict(BODY, "now", "0" * 64, [b"new"], NOW), "bad time")
