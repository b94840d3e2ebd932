"""Holds Money to foreign types, to mixed currencies, and to not changing."""

import unittest

from sheet import Money


class Voucher:
    """A type of somebody else, which knows what to do with Money."""

    def __radd__(self, other):
        return "voucher added"

    def __gt__(self, other):
        return "voucher compared"


class Foreign(unittest.TestCase):
    def test_a_number_is_never_equal(self):
        self.assertFalse(Money(100) == 100)
        self.assertFalse(Money(0) == 0)

    def test_the_other_side_may_answer_a_sum(self):
        self.assertEqual(Money(1) + Voucher(), "voucher added")

    def test_the_other_side_may_answer_a_comparison(self):
        self.assertEqual(Money(1) < Voucher(), "voucher compared")

    def test_only_nought_may_stand_before_it(self):
        self.assertEqual(0 + Money(5, "CHF"), Money(5, "CHF"))
        for other in (1, 1.5, "0", None):
            with self.subTest(other=other), self.assertRaises(TypeError):
                other + Money(5)

    def test_what_nobody_knows_is_a_type_error(self):
        for wrong in (lambda: Money(1) + 1, lambda: Money(1) < 2, lambda: Money(1) >= None):
            with self.assertRaises(TypeError):
                wrong()


class Values(unittest.TestCase):
    def test_two_currencies_cannot_be_compared(self):
        euro, franc = Money(500), Money(300, "CHF")
        for wrong in (
            lambda: euro < franc,
            lambda: euro <= franc,
            lambda: euro > franc,
            lambda: euro >= franc,
            lambda: sum([euro, franc]),
        ):
            with self.assertRaises(ValueError):
                wrong()

    def test_sorted_by_amount(self):
        self.assertEqual(sorted([Money(30), Money(-5), Money(4)]), [Money(-5), Money(4), Money(30)])

    def test_cents_are_an_int(self):
        for wrong in (12.5, "1250", None):
            with self.subTest(cents=wrong), self.assertRaises(TypeError):
                Money(wrong)

    def test_it_cannot_be_changed(self):
        money = Money(100)
        for name, value in (("cents", 200), ("currency", "CHF")):
            with self.subTest(name=name), self.assertRaises(AttributeError):
                setattr(money, name, value)

    def test_adding_leaves_both_as_they_were(self):
        one, other = Money(1), Money(2)
        one + other
        self.assertEqual((one, other), (Money(1), Money(2)))

    def test_repr_of_another_currency(self):
        self.assertEqual(repr(Money(-5, "CHF")), "Money(-5, 'CHF')")
