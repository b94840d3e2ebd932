"""Says whether an order carries the spring campaign."""


def in_campaign(placed_at, first_day, last_day, zone):
    """`placed_at` is an aware datetime in UTC; the days are dates in the shop's `zone`, both included."""
    return first_day <= placed_at.astimezone(zone).date() <= last_day
