"""Imports the rows of a wholesale file, and rejects those whose product we do not have."""


def is_known(sku, load_products):
    return sku in [product["sku"] for product in load_products()]


def import_rows(rows, save, load_products):
    """`load_products` reads the products from the database, one after the other; `save` takes a list of rows."""
    rejected = []
    batch = []
    for number, row in enumerate(rows, start=2):
        if not is_known(row["sku"], load_products):
            rejected.append((number, "unknown product"))
            continue
        batch.append(row)
        if len(batch) == 500:
            save(batch)
            batch = []
    if batch:
        save(batch)
    return rejected
