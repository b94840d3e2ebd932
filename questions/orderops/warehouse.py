"""The warehouse's page: the oldest paid orders and how many pieces each has."""

from collections import Counter
from typing import Protocol

PAGE_SIZE = 200


class Database(Protocol):
    """Each call is one query."""

    def oldest_paid(self, limit: int) -> list[dict]: ...

    def lines_of(self, order_ids: list[str]) -> list[dict]: ...


def page(database: Database) -> list[tuple[str, int]]:
    """Order id and pieces of the 200 oldest paid orders, with two queries however many there are."""
    orders = database.oldest_paid(PAGE_SIZE)
    pieces: Counter[str] = Counter()
    for line in database.lines_of([order["id"] for order in orders]):
        pieces[line["order_id"]] += line["quantity"]
    return [(order["id"], pieces[order["id"]]) for order in orders]
