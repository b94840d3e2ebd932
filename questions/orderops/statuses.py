"""Turns the status words of others into ours."""

OURS = ("new", "paid", "packed", "shipped", "delivered", "cancelled", "returned")

MEANINGS = {
    "csv": {status: status for status in OURS},
    "northgate": {
        "awaiting payment": "new",
        "payment received": "paid",
        "sent": "shipped",
        "completed": "delivered",
        "void": "cancelled",
    },
    "harbour": {
        "10": "new",
        "20": "paid",
        "30": "packed",
        "40": "shipped",
        "50": "delivered",
        "90": "cancelled",
        "95": "returned",
    },
}


class UnknownStatus(ValueError):
    """A word, or a source, that we have no meaning for."""


def normalise_status(raw: str, source: str) -> str:
    """One of the seven statuses, whatever the case of the word and the spaces around it."""
    word = raw.strip().lower()
    try:
        return MEANINGS[source][word]
    except KeyError:
        raise UnknownStatus(f"{source}: {raw!r}") from None
