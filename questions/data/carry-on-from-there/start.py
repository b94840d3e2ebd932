"""Imports the rows of a wholesale file into the store, in batches."""


class Store:
    """Stands in for the database: what `commit` is given is written as a whole, or not at all."""

    def __init__(self):
        self.orders, self.marks = [], {}

    def commit(self, orders, marks):
        """Adds the orders, and sets the marks: a dict of file name and whole number."""
        self.orders.extend(orders)
        self.marks.update(marks)


def import_file(name, rows, store, size=500):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            store.commit(batch, {})
            batch = []
    store.commit(batch, {})
    return len(store.orders)
