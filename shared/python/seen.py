"""What a variable held when a trace last looked at it, and whether that is different now."""

import types
from collections import deque

from .values import LEAVES, MORE, SHEET_MODULES, Full, Writer, attributes, bounded, is_own, leaf_text, module_of, quick

# Characters of one value that a digest takes in, and of all in a trace.
_DIGEST = 100_000
_DIGESTS = 1_000_000
_NO_DATA = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MemberDescriptorType, types.GetSetDescriptorType),
    *(classmethod, staticmethod, property, type),
)


class _Spent(Exception):
    """The trace has looked at as many characters as it may."""


class _Digest(Writer):
    """Takes in a whole value, without keeping its text: two values that differ anywhere have other digests."""

    deepest = 40
    # Characters that digests may still take in: a trace has a limit of time.
    budget = 0

    def __init__(self):
        super().__init__(_DIGEST)
        self.sum = 0

    def put(self, text):
        if len(text) > _Digest.budget:
            raise _Spent
        if len(text) > self.left:
            raise Full
        self.left -= len(text)
        _Digest.budget -= len(text)
        self.sum = hash((self.sum, text))

    def leaf(self, value):
        return f"{hash(value):x} " if isinstance(value, (str, bytes, int)) else leaf_text(value)


def begin_digests():
    """Before a trace."""
    _Digest.budget = _DIGESTS


def _digest(value, text):
    """Tells apart what begins alike: None where all of the value is in its text, or where it cannot be told any more."""
    if _Digest.budget <= 0 or (MORE not in text and "<int of" not in text):
        return None
    writer = _Digest()
    try:
        whole = quick(value, _DIGEST)
        if whole is None:
            writer.value(value)
        else:
            writer.put(whole)
    except _Spent:
        _Digest.budget = 0
        return None
    except Exception:
        pass
    return writer.sum


def is_own_class(value):
    return isinstance(value, type) and module_of(value) in SHEET_MODULES


def data_of(value):
    """The attributes of an object of the sheet; of a class, those that are data."""
    if not isinstance(value, type):
        return attributes(value)
    found = type.__getattribute__(value, "__dict__").items()
    return {name: part for name, part in found if not name.startswith("__") and not isinstance(part, _NO_DATA)}


def _differ(earlier, now):
    """Two texts with their digests; without a digest the text must do."""
    if earlier is None or earlier[0] != now[0]:
        return True
    return None not in (earlier[1], now[1]) and earlier[1] != now[1]


def _told(value):
    text = bounded(value)
    return text, _digest(value, text)


class Seen:
    """What a variable held when it was last looked at."""

    __slots__ = ("identity", "text", "size", "parts", "digest")

    def __init__(self, value, earlier):
        self.identity = id(value)
        cls = type(value)
        if earlier is not None and earlier.identity == self.identity and cls in LEAVES:
            self.text, self.digest, self.size, self.parts = earlier.text, earlier.digest, None, None
            return
        self.text, self.digest = _told(value)
        base = next((base for base in (list, dict, set, deque) if issubclass(cls, base)), None)
        self.size = base.__len__(value) if base else None
        own = is_own(value) or is_own_class(value)
        self.parts = {name: _told(part) for name, part in data_of(value).items()} if own else None

    def changes(self, name, earlier):
        """What to say of the variable now, as pairs of a name and a text: nothing if it did not change."""
        if earlier is not None and self.parts is not None and earlier.identity == self.identity:
            before = earlier.parts or {}
            return [(f"{name}.{part}", told[0]) for part, told in self.parts.items() if _differ(before.get(part), told)]
        now = (self.text, self.digest)
        same = earlier is not None and earlier.size == self.size and not _differ((earlier.text, earlier.digest), now)
        return [] if same else [(name, self.text)]
