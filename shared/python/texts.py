"""Keeps a text to a limit without losing its end: the middle is left out, and a line says how much."""

_NOTE = 80


def shortened(text, limit):
    """At most `limit` characters as both ends of the wire count them: one beyond U+FFFF may be two."""
    each = 2 if max(text, default="") > "\uffff" else 1
    if len(text) * each <= limit:
        return text
    keep = (limit - _NOTE) // each
    head, tail = keep * 2 // 3, keep - keep * 2 // 3
    return f"{text[:head]}\n[{len(text) - keep:,} characters are left out here]\n{text[len(text) - tail:]}"
