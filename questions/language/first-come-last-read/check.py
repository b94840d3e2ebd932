"""Holds the answers of import_rows still, and asks that it reads no further than it has to."""

import unittest

from sheet import import_rows


def line(number):
    return f"W-{number};PAN-20;1"


def sizes(lines, size):
    saved = []
    result = import_rows(lines, saved.append, size=size)
    return [len(batch) for batch in saved], result


class Answers(unittest.TestCase):
    def test_orders_are_saved_in_batches(self):
        self.assertEqual(sizes([line(n) for n in range(5)], 2), ([2, 2, 1], (5, [])))

    def test_an_order_has_three_fields(self):
        saved = []
        import_rows(["W-3;PAN-20;2\n"], saved.append)
        self.assertEqual(saved, [[{"order_id": "W-3", "sku": "PAN-20", "quantity": 2}]])

    def test_refused_rows_are_listed_by_line(self):
        lines = ["W-3;PAN-20;2", ";PAN-24;1", "W-4;MILL-PEP", "W-5;PAN-24;1"]
        self.assertEqual(sizes(lines, 2), ([2], (2, [3, 4])))


class NewShape(unittest.TestCase):
    def test_no_line_is_read_ahead_of_a_batch(self):
        pulled, seen = [], []

        def lines():
            for number in range(6):
                pulled.append(number)
                yield line(number)

        import_rows(lines(), lambda batch: seen.append(len(pulled)), size=2)
        self.assertEqual(seen, [2, 4, 6])
