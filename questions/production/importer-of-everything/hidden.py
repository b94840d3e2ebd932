"""Holds the importer's behaviour still."""

import contextlib
import io
import unittest

import sheet
from sheet import import_orders

HEAD = "order_id,sku,quantity,unit_cents,zone\n"


class AsBefore(unittest.TestCase):
    def test_a_good_row(self):
        order = {"order_id": "W-1", "sku": "PAN-20", "subtotal": 4900, "fee": 590, "total": 5490}
        self.assertEqual(import_orders(HEAD + "W-1,PAN-20,2,2450,home\n")["orders"], [order])

    def test_spaces_around_the_id_go_and_those_around_the_sku_stay(self):
        order = import_orders(HEAD + "  W-1 , PAN-20 ,2,2450,home\n")["orders"][0]
        self.assertEqual((order["order_id"], order["sku"]), ("W-1", " PAN-20 "))

    def test_parse_row_has_no_other_effect(self):
        row = {"order_id": " W-1 ", "sku": "PAN-20", "quantity": "2", "unit_cents": "2450", "zone": " HOME "}
        before, screen = dict(row), io.StringIO()
        with contextlib.redirect_stdout(screen):
            sheet.parse_row(row)
        self.assertEqual((row, screen.getvalue()), (before, ""))

    def test_home_is_free_from_7500_on(self):
        text = HEAD + "W-1,X,1,7499,home\nW-2,X,1,7500,home\nW-3,X,1,7501,home\n"
        self.assertEqual([order["fee"] for order in import_orders(text)["orders"]], [590, 0, 0])

    def test_near_and_far_are_never_free(self):
        text = HEAD + "W-1,X,1,9000,near\nW-2,X,1,9000, FAR \n"
        self.assertEqual([order["fee"] for order in import_orders(text)["orders"]], [1190, 2490])

    def test_rejections_keep_line_words_and_order(self):
        text = HEAD + " ,X,1,100,home\nW-2,X,0,100,home\nW-3,X,1,1.50,home\nW-4,X,1,100,moon\n"
        result = import_orders(text)
        self.assertEqual(result["orders"], [])
        self.assertEqual(
            result["rejected"], [(2, "no order id"), (3, "bad quantity"), (4, "bad price"), (5, "unknown zone")]
        )

    def test_the_first_fault_of_a_row_is_named(self):
        self.assertEqual(import_orders(HEAD + ",X,-1,x,moon\n")["rejected"], [(2, "no order id")])
