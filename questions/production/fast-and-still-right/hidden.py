"""Holds still what the slow version does with ties, gaps and doubles."""

import unittest

from sheet import match


class Counted(str):
    """A text that counts how often it is compared."""

    compared = 0

    def __eq__(self, other):
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def order(name, total=2450, **more):
    return {"id": name, "total": total, **more}


def paid(event, cents=2450, **more):
    return {"event_id": event, "cents": cents, **more}


def ids(messages, orders):
    return [order_id for _, order_id in match(messages, orders)]


class AsBefore(unittest.TestCase):
    def test_of_two_that_fit_the_first_order_wins(self):
        orders = [order("A-1", reference="r"), order("A-2", reference="r")]
        self.assertEqual(ids([paid("e1", reference="r")], orders), ["A-1"])

    def test_an_order_is_paid_once(self):
        orders = [order("A-1", reference="r"), order("A-2", reference="r")]
        self.assertEqual(ids([paid(n, reference="r") for n in range(3)], orders), ["A-1", "A-2", None])

    def test_no_reference_matches_no_reference(self):
        orders = [order("A-1", reference="r"), order("A-2"), order("A-3", reference=None)]
        self.assertEqual(ids([paid("e1"), paid("e2", reference=None), paid("e3")], orders), ["A-2", "A-3", None])

    def test_an_empty_reference_is_not_a_missing_one(self):
        orders = [order("A-1"), order("A-2", reference="")]
        self.assertEqual(ids([paid("e1", reference="")], orders), ["A-2"])

    def test_an_order_that_is_listed_twice_is_paid_once(self):
        orders = [order("A-1", reference="r"), order("A-1", reference="r"), order("A-2", reference="r")]
        self.assertEqual(ids([paid(n, reference="r") for n in range(3)], orders), ["A-1", "A-2", None])
        orders = [order("A-1", 2450, reference="r"), order("A-1", 590, reference="r")]
        self.assertEqual(ids([paid("e1", 590, reference="r"), paid("e2", reference="r")], orders), ["A-1", None])

    def test_a_message_that_comes_twice_is_two_lines(self):
        message = paid("e1", reference="r")
        self.assertEqual(match([message, message], [order("A-1", reference="r")]), [("e1", "A-1"), ("e1", None)])

    def test_nothing_and_zero(self):
        self.assertEqual(match([], [order("A-1")]), [])
        self.assertEqual(match([paid("e1")], []), [("e1", None)])
        self.assertEqual(ids([paid("e1", 0)], [order("A-1", 0)]), ["A-1"])

    def test_orders_and_messages_are_left_alone(self):
        orders, messages = [order("A-1"), order("A-2")], [paid("e1")]
        match(messages, orders)
        self.assertEqual((orders, messages), ([order("A-1"), order("A-2")], [paid("e1")]))


class StillFast(unittest.TestCase):
    def test_also_when_all_share_one_key(self):
        orders = [order(Counted(f"A-{n}"), reference=Counted("r")) for n in range(200)]
        messages = [paid(n, reference=Counted("r")) for n in range(200)]
        Counted.compared = 0
        self.assertEqual(ids(messages, orders)[-1], "A-199")
        self.assertLess(Counted.compared, 10 * 200)

    def test_also_when_nothing_fits(self):
        orders = [order(Counted(f"A-{n}"), reference=Counted("r")) for n in range(200)]
        messages = [paid(n, 1, reference=Counted("r")) for n in range(200)]
        Counted.compared = 0
        self.assertEqual(set(ids(messages, orders)), {None})
        self.assertLess(Counted.compared, 10 * 200)
