"""Picks the orders of one day of the shop."""

from datetime import datetime, time, timedelta


def orders_of_day(orders, day, zone):
    """`day` is a date in the shop's `zone`; each order's `placed_at` is an aware datetime in UTC."""
    start = datetime.combine(day, time.min, tzinfo=zone)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    return [order for order in orders if start <= order["placed_at"] < end]
