"""Turns the status words of Northgate into ours."""

MEANINGS = {
    "awaiting payment": "new",
    "payment received": "paid",
    "sent": "shipped",
    "completed": "delivered",
    "void": "cancelled",
}


class UnknownStatus(ValueError):
    """A word that we have no meaning for."""


def normalise_status(raw):
    """One of our statuses, whatever the case of the word and the stray spaces in and around it."""
    return MEANINGS[raw.strip(" ").lower()]
