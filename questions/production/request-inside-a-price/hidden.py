"""Holds the page's behaviour still, and keeps the web out of the plain function."""

import unittest

import sheet
from sheet import BadRequest, Request, fee_of


def line(cents, quantity=1, **more):
    return {"sku": "PAN-20", "quantity": quantity, "unit_cents": cents, **more}


class PageAsBefore(unittest.TestCase):
    def page(self, *cart, zone="home", **query):
        request = Request({"X-Zone": zone}, query, {"cart": list(cart)})
        answer = fee_of(request)
        self.assertEqual(request.session["fee"], answer["fee"], "the mail reads the fee from the session")
        return answer

    def test_what_the_page_shows(self):
        self.assertEqual(self.page(line(2450)), {"fee": 590})
        self.assertEqual(self.page(line(9000), zone=" FAR "), {"fee": 2490})
        self.assertEqual(self.page(line(14900, bulky=True)), {"fee": 900})
        self.assertEqual(self.page(line(9000, bulky=True), zone="near"), {"fee": 2090})

    def test_the_limit_counts_after_discount(self):
        self.assertEqual(self.page(line(4000, 2, discount_cents=500)), {"fee": 0})
        self.assertEqual(self.page(line(4000, 2, discount_cents=501)), {"fee": 590})

    def test_the_campaign_of_the_query(self):
        self.assertEqual(self.page(line(5000), campaign="spring"), {"fee": 0})
        self.assertEqual(self.page(line(5000), campaign="autumn"), {"fee": 590})
        self.assertEqual(self.page(line(9000), zone="near", campaign="spring"), {"fee": 1190})

    def test_no_header_is_home_and_no_cart_is_empty(self):
        request = Request()
        self.assertEqual(fee_of(request), {"fee": 590})
        self.assertEqual(request.session, {"fee": 590})

    def test_an_unknown_zone_is_a_bad_request_and_leaves_the_session(self):
        request = Request({"X-Zone": "moon"}, {}, {"cart": [line(2450)], "fee": 590})
        with self.assertRaisesRegex(BadRequest, "^unknown zone$"):
            fee_of(request)
        self.assertEqual(request.session["fee"], 590)

    def test_the_plain_function_does_not_touch_the_web(self):
        names = set(sheet.shipping_fee.__code__.co_names) | set(sheet.shipping_fee.__code__.co_varnames)
        self.assertFalse(names & {"Request", "BadRequest", "request", "session", "headers", "query"})

    def test_cleaning_the_zone_is_left_to_the_page(self):
        for zone in (" far ", "HOME", ""):
            with self.subTest(zone), self.assertRaises(ValueError):
                sheet.shipping_fee(2450, zone)

    def test_both_give_the_same_fee(self):
        for cents in (0, 4999, 5000, 7499, 7500):
            for zone in ("home", "near", "far"):
                for bulky in (False, True):
                    with self.subTest(cents=cents, zone=zone, bulky=bulky):
                        self.assertEqual(
                            self.page(line(cents, bulky=bulky), zone=zone, campaign="spring"),
                            {"fee": sheet.shipping_fee(cents, zone, bulky, "spring")},
                        )
