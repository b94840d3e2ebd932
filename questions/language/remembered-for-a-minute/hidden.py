"""Holds remember to the border, to errors and None, and to functions that share nothing."""

import unittest

from sheet import remember


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Edges(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.asked = 0

    def ask(self, *args, **named):
        self.asked += 1
        return None

    def test_none_is_remembered(self):
        rate = remember(60, self.clock)(self.ask)
        self.assertEqual([rate("moon"), rate("moon")], [None, None])
        self.assertEqual(self.asked, 1)

    def test_exactly_as_old_as_allowed_is_too_old(self):
        rate = remember(60, self.clock)(self.ask)
        rate("near")
        self.clock.now = 59.5
        rate("near")
        self.assertEqual(self.asked, 1)
        self.clock.now = 60.0
        rate("near")
        self.assertEqual(self.asked, 2)

    def test_the_order_of_names_does_not_matter(self):
        rate = remember(60, self.clock)(self.ask)
        rate(zone="near", bulky=True)
        rate(bulky=True, zone="near")
        self.assertEqual(self.asked, 1)

    def test_names_and_values_belong_together(self):
        rate = remember(60, self.clock)(self.ask)
        rate(a=1, b=2)
        rate(a=2, b=1)
        rate(1, 2)
        self.assertEqual(self.asked, 3)

    def test_a_text_is_not_a_number(self):
        rate = remember(60, self.clock)(self.ask)
        rate(1)
        rate("1")
        self.assertEqual(self.asked, 2)

    def test_a_pair_by_position_is_not_a_name_and_its_value(self):
        rate = remember(60, self.clock)(self.ask)
        rate(("zone", "near"))
        rate(zone="near")
        rate("zone", "near")
        self.assertEqual(self.asked, 3)

    def test_what_hashes_alike_is_not_the_same(self):
        rate = remember(60, self.clock)(self.ask)
        rate(-1)
        rate(-2)
        self.assertEqual(self.asked, 2)

    def test_what_prints_alike_is_not_the_same(self):
        class Parcel:
            def __repr__(self):
                return "parcel"

        rate = remember(60, self.clock)(self.ask)
        rate(Parcel())
        rate(Parcel())
        self.assertEqual(self.asked, 2)

    def test_an_error_goes_up_and_is_not_remembered(self):
        answers = iter([ConnectionError("away"), 1190])

        def rate(zone):
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return answer

        asked = remember(60, self.clock)(rate)
        with self.assertRaises(ConnectionError):
            asked("near")
        self.assertEqual(asked("near"), 1190)

    def test_the_age_counts_from_the_answer(self):
        def slow(zone):
            self.asked += 1
            self.clock.now += 50
            return 1190

        rate = remember(60, self.clock)(slow)
        rate("near")
        self.clock.now = 100.0
        rate("near")
        self.assertEqual(self.asked, 1)

    def test_reading_does_not_make_an_answer_younger(self):
        rate = remember(60, self.clock)(self.ask)
        for self.clock.now in (0.0, 40.0, 80.0):
            rate("near")
        self.assertEqual(self.asked, 2)

    def test_two_functions_share_nothing(self):
        decorate = remember(60, self.clock)
        one, other = decorate(lambda zone: "one"), decorate(lambda zone: "other")
        self.assertEqual([one("near"), other("near")], ["one", "other"])

    def test_name_and_docstring_stay(self):
        @remember(60, self.clock)
        def rate(zone):
            """What a parcel costs."""

        self.assertEqual((rate.__name__, rate.__doc__), ("rate", "What a parcel costs."))
