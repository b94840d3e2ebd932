"""Chooses who carries a parcel; from the first year of OrderOps."""

G = {"PAN-20": 900, "PAN-24": 1100, "KETTLE-17": 1200, "MILL-PEP": 300, "TOWEL-SET": 800, "TABLE-PREP": 24000}
R = {"home": "ABC", "near": "BC"}


def pick(order, d):
    s = R.get(order["zone"], "C")
    t = 0
    b = False
    for x in order["lines"]:
        n = x["quantity"]
        t += n * G.get(x["sku"], 500)
        b = x["sku"] == "TABLE-PREP"
    if b:
        s = s[-1]
    elif t > 1000:
        s = s.replace("A", "")
    if d == 4 and t > 20000:
        c = s[-1]
    else:
        c = s[0]
    order["carrier"] = c
    return c, t


TABLE = {"sku": "TABLE-PREP", "quantity": 1}
MILLS = {"sku": "MILL-PEP", "quantity": 2}
TABLE_FIRST = {"id": "A-7", "zone": "home", "lines": [TABLE, MILLS]}
TABLE_LAST = {"id": "A-8", "zone": "home", "lines": [MILLS, TABLE]}
ONE_MILL = {"id": "H-2", "zone": "far", "lines": [{"sku": "MILL-PEP", "quantity": 1}]}

print(pick(TABLE_FIRST, 2))
print(pick(TABLE_LAST, 2))
print(pick(TABLE_FIRST, 4))
print(pick(ONE_MILL, 2))
