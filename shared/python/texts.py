"""Texts within limits, of which the middle is left out with a line that says how much; and values as JSON."""

from json import encoder

_NOTE = 80

# What json.dumps comes down to, taken before the code of a sheet can replace any of it.
_encode = encoder.c_make_encoder(None, str, encoder.c_encode_basestring_ascii, None, ": ", ", ", False, False, True)


def as_json(value):
    return "".join(_encode(value, 0))


def shortened(text, limit):
    """At most `limit` characters as both ends of the wire count them: one beyond U+FFFF may be two."""
    each = 2 if max(text, default="") > "\uffff" else 1
    if len(text) * each <= limit:
        return text
    keep = (limit - _NOTE) // each
    head, tail = keep * 2 // 3, keep - keep * 2 // 3
    return f"{text[:head]}\n[{len(text) - keep:,} characters are left out here]\n{text[len(text) - tail:]}"
