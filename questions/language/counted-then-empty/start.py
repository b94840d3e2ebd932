"""Imports the rows of a wholesale file and says beforehand how many there are."""


def read_rows(lines):
    for number, line in enumerate(lines, start=2):
        yield number, line.split(";")


def import_rows(rows, save):
    if not rows:
        return "nothing to import"
    total = sum(1 for _ in rows)
    print("importing", total, "rows")
    for number, (order_id, sku) in rows:
        save(order_id)
    return "done"


LINES = ["W-3;PAN-20", "W-4;MILL-PEP"]
for rows in (list(read_rows(LINES)), read_rows(LINES), read_rows([])):
    saved = []
    print(import_rows(rows, saved.append), saved)
