"""The products that sold most pieces, for the product manager's list of the night."""

from collections import Counter

NOT_SOLD = ("new", "cancelled")


def best_sellers(orders, top=10):
    pieces = Counter()
    for order in orders:
        if order["status"] not in NOT_SOLD:
            for line in order["lines"]:
                pieces[line["sku"]] += line["quantity"]
    ranked = sorted(pieces.items(), key=lambda item: (-item[1], item[0]))
    return [(sku, count) for sku, count in ranked if count > 0][:top]
