"""Imports a wholesale file, row by row: columns order_id, sku, quantity, unit_cents, zone."""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TextIO

from orderops.pricing import shipping_fee

BATCH = 500

Row = dict[str, str]


class Imported(NamedTuple):
    """How many rows were accepted, and of each of the others its line in the file and the reason."""

    accepted: int
    rejected: list[tuple[int, str]]


def read_rows(file: TextIO) -> Iterator[tuple[int, Row]]:
    """Each row with its line number, one at a time; the header is line 1."""
    yield from enumerate(csv.DictReader(file), start=2)


def parse_row(row: Row) -> dict:
    """One row as an order; ValueError says what is wrong with it."""
    order_id = (row["order_id"] or "").strip()
    if not order_id:
        raise ValueError("no order id")
    quantity = _whole(row["quantity"], "bad quantity")
    if quantity == 0:
        raise ValueError("bad quantity")
    subtotal = quantity * _whole(row["unit_cents"], "bad price")
    fee = shipping_fee(subtotal, (row["zone"] or "").strip().lower())
    return {"order_id": order_id, "sku": row["sku"], "subtotal": subtotal, "fee": fee, "total": subtotal + fee}


def import_rows(rows: Iterable[tuple[int, Row]], save: Callable[[list[dict]], None]) -> Imported:
    """Saves what can be read, in batches, and lists the rest; a failing `save` ends the import."""
    rejected: list[tuple[int, str]] = []
    orders = _accepted(rows, rejected)
    accepted = 0
    while batch := list(islice(orders, BATCH)):
        save(batch)
        accepted += len(batch)
    return Imported(accepted, rejected)


def _accepted(rows: Iterable[tuple[int, Row]], rejected: list[tuple[int, str]]) -> Iterator[dict]:
    for number, row in rows:
        try:
            order = parse_row(row)
        except ValueError as fault:
            rejected.append((number, str(fault)))
        else:
            yield order


def _whole(text: str | None, otherwise: str) -> int:
    if not text or not (text.isascii() and text.isdigit()):
        raise ValueError(otherwise)
    return int(text)
