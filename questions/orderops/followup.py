"""Finds paid orders that should have left the warehouse."""

from collections.abc import Iterable
from datetime import date, timedelta

LATE_AFTER = 2


def working_days(since: date, until: date) -> int:
    """Days from Monday to Friday after `since`, up to and including `until`."""
    days = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
    return sum(day.weekday() < 5 for day in days)


def late_orders(orders: Iterable[dict], today: date) -> list[str]:
    """The ids, sorted; both dates are of the shop's own calendar."""
    return sorted(
        order["id"]
        for order in orders
        if order["status"] == "paid" and working_days(order["paid_on"], today) > LATE_AFTER
    )
