"""Sums by product for a wholesale file: once row by row, and once by column."""

from array import array
from itertools import compress
from operator import mul

ROWS = [
    {"sku": "PAN-20", "quantity": 2, "unit_cents": 2450},
    {"sku": "KETTLE-17", "quantity": 0, "unit_cents": 3600},
    {"sku": "MILL-PEP", "quantity": 5, "unit_cents": 1290},
    {"sku": "PAN-20", "quantity": 1, "unit_cents": 2450},
]


def by_row(rows):
    sums = {}
    for row in rows:
        if row["quantity"] > 0:
            sums[row["sku"]] = sums.get(row["sku"], 0) + row["quantity"] * row["unit_cents"]
    return sums


def by_column(skus, quantities, cents):
    totals = array("q", map(mul, quantities, cents))
    ordered = [quantity > 0 for quantity in quantities]
    sums = {}
    for sku, total in zip(skus, compress(totals, ordered)):
        sums[sku] = sums.get(sku, 0) + total
    return sums


skus = [row["sku"] for row in ROWS]
quantities = array("i", [row["quantity"] for row in ROWS])
cents = array("i", [row["unit_cents"] for row in ROWS])

print(by_row(ROWS))
print(by_column(skus, quantities, cents))
