"""Imports the orders of a marketplace page by page; a page of this small version holds two orders, not 200."""

PAGE_SIZE = 2

NORTHGATE = {
    "": (["N-1", "N-2"], "c1"),
    "c1": (["N-3", "N-4"], "c2"),
    "c2": ([], ""),
}
HARBOUR = {
    "": (["H-1", "H-2"], "c1"),
    "c1": (["H-3", "H-4"], "c1"),
}


def import_since(cursor, pages, save):
    """Returns the cursor from which the next import goes on."""
    while True:
        orders, next_cursor = pages[cursor]
        print(repr(cursor), "gives", orders)
        save(orders)
        cursor = next_cursor
        if len(orders) < PAGE_SIZE:
            return cursor


# print(repr(import_since("", NORTHGATE, print)))
