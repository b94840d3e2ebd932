"""Runs the cases against the right function, then against ten wrong ones that they should catch."""

import unittest

from sheet import CASES

FEES = {"home": 590, "near": 1190, "far": 2490}


def fee_with(limit=7500, free_zones=("home",), fees=FEES, strictly=False, bulky_zones=tuple(FEES), early=False):
    """A shipping_fee with one thing different."""

    def fee_for(subtotal, zone, bulky):
        free = zone in free_zones and (subtotal > limit if strictly else subtotal >= limit)
        if free and early:
            return 0
        return (0 if free else fees[zone]) + (900 if bulky and zone in bulky_zones else 0)

    return fee_for


WRONG = {
    "more than 7500 instead of 7500 or more": fee_with(strictly=True),
    "free from 5000": fee_with(limit=5000),
    "free from 10000": fee_with(limit=10000),
    "free in all zones": fee_with(free_zones=("home", "near", "far")),
    "free in zone near as well": fee_with(free_zones=("home", "near")),
    "never free": fee_with(free_zones=()),
    "the fees of near and far exchanged": fee_with(fees={"home": 590, "near": 2490, "far": 1190}),
    "bulky costs nothing more": fee_with(bulky_zones=()),
    "bulky costs more in zone home only": fee_with(bulky_zones=("home",)),
    "bulky costs nothing more when shipping is free": fee_with(early=True),
}


def holds(fee_for):
    return all(fee_for(subtotal, zone, bulky) == expected for subtotal, zone, bulky, expected in CASES)


class Cases(unittest.TestCase):
    def test_the_right_function_passes_every_case(self):
        right = fee_with()
        for subtotal, zone, bulky, expected in CASES:
            with self.subTest(subtotal=subtotal, zone=zone, bulky=bulky):
                self.assertEqual(right(subtotal, zone, bulky), expected)

    def test_every_wrong_function_is_caught(self):
        through = [name for name, wrong in WRONG.items() if holds(wrong)]
        self.assertEqual(through, [], "these mistakes would have gone unnoticed")
