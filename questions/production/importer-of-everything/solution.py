"""Imports a wholesale file: columns order_id, sku, quantity, unit_cents, zone."""

import csv
import io

FREE_FROM = 7500
FEES = {"home": 590, "near": 1190, "far": 2490}


def shipping_fee(subtotal, zone):
    if zone not in FEES:
        raise ValueError("unknown zone")
    return 0 if zone == "home" and subtotal >= FREE_FROM else FEES[zone]


def parse_row(row):
    """One row as an order; ValueError says what is wrong with it."""
    order_id = (row["order_id"] or "").strip()
    if not order_id:
        raise ValueError("no order id")
    if not row["quantity"].isdigit() or int(row["quantity"]) == 0:
        raise ValueError("bad quantity")
    if not row["unit_cents"].isdigit():
        raise ValueError("bad price")
    subtotal = int(row["quantity"]) * int(row["unit_cents"])
    fee = shipping_fee(subtotal, row["zone"].strip().lower())
    return {"order_id": order_id, "sku": row["sku"], "subtotal": subtotal, "fee": fee, "total": subtotal + fee}


def import_orders(text):
    orders, rejected = [], []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            orders.append(parse_row(row))
        except ValueError as fault:
            rejected.append((number, str(fault)))
    return {"orders": orders, "rejected": rejected, "sum": sum(order["total"] for order in orders)}
