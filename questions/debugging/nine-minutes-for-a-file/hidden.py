"""Counts how often import_rows reads and compares, and holds it to products that are new or come back."""

import unittest

from sheet import import_rows


class Sku(str):
    """A sku that counts how often it is compared."""

    compared = 0

    def __eq__(self, other):
        Sku.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def rows(skus):
    return [{"order_id": f"W-{number}", "sku": sku} for number, sku in enumerate(skus)]


def products(*skus):
    return lambda: ({"sku": sku} for sku in skus)


class Looking(unittest.TestCase):
    def test_products_in_any_order(self):
        saved = []
        file = rows(["C", "A", "B", "A"])
        self.assertEqual(import_rows(file, saved.extend, products("A", "B", "C")), [])
        self.assertEqual(saved, file)

    def test_after_an_unknown_product_the_others_are_still_known(self):
        saved = []
        file = rows(["A", "X", "A", "B"])
        self.assertEqual(import_rows(file, saved.extend, products("A", "B")), [(3, "unknown product")])

    def test_the_products_are_read_once_for_a_file(self):
        reads = []

        def load_products():
            reads.append("all")
            return iter([{"sku": "PAN-20"}, {"sku": "KNIFE-8"}])

        import_rows(rows(["KNIFE-8"] * 50), lambda batch: None, load_products)
        self.assertEqual(len(reads), 1)

    def test_a_few_comparisons_for_each_row(self):
        skus = [f"SKU-{number}" for number in range(1200)]
        file = rows([Sku(skus[number * 7 % 1200]) for number in range(400)])
        Sku.compared = 0
        import_rows(file, lambda batch: None, products(*skus))
        self.assertLessEqual(Sku.compared, 4 * 400)

    def test_a_product_that_is_new_for_the_next_file(self):
        saved = []
        import_rows(rows(["A"]), saved.extend, products("A"))
        self.assertEqual(import_rows(rows(["NEW"]), saved.extend, products("A", "NEW")), [])


class Batches(unittest.TestCase):
    def test_no_empty_batch_at_the_end(self):
        batches = []
        import_rows(rows(["A"] * 500), lambda batch: batches.append(len(batch)), products("A"))
        self.assertEqual(batches, [500])

    def test_an_empty_file_saves_nothing(self):
        saved = []
        self.assertEqual(import_rows([], saved.append, products("A")), [])
        self.assertEqual(saved, [])
