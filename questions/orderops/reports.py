"""What one day of the shop was worth, for the finance controller at 08:00."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from orderops.money import vat_share

NOT_SOLD = ("new", "cancelled")


def orders_of_day(orders: Iterable[dict], day: date, zone: tzinfo) -> list[dict]:
    """`day` is a date in the shop's `zone`; each order's `placed_at` is an aware datetime in UTC."""
    start = datetime.combine(day, time.min, tzinfo=zone)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    return [order for order in orders if start <= order["placed_at"] < end]


def nightly_report(orders: Iterable[dict], day: date, zone: tzinfo) -> dict[str, int]:
    """How many orders of the day were sold, and their gross total and VAT in cents."""
    totals = [order["total"] for order in orders_of_day(orders, day, zone) if order["status"] not in NOT_SOLD]
    return {"orders": len(totals), "gross": sum(totals), "vat": sum(vat_share(total) for total in totals)}
