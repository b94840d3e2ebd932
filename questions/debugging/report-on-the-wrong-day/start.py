"""Picks the orders of one day of the shop."""

from datetime import datetime, timedelta


def orders_of_day(orders, day, zone):
    """`day` is a date in the shop's `zone`; each order's `placed_at` is an aware datetime in UTC."""
    start = datetime(day.year, day.month, day.day)
    end = start + timedelta(days=1)
    return [order for order in orders if start <= order["placed_at"].replace(tzinfo=None) < end]
