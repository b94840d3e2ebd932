"""Holds verdict to what an attacker may send, and to the way in which it compares."""

import unittest

from sheet import sign, verdict

BODY = b"\xff\x00 any bytes"
NOW = 1_780_308_000


def refuse(self, other):
    raise AssertionError("compared with == or !=, which stop at the first difference")


class WatchedBytes(bytes):
    """A signature as bytes, which notices a plain comparison."""

    __eq__ = __ne__ = refuse
    __hash__ = bytes.__hash__


class Watched(str):
    """A signature as text, which notices a plain comparison."""

    __eq__ = __ne__ = refuse
    __hash__ = str.__hash__

    def encode(self, *how, **more):
        return WatchedBytes(super().encode(*how, **more))


def told(signature, sent_at=str(NOW), keys=(b"old", b"new"), now=NOW):
    return verdict(BODY, sent_at, signature, keys, now)


class Attacks(unittest.TestCase):
    def test_the_time_is_part_of_what_is_signed(self):
        old = sign(BODY, str(NOW - 4000), b"new")
        self.assertEqual(told(old, sent_at=str(NOW)), "wrong signature")

    def test_a_signature_of_any_text_never_raises(self):
        for signature in ["", "x", "ü" * 64, "\udc80", "０" * 64, "\x00"]:
            with self.subTest(signature=signature):
                self.assertEqual(told(signature), "wrong signature")

    def test_a_time_of_any_text_never_raises(self):
        for sent_at in ["", " ", "-5", "+5", "1.5", "1_0", " 17", "١٢", "²", "ü", "\udc80", "1e9"]:
            with self.subTest(sent_at=sent_at):
                self.assertEqual(told("0" * 64, sent_at=sent_at), "bad time")

    def test_a_very_long_time_with_a_wrong_signature(self):
        self.assertEqual(told("0" * 64, sent_at="9" * 5000), "wrong signature")

    def test_an_empty_key_opens_nothing(self):
        self.assertEqual(told(sign(BODY, str(NOW), b""), keys=[b"", b"new"]), "wrong signature")

    def test_no_keys_at_all(self):
        self.assertEqual(told(sign(BODY, str(NOW), b""), keys=[]), "wrong signature")

    def test_the_age_is_told_to_nobody_without_a_key(self):
        for sent_at in [str(NOW - 9999), str(NOW + 9999)]:
            self.assertEqual(told(sign(BODY, sent_at, b"guessed"), sent_at=sent_at), "wrong signature")

    def test_no_plain_comparison(self):
        self.assertEqual(told(Watched(sign(BODY, str(NOW), b"new"))), "ok")
        self.assertEqual(told(Watched("0" * 64)), "wrong signature")


class Times(unittest.TestCase):
    def at(self, seconds):
        sent_at = str(NOW + seconds)
        return told(sign(BODY, sent_at, b"new"), sent_at=sent_at)

    def test_thirty_seconds_ahead_are_allowed(self):
        self.assertEqual([self.at(30), self.at(31)], ["ok", "from the future"])

    def test_the_border_of_age(self):
        self.assertEqual([self.at(-300), self.at(-301)], ["ok", "too old"])

    def test_leading_zeros_are_signed_as_they_stand(self):
        sent_at = f"00{NOW}"
        self.assertEqual(told(sign(BODY, sent_at, b"old"), sent_at=sent_at), "ok")

    def test_keys_may_be_an_iterator(self):
        self.assertEqual(told(sign(BODY, str(NOW), b"new"), keys=iter([b"old", b"new"])), "ok")
