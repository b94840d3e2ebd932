"""Decides whether a message really comes from the payment provider, and was sent just now."""

import hashlib
import hmac


def sign(body, sent_at, key):
    """As the provider does it: over the time as it stands in the header, a point, and the raw body."""
    return hmac.new(key, sent_at.encode("ascii") + b"." + body, hashlib.sha256).hexdigest()


def verdict(body, sent_at, signature, keys, now):
    if not (sent_at.isascii() and sent_at.isdigit()):
        return "bad time"
    given = signature.encode("utf-8", "replace")
    good = [hmac.compare_digest(sign(body, sent_at, key).encode(), given) for key in keys if key]
    if not any(good):
        return "wrong signature"
    age = now - int(sent_at)
    if age > 300:
        return "too old"
    return "from the future" if age < -30 else "ok"
