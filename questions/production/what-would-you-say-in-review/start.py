"""A proposed change: the line that the support desk reads about an order."""


def check_order(order, short=False, names=True, strict=True):
    try:
        lines = order["lines"]
        sub = sum(l["quantity"] * l["unit_cents"] - l.get("discount_cents", 0) for l in lines)
        if order["zone"] == "home" and sub >= 7500:
            order["fee"] = 0
        else:
            order["fee"] = {"home": 590, "near": 1190, "far": 2490}[order["zone"]]
        if any(l["sku"] == "TABLE-PREP" for l in lines):
            order["fee"] = order["fee"] + 900
        total = sub + order["fee"]
        count = {l["sku"]: sum(m["quantity"] for m in lines if m["sku"] == l["sku"]) for l in lines}
        parts = [" x ".join(map(str, reversed(pair))) for pair in count.items()]
        if short and not names:
            return order["id"] + " " + str(total)
        if short and names:
            return order["id"] + " " + ", ".join(parts)
        if not short and names:
            return order["id"] + " " + ", ".join(parts) + ", fee " + str(order["fee"]) + ", total " + str(total)
        return order["id"] + " fee " + str(order["fee"]) + ", total " + str(total)
    except:
        if strict:
            return "no data"
        return ""


KETTLE_AND_PAN = {
    "id": "A-7",
    "zone": "home",
    "campaign": "spring",
    "fee": 0,
    "lines": [
        {"sku": "KETTLE-17", "quantity": 1, "unit_cents": 3600},
        {"sku": "PAN-20", "quantity": 1, "unit_cents": 2450},
    ],
}
FROM_HARBOUR = {"id": "H-2", "zone": "Near", "lines": [{"sku": "MILL-PEP", "quantity": 2, "unit_cents": 1290}]}

print(check_order(KETTLE_AND_PAN))
print(check_order(KETTLE_AND_PAN, True, False))
print(check_order(FROM_HARBOUR))
print(KETTLE_AND_PAN["fee"])
