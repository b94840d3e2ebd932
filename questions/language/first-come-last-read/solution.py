"""Imports a wholesale file in batches: lines of order id, sku and quantity. The header was line 1."""

from itertools import islice


def read_rows(lines):
    for number, line in enumerate(lines, start=2):
        yield number, line.strip().split(";")


def accepted(rows, rejected):
    for number, fields in rows:
        if len(fields) != 3 or not fields[0]:
            rejected.append(number)
        else:
            yield {"order_id": fields[0], "sku": fields[1], "quantity": int(fields[2])}


def batches(orders, size):
    orders = iter(orders)
    while batch := list(islice(orders, size)):
        yield batch


def import_rows(lines, save, size=500):
    rejected = []
    saved = 0
    for batch in batches(accepted(read_rows(lines), rejected), size):
        save(batch)
        saved += len(batch)
    return saved, rejected
