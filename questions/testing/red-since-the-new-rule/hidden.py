"""Asks what the tests are worth now: they must catch wrong fees, and not mind what does not matter."""

import unittest
from unittest.mock import patch

import sheet
from sheet import order_fee

FEES = {"home": 590, "near": 1190, "far": 2490}


def fee_with(strictly=False, size=lambda lines: 900 * any(sku == "TABLE-PREP" for sku, _, _ in lines), fees=FEES):
    """An order_fee with at most one thing different."""

    def order_fee(lines, zone):
        subtotal = sum(quantity * unit_cents for _, quantity, unit_cents in lines)
        free = zone == "home" and (subtotal > 7500 if strictly else subtotal >= 7500)
        return (0 if free else fees[zone]) + size(lines)

    return order_fee


WRONG = {
    "a table pays nothing more": fee_with(size=lambda lines: 0),
    "each table pays 900": fee_with(size=lambda lines: sum(900 * n for sku, n, _ in lines if sku == "TABLE-PREP")),
    "each line of tables pays 900": fee_with(size=lambda lines: 900 * sum(sku == "TABLE-PREP" for sku, _, _ in lines)),
    "every order pays 900 more": fee_with(size=lambda lines: 900),
    "free above the limit only": fee_with(strictly=True),
    "near and far cost the same": fee_with(fees={"home": 590, "near": 1190, "far": 1190}),
}


def green():
    types = [value for value in vars(sheet).values() if isinstance(value, type)]
    classes = [value for value in types if issubclass(value, unittest.TestCase)]
    result = unittest.TestResult()
    unittest.TestSuite(map(unittest.TestLoader().loadTestsFromTestCase, classes)).run(result)
    return result.testsRun > 0 and result.wasSuccessful()


class Fee(unittest.TestCase):
    def test_size_is_paid_once_an_order(self):
        self.assertEqual(order_fee([("TABLE-PREP", 3, 14900)], "far"), 3390)
        self.assertEqual(order_fee([("TABLE-PREP", 1, 14900), ("TABLE-PREP", 1, 14900)], "home"), 900)

    def test_size_does_not_make_shipping_dearer_or_cheaper_otherwise(self):
        self.assertEqual(order_fee([("TABLE-PREP", 1, 7499)], "home"), 1490)
        self.assertEqual(order_fee([("PAN-20", 1, 7500)], "home"), 0)


class OwnTests(unittest.TestCase):
    def test_wrong_fees_turn_them_red(self):
        through = []
        for name, wrong in WRONG.items():
            with patch.object(sheet, "order_fee", wrong):
                if green():
                    through.append(name)
        self.assertEqual(through, [], "these mistakes would have gone unnoticed")

    def test_one_more_setting_leaves_them_green(self):
        with patch.dict(sheet.SETTINGS, packing_hours=4):
            self.assertTrue(green(), "a test is red though no fee has changed")
