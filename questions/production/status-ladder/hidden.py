"""Holds the words still that were known before."""

import unittest

from sheet import UnknownStatus, normalise_status

OURS = ["new", "paid", "packed", "shipped", "delivered", "cancelled", "returned"]


class AsBefore(unittest.TestCase):
    def test_csv_uses_our_words_in_any_case(self):
        for status in OURS:
            self.assertEqual(normalise_status(f"  {status.upper()} ", "csv"), status)

    def test_northgate(self):
        words = ["Awaiting payment", "Payment received", "Sent", "Completed", "Void"]
        meanings = ["new", "paid", "shipped", "delivered", "cancelled"]
        self.assertEqual([normalise_status(word, "northgate") for word in words], meanings)

    def test_unknown_words_are_refused(self):
        for raw, source in [("", "csv"), ("sent", "csv"), ("paid", "northgate"), ("Lost", "northgate")]:
            with self.subTest(raw=raw, source=source), self.assertRaises(UnknownStatus):
                normalise_status(raw, source)

    def test_unknown_sources_are_refused(self):
        with self.assertRaises(UnknownStatus):
            normalise_status("paid", "lighthouse")

    def test_the_refusal_names_source_and_word(self):
        with self.assertRaises(UnknownStatus) as caught:
            normalise_status("Lost", "northgate")
        self.assertIn("northgate", str(caught.exception))
        self.assertIn("Lost", str(caught.exception))
