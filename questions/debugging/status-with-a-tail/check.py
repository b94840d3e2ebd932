"""Holds normalise_status to the words of Northgate, and to a clear answer for all others."""

import unittest

from sheet import UnknownStatus, normalise_status

OURS = {
    "Awaiting payment": "new",
    "Payment received": "paid",
    "Sent": "shipped",
    "Completed": "delivered",
    "Void": "cancelled",
}


class NormaliseStatus(unittest.TestCase):
    def test_every_word_that_is_agreed(self):
        self.assertEqual({word: normalise_status(word) for word in OURS}, OURS)

    def test_case_and_spaces_around_do_not_matter(self):
        self.assertEqual([normalise_status(word) for word in ("SENT", " sent ", "Sent  ")], ["shipped"] * 3)

    def test_an_unknown_word_is_said_so(self):
        with self.assertRaises(UnknownStatus) as caught:
            normalise_status("Lost")
        self.assertIn("Lost", str(caught.exception))
