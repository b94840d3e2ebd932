"""Invoices for a wholesale file: rows of one order stand one below the other, and the file is read in pieces."""

from itertools import groupby
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


def pieces(rows, size):
    """Lists of rows, each of whole orders; a piece ends with the order that brings it to `size` rows."""
    piece = []
    for _, lines in groupby(rows, key=itemgetter("order_id")):
        piece.extend(lines)
        if len(piece) >= size:
            yield piece
            piece = []
    if piece:
        yield piece


def invoice_file(rows, save, size=500):
    for piece in pieces(rows, size):
        save(price_orders(piece))
