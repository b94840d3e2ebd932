"""Holds MessageRate to the rules of the card."""

import unittest

from sheet import MessageRate


class Window(unittest.TestCase):
    def test_messages_of_the_window_are_counted(self):
        rate = MessageRate()
        for at in (0.0, 10.0, 20.0):
            rate.note(at)
        self.assertEqual(rate.count(30.0), 3)

    def test_older_messages_no_longer_count(self):
        rate = MessageRate()
        rate.note(0.0)
        rate.note(50.0)
        self.assertEqual(rate.count(70.0), 1)

    def test_the_length_of_the_window_can_be_given(self):
        rate = MessageRate(seconds=5)
        rate.note(0.0)
        rate.note(4.0)
        self.assertEqual(rate.count(6.0), 1)

    def test_nothing_noted_is_zero(self):
        self.assertEqual(MessageRate().count(0.0), 0)
