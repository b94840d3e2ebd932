"""Invoices for a wholesale file: rows of one order stand one below the other, and the file is read in pieces."""

from itertools import groupby, islice
from operator import itemgetter


def home_fee(subtotal_cents):
    return 0 if subtotal_cents >= 7500 else 590


def price_orders(rows):
    """One entry for each order: the subtotal of its lines, and one fee."""
    orders = []
    for order_id, lines in groupby(rows, key=itemgetter("order_id")):
        subtotal = sum(line["quantity"] * line["unit_cents"] for line in lines)
        orders.append({"order_id": order_id, "subtotal": subtotal, "fee": home_fee(subtotal)})
    return orders


def invoice_file(rows, save, size=500):
    rows = iter(rows)
    while piece := list(islice(rows, size)):
        save(price_orders(piece))


# ROWS = [
#     {"order_id": "W-3", "sku": "PAN-20", "quantity": 1, "unit_cents": 2450},
#     {"order_id": "W-4", "sku": "KNIFE-8", "quantity": 1, "unit_cents": 4990},
#     {"order_id": "W-4", "sku": "KETTLE-17", "quantity": 1, "unit_cents": 3600},
# ]
# invoice_file(ROWS, print)
