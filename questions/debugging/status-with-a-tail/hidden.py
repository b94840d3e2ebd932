"""Holds normalise_status to the word that failed, and to not guessing."""

import unittest

from sheet import UnknownStatus, normalise_status


class Tails(unittest.TestCase):
    def test_the_word_of_the_failed_order(self):
        self.assertEqual(normalise_status("Sent\u00a0"), "shipped")

    def test_white_space_of_every_kind_around(self):
        for space in "\u00a0", "\t", "\u2009", "\r\n":
            with self.subTest(space=space):
                self.assertEqual(normalise_status(space + "Void" + space), "cancelled")

    def test_a_wide_gap_between_two_words(self):
        for gap in "\u00a0", "  ":
            with self.subTest(gap=gap):
                self.assertEqual(normalise_status(f"Payment{gap}received"), "paid")


class NoGuessing(unittest.TestCase):
    def test_a_longer_word_is_another_word(self):
        for word in "Sent back", "Not sent", "Unsent", "Sent.", "Voided":
            with self.subTest(word=word), self.assertRaises(UnknownStatus):
                normalise_status(word)

    def test_nothing_is_no_status(self):
        for word in "", " ", "\u00a0":
            with self.subTest(word=word), self.assertRaises(UnknownStatus):
                normalise_status(word)

    def test_the_message_shows_what_one_cannot_see(self):
        with self.assertRaises(UnknownStatus) as caught:
            normalise_status("Lost\u00a0")
        self.assertIn(r"Lost\xa0", str(caught.exception))

    def test_our_own_words_are_not_northgates(self):
        with self.assertRaises(UnknownStatus):
            normalise_status("shipped")
