"""Adds up the last 30 days for the nightly report; `pool` is a ProcessPoolExecutor of four in production."""


def worth(order):
    gross = sum(line["quantity"] * line["unit_cents"] for line in order["lines"]) + order["fee"]
    return order["day"], gross, (gross + 3) // 6


def totals_by_day(orders, pool):
    totals = {}
    for day, gross, vat in pool.map(worth, orders):
        so_far = totals.get(day, (0, 0))
        totals[day] = (so_far[0] + gross, so_far[1] + vat)
    return totals


class OneAfterTheOther:
    map = staticmethod(map)


ORDERS = [
    {"day": 1, "fee": 590, "lines": [{"sku": "PAN-20", "quantity": 2, "unit_cents": 2450}]},
    {"day": 1, "fee": 0, "lines": [{"sku": "KNIFE-8", "quantity": 2, "unit_cents": 4990}]},
    {"day": 2, "fee": 590, "lines": [{"sku": "MILL-PEP", "quantity": 1, "unit_cents": 1290}]},
]
print(totals_by_day(ORDERS, OneAfterTheOther))
