"""Turns the status words of others into ours."""


class UnknownStatus(ValueError):
    """A word, or a source, that we have no meaning for."""


def normalise_status(raw, source):
    s = raw.strip().lower()
    if source == "csv" and s == "new":
        return "new"
    elif source == "csv" and s == "paid":
        return "paid"
    elif source == "csv" and s == "packed":
        return "packed"
    elif source == "csv" and s == "shipped":
        return "shipped"
    elif source == "csv" and s == "delivered":
        return "delivered"
    elif source == "csv" and s == "cancelled":
        return "cancelled"
    elif source == "csv" and s == "returned":
        return "returned"
    elif source == "northgate":
        if s == "awaiting payment":
            return "new"
        elif s == "payment received":
            return "paid"
        elif s == "sent":
            return "shipped"
        elif s == "completed":
            return "delivered"
        elif s == "void":
            return "cancelled"
    raise UnknownStatus(source + ": " + repr(raw))
