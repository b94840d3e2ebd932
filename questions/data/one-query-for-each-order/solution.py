"""The warehouse's page: the oldest paid orders and how many pieces each has."""

from collections import Counter


class Database:
    """Stands in for PostgreSQL and counts the queries."""

    def __init__(self, orders, lines):
        self.orders, self.lines, self.queries = orders, lines, 0

    def oldest_paid(self, limit):
        self.queries += 1
        paid = [order for order in self.orders if order["status"] == "paid"]
        return sorted(paid, key=lambda order: order["placed_at"])[:limit]

    def lines_of(self, order_ids):
        """All lines of all these orders, in no particular order."""
        self.queries += 1
        wanted = set(order_ids)
        return [line for line in self.lines if line["order_id"] in wanted]


def page(database):
    orders = database.oldest_paid(200)
    pieces = Counter()
    for line in database.lines_of([order["id"] for order in orders]):
        pieces[line["order_id"]] += line["quantity"]
    return [(order["id"], pieces[order["id"]]) for order in orders]
