"""Renders any value as a short repr without running a line of the sheet's own code, and tells what changed."""

import types
from collections import Counter, OrderedDict, defaultdict, deque
from enum import Enum

from .limits import REPR

SHEET_MODULES = ("sheet", "__main__")
MORE = "…"
_DEPTH = 6
_BIG = 10**REPR
# Characters of one value that a digest takes in, and of all in a trace.
_DIGEST = 100_000
_DIGESTS = 20_000_000
_PLAIN = (int, float, complex, bool, type(None), type(Ellipsis), type(NotImplemented), range)
_LEAVES = {*_PLAIN, str, bytes}
_NUMBERS = {int, float, bool, type(None)}
# Their reprs hold nothing that the sheet could have defined.
_TRUSTED = ("datetime", "decimal", "fractions", "uuid", "pathlib", "ipaddress", "re")
_VIEWS = {type({}.keys()): "dict_keys", type({}.values()): "dict_values", type({}.items()): "dict_items"}
_NAMED = {
    types.FunctionType: "function",
    types.GeneratorType: "generator",
    types.CoroutineType: "coroutine",
    types.AsyncGeneratorType: "async generator",
}


_NO_DATA = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MemberDescriptorType, types.GetSetDescriptorType),
    *(classmethod, staticmethod, property, type),
)


class _Full(Exception):
    """The budget of characters is spent."""


class _Writer:
    """Collects pieces up to a number of characters."""

    deepest = _DEPTH

    def __init__(self, limit):
        self.pieces, self.left, self.inside = [], limit, []

    def put(self, text):
        if len(text) > self.left:
            self.pieces.append(text[: max(self.left - 1, 0)] + MORE)
            raise _Full
        self.pieces.append(text)
        self.left -= len(text)

    def listed(self, opening, items, closing, write):
        """Writes items between brackets, commas between them."""
        self.put(opening)
        for n, item in enumerate(items):
            if n:
                self.put(", ")
            write(item)
        self.put(closing)

    def value(self, value):
        cls = type(value)
        if cls in _LEAVES:
            return self.put(self.leaf(value))
        if id(value) in self.inside or len(self.inside) >= self.deepest:
            return self.put(MORE)
        self.inside.append(id(value))
        self.composed(value, cls)
        self.inside.pop()

    def leaf(self, value):
        return _leaf(value)

    def pair(self, item):
        self.value(item[0])
        self.put(": ")
        self.value(item[1])

    def field(self, item):
        self.put(f"{item[0]}=")
        self.value(item[1])

    def composed(self, value, cls):
        if isinstance(value, Enum):
            self.put(f"{name_of(cls)}.{value._name_}")
        elif issubclass(cls, _PLAIN + (str, bytes)):
            self.put(self.leaf(_base_value(value)))
        elif issubclass(cls, tuple) and "_fields" in cls.__dict__:
            fields = zip(cls.__dict__["_fields"], tuple.__iter__(value))
            self.listed(f"{name_of(cls)}(", fields, ")", self.field)
        elif issubclass(cls, (list, tuple, set, frozenset, deque)):
            self.sequence(value, cls)
        elif issubclass(cls, dict):
            self.mapping(value, cls)
        elif cls in _VIEWS:
            self.listed(f"{_VIEWS[cls]}([", value, "])", self.value)
        else:
            self.instance(value, cls)

    def sequence(self, value, cls):
        base = next(base for base in (list, tuple, set, frozenset, deque) if issubclass(cls, base))
        empty = base.__len__(value) == 0
        if base in (set, frozenset) and (empty or base is frozenset):
            marks = (f"{base.__name__}(", ")") if empty else ("frozenset({", "})")
        elif base is tuple:
            marks = ("(", ",)" if tuple.__len__(value) == 1 else ")")
        else:
            marks = {list: ("[", "]"), set: ("{", "}"), deque: ("deque([", "])")}[base]
        self.listed(marks[0], base.__iter__(value), marks[1], self.value)

    def mapping(self, value, cls):
        items = dict.items(value)
        if issubclass(cls, defaultdict):
            self.put("defaultdict(")
            self.value(value.default_factory)
            self.listed(", {", items, "})", self.pair)
        elif issubclass(cls, (Counter, OrderedDict)):
            if issubclass(cls, Counter) and all(type(count) is int for count in dict.values(value)):
                items = sorted(items, key=lambda item: -item[1])
            marks = ("({", "})") if items else ("(", ")")
            self.listed(name_of(cls) + marks[0], items, marks[1], self.pair)
        else:
            self.listed("{", items, "}", self.pair)

    def instance(self, value, cls):
        if isinstance(value, BaseException):
            self.listed(f"{name_of(cls)}(", BaseException.args.__get__(value), ")", self.value)
        elif isinstance(value, type):
            self.put(f"<class '{name_of(value)}'>")
        elif cls in _NAMED:
            self.put(f"<{_NAMED[cls]} {value.__name__}>")
        elif cls is types.ModuleType:
            self.put(f"<module {value.__dict__.get('__name__')!r}>")
        elif cls is types.MethodType and isinstance(value.__func__, types.FunctionType):
            self.put(f"<method {value.__func__.__qualname__}>")
        elif is_own(value):
            self.listed(f"{name_of(cls)}(", attributes(value).items(), ")", self.field)
        elif module_of(cls).split(".")[0] in _TRUSTED or cls is types.BuiltinFunctionType:
            self.put(repr(value))
        else:
            self.put(f"<{name_of(cls)}>")


