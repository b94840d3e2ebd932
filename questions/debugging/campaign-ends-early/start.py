"""Says whether an order carries the spring campaign."""

from datetime import datetime, timedelta, timezone


def in_campaign(placed_at, first_day, last_day, zone):
    """`placed_at` is an aware datetime in UTC; the days are dates in the shop's `zone`, both included."""
    start = midnight(first_day, zone)
    end = midnight(last_day + timedelta(days=1), zone)
    placed = placed_at.astimezone(zone).replace(tzinfo=None)
    return start <= placed < end


def midnight(day, zone):
    """The midnight with which a day of the shop begins."""
    begins = datetime(day.year, day.month, day.day, tzinfo=zone)
    return begins.astimezone(timezone.utc).replace(tzinfo=None)
