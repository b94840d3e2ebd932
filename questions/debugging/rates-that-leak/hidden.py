"""Holds the fee to its rules, whatever was priced before."""

import unittest

from sheet import shipping_fee


class ShippingFee(unittest.TestCase):
    def test_the_rules_without_a_campaign(self):
        for subtotal, zone, fee in [(7500, "home", 0), (2450, "home", 590), (9000, "near", 1190), (9000, "far", 2490)]:
            with self.subTest(subtotal=subtotal, zone=zone):
                self.assertEqual(shipping_fee(subtotal, zone), fee)

    def test_the_campaign_is_free_from_5000(self):
        fees = [shipping_fee(subtotal, "home", campaign="spring") for subtotal in (4999, 5000)]
        self.assertEqual(fees, [590, 0])

    def test_the_campaign_is_for_zone_home_alone(self):
        self.assertEqual(shipping_fee(9000, "near", campaign="spring"), 1190)


class OneAfterTheOther(unittest.TestCase):
    def test_an_ordinary_order_after_one_of_the_campaign(self):
        shipping_fee(5600, "home", campaign="spring")
        self.assertEqual(shipping_fee(5600, "home"), 590)

    def test_taking_turns(self):
        fees = [shipping_fee(5600, "home", campaign=campaign) for campaign in (None, "spring") * 3]
        self.assertEqual(fees, [590, 0] * 3)
