"""Imports a wholesale file in batches: lines of order id, sku and quantity. The header was line 1."""


def read_rows(lines):
    rows = []
    for number, line in enumerate(lines, start=2):
        rows.append((number, line.strip().split(";")))
    return rows


def accepted(rows, rejected):
    orders = []
    for number, fields in rows:
        if len(fields) != 3 or not fields[0]:
            rejected.append(number)
        else:
            orders.append({"order_id": fields[0], "sku": fields[1], "quantity": int(fields[2])})
    return orders


def batches(orders, size):
    result = []
    for start in range(0, len(orders), size):
        result.append(orders[start : start + size])
    return result


def import_rows(lines, save, size=500):
    rejected = []
    saved = 0
    for batch in batches(accepted(read_rows(lines), rejected), size):
        save(batch)
        saved += len(batch)
    return saved, rejected


# print(import_rows(["W-3;PAN-20;2", ";PAN-24;1", "W-4;MILL-PEP;1"], print, size=1))
