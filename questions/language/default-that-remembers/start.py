"""Collects the rows of a wholesale file that could not be accepted."""


def note_rejection(row, reason, rejections=[]):
    rejections.append((row["order_id"], reason))
    return rejections


def import_rows(rows):
    accepted = 0
    rejections = []
    for row in rows:
        if not row["sku"]:
            rejections = note_rejection(row, "no sku")
        else:
            accepted += 1
    return accepted, rejections


first = import_rows([{"order_id": "A-1", "sku": ""}, {"order_id": "A-2", "sku": "PAN-20"}])
second = import_rows([{"order_id": "B-1", "sku": ""}])
third = import_rows([{"order_id": "C-1", "sku": "PAN-24"}])
print(first)
print(second)
print(third)
