"""Imports orders of both marketplaces, page by page: one loop, and three parts for each marketplace."""

PAGE_SIZE = 200
NORTHGATE = {
    "Awaiting payment": "new",
    "Payment received": "paid",
    "Sent": "shipped",
    "Completed": "delivered",
    "Void": "cancelled",
}
HARBOUR = {
    "10": "new",
    "20": "paid",
    "30": "packed",
    "40": "shipped",
    "50": "delivered",
    "90": "cancelled",
    "95": "returned",
}


class Importer:
    def __init__(self, fetch, parse, words):
        self.fetch, self.parse, self.words = fetch, parse, words

    def import_since(self, cursor, save):
        rejected = []
        while True:
            rows, cursor = self.fetch(cursor)
            orders = []
            for row in rows:
                try:
                    orders.append(self._order(row))
                except ValueError as fault:
                    rejected.append((row, str(fault)))
            save(orders)
            if len(rows) < PAGE_SIZE:
                return cursor, rejected

    def _order(self, row):
        order_id, cents, word = self.parse(row)
        if word not in self.words:
            raise ValueError("unknown status")
        return {"id": order_id, "total": cents, "status": self.words[word]}


def pages(get, path):
    def fetch(cursor):
        answer = get(f"{path}?after={cursor}&limit={PAGE_SIZE}")
        return answer["orders"], answer["cursor"]

    return fetch


def parse_northgate(row):
    whole, _, part = row["total"].partition(".")
    if not (whole.isdigit() and len(part) == 2 and part.isdigit()):
        raise ValueError("bad total")
    return row["id"], int(whole) * 100 + int(part), row["status"]


def parse_harbour(row):
    if row["cents"] < 0:
        raise ValueError("bad total")
    return row["number"], row["cents"], str(row["code"])


def northgate(get):
    return Importer(pages(get, "/orders"), parse_northgate, NORTHGATE)


def harbour(get):
    return Importer(pages(get, "/v2/orders"), parse_harbour, HARBOUR)