class _Digest(_Writer):
    """Takes in a whole value, without keeping its text: two values that differ anywhere have other digests."""

    deepest = 40
    # Characters that digests may still take in: a trace has a limit of time.
    budget = 0

    def __init__(self):
        super().__init__(_DIGEST)
        self.sum = 0

    def put(self, text):
        if len(text) > self.left or len(text) > _Digest.budget:
            raise _Full
        self.left -= len(text)
        _Digest.budget -= len(text)
        self.sum = hash((self.sum, text))

    def leaf(self, value):
        return f"{hash(value):x} " if isinstance(value, (str, bytes, int)) else _leaf(value)


def begin_digests():
    """Before a trace."""
    _Digest.budget = _DIGESTS


def _digest(value, text):
    """Tells apart what begins alike: None where all of the value is in its text."""
    if MORE not in text and "<int of" not in text:
        return None
    writer = _Digest()
    try:
        whole = _quick(value, _DIGEST)
        if whole is None:
            writer.value(value)
        else:
            writer.put(whole)
    except Exception:
        pass
    return writer.sum


def _base_value(value):
    base = next(base for base in (str, bytes, bool, int, float, complex, range) if isinstance(value, base))
    return base.__new__(base, value)


def _leaf(value):
    if isinstance(value, (str, bytes)):
        return repr(value[: REPR + 1])
    if type(value) is int and not -_BIG < value < _BIG:
        return f"<int of {value.bit_length()} bits>"
    return repr(value)


def module_of(cls):
    return str(type.__getattribute__(cls, "__module__"))


def name_of(cls):
    """Its name in its module, without the functions that it is defined in."""
    return type.__getattribute__(cls, "__qualname__").rpartition("<locals>.")[2]


def is_own(value):
    """Whether it is an object of a class of the sheet that holds its values in attributes."""
    cls = type(value)
    builtin = (int, float, str, bytes, list, tuple, set, frozenset, dict, deque, BaseException, Enum, type)
    return module_of(cls) in SHEET_MODULES and not issubclass(cls, builtin)


def attributes(value):
    """Its attributes and filled slots by name, read past any code of its class."""
    found = {}
    for cls in reversed(type.__getattribute__(type(value), "__mro__")):
        for name, slot in cls.__dict__.items():
            if type(slot) is types.MemberDescriptorType and not name.startswith("__"):
                try:
                    found[name] = slot.__get__(value)
                except AttributeError:
                    continue
    try:
        found.update(object.__getattribute__(value, "__dict__"))
    except AttributeError:
        pass
    return found


def _quick(value, limit):
    """CPython's own repr of a short list or the like of numbers or of short texts, which is most of what there is."""
    if type(value) not in (list, tuple, set) or len(value) > limit // 2:
        return None
    kinds = set(map(type, value))
    if kinds <= _NUMBERS or (kinds == {str} and sum(map(len, value)) <= limit):
        try:
            text = repr(value)
        except ValueError:
            return None
        return text if len(text) <= limit else None
    return None


def bounded(value, limit=REPR):
    """A repr of at most `limit` characters, ended by … where there is more. It never raises."""
    text = _quick(value, limit)
    if text is not None:
        return text
    writer = _Writer(limit)
    try:
        writer.value(value)
    except _Full:
        pass
    except Exception:
        return f"<{name_of(type(value))}>"
    return "".join(writer.pieces)


def exception_line(error):
    """`Name: message`, as in the last line of a traceback, without calling a __str__ of the sheet."""
    cls = type(error)
    args = BaseException.args.__get__(error)
    simple = all(type(arg) in _LEAVES for arg in args) and "__str__" not in _own_names(cls)
    try:
        message = str(error) if simple else ", ".join(bounded(arg) for arg in args)
    except Exception:
        message = ""
    line = f"{name_of(cls)}: {message}" if message else name_of(cls)
    return line if len(line) <= 2 * REPR else line[: 2 * REPR - 1] + MORE


def _own_names(cls):
    return {name for base in cls.__mro__ if module_of(base) in SHEET_MODULES for name in base.__dict__}


def is_own_class(value):
    return isinstance(value, type) and module_of(value) in SHEET_MODULES


def data_of(value):
    """The attributes of an object of the sheet; of a class, those that are data."""
    if not isinstance(value, type):
        return attributes(value)
    found = type.__getattribute__(value, "__dict__").items()
    return {name: part for name, part in found if not name.startswith("__") and not isinstance(part, _NO_DATA)}


def _told(value):
    text = bounded(value)
    return text, _digest(value, text)


class Seen:
    """What a variable held when it was last looked at."""

    __slots__ = ("identity", "text", "size", "parts", "digest")

    def __init__(self, value, earlier):
        self.identity = id(value)
        cls = type(value)
        if earlier is not None and earlier.identity == self.identity and cls in _LEAVES:
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
            return [(f"{name}.{part}", told[0]) for part, told in self.parts.items() if before.get(part) != told]
        same = earlier is not None and (earlier.text, earlier.size, earlier.digest) == (
            *(self.text, self.size, self.digest),
        )
        return [] if same else [(name, self.text)]
