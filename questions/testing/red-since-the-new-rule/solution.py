"""What an order pays for shipping, with its tests. Bulky orders pay more since this week."""

import unittest

SETTINGS = {"free_from": 7500, "home": 590, "near": 1190, "far": 2490, "bulky": 900}
BULKY = {"TABLE-PREP"}


def order_fee(lines, zone):
    """Cents for sending one order; a line is (sku, quantity, unit_cents)."""
    subtotal = sum(quantity * unit_cents for _, quantity, unit_cents in lines)
    fee = 0 if zone == "home" and subtotal >= SETTINGS["free_from"] else SETTINGS[zone]
    bulky = any(sku in BULKY for sku, _, _ in lines)
    return fee + SETTINGS["bulky"] if bulky else fee


class OrderFeeTest(unittest.TestCase):
    def test_below_the_limit(self):
        self.assertEqual(order_fee([("PAN-20", 1, 2450)], "home"), 590)

    def test_free_from_the_limit(self):
        self.assertEqual(order_fee([("KETTLE-17", 1, 3600), ("TOWEL-SET", 1, 3900)], "home"), 0)

    def test_near_and_far(self):
        lines = [("KETTLE-17", 3, 3600)]
        self.assertEqual([order_fee(lines, "near"), order_fee(lines, "far")], [1190, 2490])

    def test_a_table_pays_for_its_size_also_above_the_limit(self):
        self.assertEqual(order_fee([("TABLE-PREP", 1, 14900)], "home"), 900)

    def test_two_tables_pay_for_their_size_once(self):
        self.assertEqual(order_fee([("TABLE-PREP", 2, 14900)], "near"), 1190 + 900)
        self.assertEqual(order_fee([("TABLE-PREP", 1, 14900)] * 2, "near"), 1190 + 900)
