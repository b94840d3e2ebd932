"""Holds MessageRate to the border of its window, and to work and memory that do not grow."""

import gc
import unittest
import weakref

from sheet import MessageRate


class Instant(float):
    """A time that can be watched, and that counts how often it is looked at."""

    looks = 0


def counted(name):
    def look(self, other):
        Instant.looks += 1
        return getattr(float, name)(self, other)

    return look


for each in ("__lt__", "__le__", "__gt__", "__ge__", "__sub__", "__rsub__", "__add__", "__radd__"):
    setattr(Instant, each, counted(each))


class Border(unittest.TestCase):
    def test_exactly_sixty_seconds_old_is_too_old(self):
        rate = MessageRate()
        rate.note(0.0)
        self.assertEqual(rate.count(59.5), 1)
        self.assertEqual(rate.count(60.0), 0)

    def test_parts_of_a_second_count(self):
        rate = MessageRate()
        rate.note(0.25)
        rate.note(0.75)
        self.assertEqual([rate.count(60.5), rate.count(60.75)], [1, 0])

    def test_noted_at_the_very_time_of_asking(self):
        rate = MessageRate()
        rate.note(60.0)
        self.assertEqual(rate.count(60.0), 1)

    def test_several_messages_at_one_time(self):
        rate = MessageRate()
        for at in (1.0, 1.0, 1.0, 2.0):
            rate.note(at)
        self.assertEqual(rate.count(60.5), 4)
        self.assertEqual(rate.count(61.0), 1)

    def test_asking_twice_gives_the_same(self):
        rate = MessageRate()
        rate.note(1.0)
        self.assertEqual([rate.count(2.0), rate.count(2.0)], [1, 1])

    def test_two_rates_know_nothing_of_each_other(self):
        one, other = MessageRate(), MessageRate()
        one.note(1.0)
        self.assertEqual(other.count(1.0), 0)


class Cost(unittest.TestCase):
    def test_old_messages_are_let_go_though_nobody_asks(self):
        rate = MessageRate()
        first = Instant(0.0)
        watched = weakref.ref(first)
        rate.note(first)
        del first
        rate.note(Instant(1000.0))
        gc.collect()
        self.assertIsNone(watched())

    def test_old_messages_are_let_go_when_somebody_asks(self):
        rate = MessageRate()
        first = Instant(0.0)
        watched = weakref.ref(first)
        rate.note(first)
        del first
        rate.count(1000.0)
        gc.collect()
        self.assertIsNone(watched())

    def test_the_work_does_not_grow_with_the_window(self):
        rate, messages = MessageRate(), 1500
        Instant.looks = 0
        for number in range(messages):
            rate.note(Instant(number / 25))
            rate.count(Instant(number / 25))
        self.assertLess(Instant.looks, 30 * messages)
