"""Stops the import at every place and lets it carry on: no order twice, none left out."""

import unittest

from sheet import Store, import_file


def row(name):
    return {"order_id": name, "sku": "KETTLE-17"}


class Dying(Store):
    """Dies at the commit with this number, before or after it was written."""

    def __init__(self, at, written):
        super().__init__()
        self.left, self.written, self.sizes, self.empty = at, written, [], 0

    def commit(self, orders, marks):
        self.left -= 1
        self.sizes.append(len(orders))
        if self.left != 0 or self.written:
            super().commit(list(orders), dict(marks))
        if self.left == 0:
            raise ConnectionError("killed")


def run_twice(names, at, written, size=2):
    store = Dying(at, written)
    try:
        import_file("june.csv", iter([row(name) for name in names]), store, size)
    except ConnectionError:
        import_file("june.csv", iter([row(name) for name in names]), store, size)
    return [order["order_id"] for order in store.orders]


class Stopped(unittest.TestCase):
    def test_stopped_before_or_after_any_commit(self):
        names = ["W-1", "W-2", "W-3", "W-4", "W-5"]
        for at in (1, 2, 3):
            for written in (False, True):
                with self.subTest(at=at, written=written):
                    self.assertEqual(run_twice(names, at, written), names)

    def test_refused_rows_do_not_shift_the_mark(self):
        names = ["", "W-2", "", "W-4", "W-5", "", "W-7"]
        for at in (1, 2, 3, 4):
            for written in (False, True):
                with self.subTest(at=at, written=written):
                    self.assertEqual(run_twice(names, at, written), ["W-2", "W-4", "W-5", "W-7"])

    def test_a_batch_of_refused_rows_moves_the_mark(self):
        store = Store()
        import_file("june.csv", [row(""), row(""), row("W-3")], store, 2)
        self.assertEqual(store.marks, {"june.csv": 3})

    def test_a_failing_commit_goes_up(self):
        with self.assertRaises(ConnectionError):
            import_file("june.csv", [row("W-1")], Dying(1, False), 2)

    def test_the_same_id_in_two_rows_is_saved_twice(self):
        store = Store()
        import_file("june.csv", [row("W-1"), row("W-1"), row("W-1")], store, 2)
        self.assertEqual(len(store.orders), 3)


class Marks(unittest.TestCase):
    def test_each_file_has_its_own(self):
        store = Store()
        import_file("june.csv", [row("W-1"), row("W-2")], store, 2)
        self.assertEqual(import_file("july.csv", [row("W-3")], store, 2), 1)
        self.assertEqual(store.marks, {"june.csv": 2, "july.csv": 1})

    def test_another_batch_size_in_the_second_run(self):
        store = Store()
        store.commit([row("W-1"), row("W-2"), row("W-3")], {"june.csv": 3})
        rows = [row(f"W-{n}") for n in range(1, 8)]
        self.assertEqual(import_file("june.csv", rows, store, 2), 4)
        self.assertEqual([order["order_id"] for order in store.orders], [f"W-{n}" for n in range(1, 8)])

    def test_a_file_may_be_an_iterator_and_is_not_held(self):
        read, seen = [], []

        def rows():
            for n in range(6):
                read.append(n)
                yield row(f"W-{n}")

        class Watching(Store):
            def commit(self, orders, marks):
                seen.append(len(read))
                super().commit(orders, marks)

        import_file("june.csv", rows(), Watching(), 2)
        self.assertEqual(seen, [2, 4, 6])

    def test_nothing_is_committed_for_an_empty_file(self):
        store = Dying(1, False)
        self.assertEqual(import_file("june.csv", [], store, 2), 0)
        self.assertEqual(store.sizes, [])

    def test_nothing_is_committed_for_a_finished_file(self):
        store = Dying(2, False)
        import_file("june.csv", [row("W-1"), row("W-2")], store, 2)
        self.assertEqual(import_file("june.csv", [row("W-1"), row("W-2")], store, 2), 0)
        self.assertEqual(store.sizes, [2])
