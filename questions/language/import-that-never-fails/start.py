"""Imports marketplace orders. Has not reported an error for a year."""


def parse_cents(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part or 0)


def import_orders(rows, save):
    saved = 0
    for row in rows:
        try:
            order = {"id": row["id"], "total": parse_cents(row["total"]), "status": row["status"].lower()}
            save(order)
            saved += 1
        except Exception:
            continue
    return saved


def save(order):
    if order["id"] == "N-4":
        raise ConnectionError("database is away")


ROWS = [
    {"id": "N-1", "total": "18.50", "status": "Sent"},
    {"id": "N-2", "total": "18,50", "status": "Sent"},
    {"id": "N-3", "status": "Sent"},
    {"id": "N-4", "total": "36.00", "status": "Void"},
    {"id": "N-5", "total": "39", "status": "Sent"},
]
print("saved", import_orders(ROWS, save))
