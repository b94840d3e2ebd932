"""Wholesale files and marketplaces."""

import io
import unittest

from orderops.importers import csv_orders, marketplace

HEAD = "order_id,sku,quantity,unit_cents,zone\n"


def northgate(number):
    """Pages by cursor; the cursor of an empty page leads back to the beginning."""
    orders = [{"id": f"N-{n}", "total": "24.50", "status": "Sent"} for n in range(number)]
    pages = {str(number): marketplace.Page([], "")}
    for at in range(0, number, marketplace.PAGE_SIZE):
        page = orders[at : at + marketplace.PAGE_SIZE]
        pages[str(at)] = marketplace.Page(page, str(at + len(page)))
    return pages


def imported(text):
    saved = []
    result = csv_orders.import_rows(csv_orders.read_rows(io.StringIO(text)), saved.append)
    return result, saved


class WholesaleFile(unittest.TestCase):
    def test_a_good_row(self):
        result, saved = imported(HEAD + "W-1,PAN-20,2,2450, HOME \n")
        self.assertEqual(result, (1, []))
        self.assertEqual(saved, [[{"order_id": "W-1", "sku": "PAN-20", "subtotal": 4900, "fee": 590, "total": 5490}]])

    def test_rejections_keep_line_reason_and_order(self):
        rows = [" ,X,1,100,home", "W-2,X,0,100,home", "W-3,X,²,100,home", "W-4,X,1,1.50,home", "W-5,X,1,100,moon"]
        result, saved = imported(HEAD + "\n".join(rows))
        reasons = ["no order id", "bad quantity", "bad quantity", "bad price", "unknown zone"]
        self.assertEqual(result, (0, list(zip(range(2, 7), reasons))))
        self.assertEqual(saved, [])

    def test_a_short_row_is_rejected_and_the_next_is_not(self):
        result, _ = imported(HEAD + "W-1\nW-2,X,1,100,home\n")
        self.assertEqual(result, (1, [(2, "bad quantity")]))

    def test_two_imports_share_nothing(self):
        imported(HEAD + ",X,1,100,home\n")
        self.assertEqual(imported(HEAD)[0], (0, []))

    def test_batches_of_500(self):
        _, saved = imported(HEAD + "W,X,1,100,home\n" * 1001)
        self.assertEqual([len(batch) for batch in saved], [500, 500, 1])

    def test_rows_are_read_one_at_a_time(self):
        class Broken(Exception):
            pass

        def lines():
            yield HEAD
            yield "W-1,X,1,100,home\n"
            raise Broken

        rows = csv_orders.read_rows(lines())
        self.assertEqual(next(rows)[0], 2)
        self.assertRaises(Broken, next, rows)


ROUNDS = 20


class Marketplace(unittest.TestCase):
    def imported(self, pages, source="northgate"):
        """What comes of a table of pages by cursor, and the ids saved; a round too many fails, and does not hang."""
        asked, saved = [], []

        def fetch(cursor):
            asked.append(cursor)
            self.assertLessEqual(len(asked), ROUNDS, "the import does not end")
            return pages[cursor]

        result = marketplace.import_since("0", source, fetch, saved.extend)
        return result, [order["id"] for order in saved]

    def test_an_order_in_our_words(self):
        page = marketplace.Page([{"id": "N-1", "total": "24.50", "status": "Sent"}], "0")
        saved = []
        marketplace.import_since("0", "northgate", lambda cursor: page, saved.extend)
        self.assertEqual(saved, [{"id": "N-1", "total": 2450, "status": "shipped"}])

    def test_all_pages_whatever_the_number_of_orders(self):
        for number in 0, 1, 199, 200, 201, 400, 403:
            with self.subTest(number=number):
                result, saved = self.imported(northgate(number))
                self.assertEqual((saved, result.rejected), ([f"N-{n}" for n in range(number)], []))

    def test_the_cursor_of_an_empty_page_is_not_taken(self):
        for number in 0, 3, 200, 400:
            with self.subTest(number=number):
                result, _ = self.imported(northgate(number))
                self.assertEqual(result.cursor, str(number))

    def test_a_last_page_that_repeats_its_cursor_is_the_last(self):
        orders = [{"id": f"H-{n}", "total": "24.50", "status": "40"} for n in range(400)]
        for last in 3, 200:
            pages = {"0": marketplace.Page(orders[:200], "1"), "1": marketplace.Page(orders[200 : 200 + last], "1")}
            with self.subTest(last=last):
                result, saved = self.imported(pages, "harbour")
                self.assertEqual((result.cursor, len(saved)), ("1", 200 + last))

    def test_what_cannot_be_read_is_listed(self):
        orders = [{"id": "N-1", "total": "24,50", "status": "Sent"}, {"id": "N-2", "status": "Sent"}]
        result, _ = self.imported({"0": marketplace.Page(orders, "0")})
        self.assertEqual(result.rejected, [("N-1", "not an amount: '24,50'"), ("N-2", "no total")])

    def test_one_page_is_one_request(self):
        asked = []

        def get(path):
            asked.append(path)
            return {"orders": [], "cursor": "7"}

        self.assertEqual(marketplace.fetch_page(get, "7"), ([], "7"))
        self.assertEqual(asked, ["/orders?after=7&limit=200"])
