"""Imports the rows of a wholesale file into the store, in batches, and carries on where it was stopped."""

from itertools import islice


class Store:
    """Stands in for the database: what `commit` is given is written as a whole, or not at all."""

    def __init__(self):
        self.orders, self.marks = [], {}

    def commit(self, orders, marks):
        """Adds the orders, and sets the marks: a dict of file name and whole number."""
        self.orders.extend(orders)
        self.marks.update(marks)


def import_file(name, rows, store, size=500):
    done = store.marks.get(name, 0)
    rest = islice(rows, done, None)
    saved = 0
    while batch := list(islice(rest, size)):
        done += len(batch)
        store.commit([row for row in batch if row["order_id"]], {name: done})
        saved += sum(1 for row in batch if row["order_id"])
    return saved
