"""The warehouse's page: the oldest paid orders and how many pieces each has."""


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


def pieces_of(database, order_id):
    return sum(line["quantity"] for line in database.lines_of([order_id]))


def page(database):
    return [(order["id"], pieces_of(database, order["id"])) for order in database.oldest_paid(200)]


database = Database(
    orders=[{"id": f"A-{n}", "status": "paid", "placed_at": n} for n in range(200)],
    lines=[{"order_id": f"A-{n}", "sku": "PAN-20", "quantity": 1 + n % 3} for n in range(200)],
)
print(page(database)[:3], "queries:", database.queries)
