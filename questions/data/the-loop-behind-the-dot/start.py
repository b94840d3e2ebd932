"""The support desk's list of orders, with a small stand-in for the ORM that counts its queries."""

from functools import cached_property


class Session:
    def __init__(self, lines, products):
        self.lines, self.products, self.queries = lines, products, 0

    def orders(self):
        self.queries += 1
        return [Order(self, order_id) for order_id in self.lines]


class Order:
    def __init__(self, session, order_id):
        self.session, self.id = session, order_id

    @cached_property
    def lines(self):
        self.session.queries += 1
        return [OrderLine(self.session, sku, quantity) for sku, quantity in self.session.lines[self.id]]


class OrderLine:
    def __init__(self, session, sku, quantity):
        self.session, self.sku, self.quantity = session, sku, quantity

    @cached_property
    def product(self):
        self.session.queries += 1
        return self.session.products[self.sku]


def render(session):
    rows = []
    for order in session.orders():
        if order.lines:
            names = ", ".join(f"{line.quantity} x {line.product}" for line in order.lines)
            rows.append(f"{order.id}: {names}")
        else:
            rows.append(f"{order.id}: still being imported")
    return rows


PRODUCTS = {"PAN-20": "frying pan", "MILL-PEP": "pepper mill"}
LINES = {"A-1": [("PAN-20", 1), ("MILL-PEP", 2)], "A-2": [("PAN-20", 3)], "A-3": []}

session = Session(LINES, PRODUCTS)
print(*render(session), sep="\n")
print(session.queries)
