"""Imports a wholesale file: columns order_id, sku, quantity, unit_cents, zone."""

import csv
import io

DAY_SUM = 0


def import_orders(text):
    global DAY_SUM
    res = {"orders": [], "rejected": []}
    n = 1
    for row in csv.DictReader(io.StringIO(text)):
        n = n + 1
        if row["order_id"] != None and row["order_id"].strip() != "":
            if row["quantity"].isdigit() and int(row["quantity"]) > 0:
                if row["unit_cents"].isdigit():
                    sub = int(row["quantity"]) * int(row["unit_cents"])
                    z = row["zone"].strip().lower()
                    if z == "home":
                        if sub >= 7500:
                            fee = 0
                        else:
                            fee = 590
                    elif z == "near":
                        fee = 1190
                    elif z == "far":
                        fee = 2490
                    else:
                        fee = None
                    if fee is None:
                        print("bad zone", n)
                        res["rejected"].append((n, "unknown zone"))
                    else:
                        tot = sub + fee
                        DAY_SUM += tot
                        res["orders"].append(
                            {"order_id": row["order_id"].strip(), "sku": row["sku"], "subtotal": sub, "fee": fee, "total": tot}
                        )
                        print("ok", row["order_id"], tot)
                else:
                    print("bad price", n)
                    res["rejected"].append((n, "bad price"))
            else:
                print("bad quantity", n)
                res["rejected"].append((n, "bad quantity"))
        else:
            print("no id", n)
            res["rejected"].append((n, "no order id"))
    return res
