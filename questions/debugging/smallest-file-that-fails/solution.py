"""Makes a file that fails smaller, for a report that somebody can read."""


def smallest(rows, fails):
    """The rows that are still needed for `fails(rows)` to be true, in their order."""
    kept = list(rows)
    if not fails(kept):
        raise ValueError("it does not fail")
    size = max(len(kept) // 2, 1)
    while True:
        shorter = _without_pieces(kept, size, fails)
        if size == 1 and len(shorter) == len(kept):
            return kept
        kept = shorter
        size = max(size // 2, 1)


def _without_pieces(kept, size, fails):
    at = 0
    while at < len(kept):
        rest = kept[:at] + kept[at + size :]
        if fails(rest):
            kept = rest
        else:
            at += size
    return kept
