"""Holds remember to the rules of the card."""

import unittest

from sheet import remember


class Carrier:
    """A carrier whose clock is set by hand and who notes what was asked."""

    def __init__(self):
        self.now = 0.0
        self.asked = []
        self.answer = 1190

    def clock(self):
        return self.now

    def rate(self, *args, **named):
        self.asked.append((args, named))
        return self.answer


class Remember(unittest.TestCase):
    def setUp(self):
        self.carrier = Carrier()
        self.rate = remember(60, self.carrier.clock)(self.carrier.rate)

    def test_the_second_call_is_answered_from_memory(self):
        self.assertEqual([self.rate("near"), self.rate("near")], [1190, 1190])
        self.assertEqual(len(self.carrier.asked), 1)

    def test_an_old_answer_is_asked_for_anew(self):
        self.rate("near")
        self.carrier.now, self.carrier.answer = 90.0, 1250
        self.assertEqual(self.rate("near"), 1250)

    def test_other_arguments_are_another_question(self):
        self.rate("near")
        self.rate("far")
        self.rate("near", bulky=True)
        self.assertEqual(len(self.carrier.asked), 3)

    def test_the_arguments_reach_the_function(self):
        self.rate("near", bulky=True)
        self.assertEqual(self.carrier.asked, [(("near",), {"bulky": True})])
