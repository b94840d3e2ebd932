"""Counts the rows of wholesale files that a worker has taken and refused today."""

rows_today = 0
refused = {"no sku": 0}


def day_line():
    return f"{rows_today} taken, {refused['no sku']} refused"


def count_row(row):
    if not row["sku"]:
        refused["no sku"] += 1
        return
    rows_today += 1


def import_rows(rows):
    for row in rows:
        try:
            count_row(row)
        except Exception as error:
            print(row["order_id"], type(error).__name__)
    return day_line()


print(day_line())
print(import_rows([{"order_id": "W-1", "sku": ""}, {"order_id": "W-2", "sku": "PAN-20"}]))
