"""Makes a file that fails smaller, for a report that somebody can read."""


def smallest(rows, fails):
    """The rows that are still needed for `fails(rows)` to be true, in their order."""
    if not fails(rows):
        raise ValueError("it does not fail")
    for row in rows:
        if fails([row]):
            return [row]
    return rows
