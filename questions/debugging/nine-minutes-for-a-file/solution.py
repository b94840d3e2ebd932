"""Imports the rows of a wholesale file, and rejects those whose product we do not have."""


def import_rows(rows, save, load_products):
    """`load_products` reads the products from the database, one after the other; `save` takes a list of rows."""
    known = {product["sku"] for product in load_products()}
    rejected = []
    batch = []
    for number, row in enumerate(rows, start=2):
        if row["sku"] not in known:
            rejected.append((number, "unknown product"))
            continue
        batch.append(row)
        if len(batch) == 500:
            save(batch)
            batch = []
    if batch:
        save(batch)
    return rejected
