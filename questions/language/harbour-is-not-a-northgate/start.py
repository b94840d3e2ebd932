"""Imports orders of both marketplaces, page by page."""

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
    def import_since(self, cursor, save):
        rejected = []
        while True:
            rows, cursor = self.fetch(cursor)
            orders = []
            for row in rows:
                try:
                    orders.append(self.read(row))
                except ValueError as fault:
                    rejected.append((row, str(fault)))
            save(orders)
            if len(rows) < PAGE_SIZE:
                return cursor, rejected


class PagedImporter(Importer):
    def __init__(self, get):
        self.get = get

    def address(self, cursor):
        return f"/orders?after={cursor}&limit={PAGE_SIZE}"

    def fetch(self, cursor):
        answer = self.get(self.address(cursor))
        return answer["orders"], answer["cursor"]


class MarketplaceImporter(PagedImporter):
    words = {}

    def read(self, row):
        total = self.total_of(row)
        word = self.word_of(row)
        if word not in self.words:
            raise ValueError("unknown status")
        return {"id": self.id_of(row), "total": total, "status": self.words[word]}

    def id_of(self, row):
        return row["id"]


class NorthgateImporter(MarketplaceImporter):
    words = NORTHGATE

    def total_of(self, row):
        whole, point, part = row["total"].partition(".")
        if not (whole.isdigit() and len(part) == 2 and part.isdigit()):
            raise ValueError("bad total")
        return int(whole) * 100 + int(part)

    def word_of(self, row):
        return row["status"]


class HarbourImporter(NorthgateImporter):
    words = HARBOUR

    def address(self, cursor):
        return "/v2" + super().address(cursor)

    def id_of(self, row):
        return row["number"]

    def total_of(self, row):
        if row["cents"] < 0:
            raise ValueError("bad total")
        return row["cents"]

    def word_of(self, row):
        return str(row["code"])


def northgate(get):
    return NorthgateImporter(get)


def harbour(get):
    return HarbourImporter(get)
