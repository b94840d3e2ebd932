"""Holds import_rows to its borders, and to holding no more than a batch."""

import gc
import unittest
import weakref

from sheet import import_rows


class Text(str):
    """A text that can be watched by a weak reference."""

    def strip(self):
        return self

    def split(self, *by):
        return [Text(part) for part in str.split(self, *by)]


def line(number):
    return f"W-{number};PAN-20;1"


def sizes(lines, size):
    saved = []
    result = import_rows(lines, saved.append, size=size)
    return [len(batch) for batch in saved], result


class Borders(unittest.TestCase):
    def test_a_batch_that_is_just_full(self):
        self.assertEqual(sizes([line(n) for n in range(4)], 2), ([2, 2], (4, [])))

    def test_five_hundred_make_a_batch_unless_told(self):
        saved = []
        import_rows((line(number) for number in range(501)), saved.append)
        self.assertEqual([len(batch) for batch in saved], [500, 1])

    def test_an_empty_file_saves_nothing(self):
        self.assertEqual(sizes([], 2), ([], (0, [])))

    def test_a_file_of_refused_rows_saves_nothing(self):
        self.assertEqual(sizes([";;", "x"], 2), ([], (0, [2, 3])))

    def test_a_refused_row_behind_the_last_batch_is_listed(self):
        self.assertEqual(sizes([line(1), line(2), "x"], 2), ([2], (2, [4])))

    def test_a_kept_batch_does_not_change(self):
        saved = []
        import_rows([line(n) for n in range(4)], saved.append, size=2)
        self.assertEqual([[order["order_id"] for order in batch] for batch in saved], [["W-0", "W-1"], ["W-2", "W-3"]])
        self.assertIsInstance(saved[0], list)

    def test_refused_rows_do_not_fill_a_batch(self):
        self.assertEqual(sizes([line(1), "x", line(2)], 2), ([2], (2, [3])))


class Streaming(unittest.TestCase):
    def test_nothing_is_read_after_a_failing_save(self):
        pulled = []

        def lines():
            for number in range(9):
                pulled.append(number)
                yield line(number)

        def save(batch):
            raise ConnectionError("database is away")

        with self.assertRaises(ConnectionError):
            import_rows(lines(), save, size=3)
        self.assertEqual(pulled, [0, 1, 2])

    def test_saved_orders_are_let_go(self):
        watched, alive = [], []

        def save(batch):
            gc.collect()
            alive.append(sum(each() is not None for each in watched))
            watched.append(weakref.ref(batch[0]["order_id"]))

        import_rows((Text(line(number)) for number in range(8)), save, size=2)
        self.assertEqual(alive, [0, 0, 0, 0])
