"""Renders any value as a short repr without running a line of the sheet's own code, and tells what changed."""

import types
from collections import Counter, OrderedDict, defaultdict, deque
from enum import Enum

from .limits import REPR

SHEET_MODULES = ("sheet", "__main__")
MORE = "…"
_DEPTH = 6
_BIG = 10**REPR
_PLAIN = (int, float, complex, bool, type(None), type(Ellipsis), type(NotImplemented), range)
LEAVES = {*_PLAIN, str, bytes}
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


class Full(Exception):
    """The budget of characters is spent."""


class Writer:
    """Collects pieces up to a number of characters."""

    deepest = _DEPTH

    def __init__(self, limit):
        self.pieces, self.left, self.inside = [], limit, []

    def put(self, text):
        if len(text) > self.left:
            self.pieces.append(text[: max(self.left - 1, 0)] + MORE)
            raise Full
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
        if cls in LEAVES:
            return self.put(self.leaf(value))
        if id(value) in self.inside or len(self.inside) >= self.deepest:
            return self.put(MORE)
        self.inside.append(id(value))
        self.composed(value, cls)
        self.inside.pop()

    def leaf(self, value):
        return leaf_text(value)

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


def _base_value(value):
    base = next(base for base in (str, bytes, bool, int, float, complex, range) if isinstance(value, base))
    return base.__new__(base, value)


def leaf_text(value):
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


def quick(value, limit):
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
    text = quick(value, limit)
    if text is not None:
        return text
    writer = Writer(limit)
    try:
        writer.value(value)
    except Full:
        pass
    except Exception:
        return f"<{name_of(type(value))}>"
    return "".join(writer.pieces)


def exception_line(error):
    """`Name: message`, as in the last line of a traceback, without calling a __str__ of the sheet."""
    cls = type(error)
    args = BaseException.args.__get__(error)
    simple = all(type(arg) in LEAVES for arg in args) and "__str__" not in _own_names(cls)
    try:
        message = str(error) if simple else ", ".join(bounded(arg) for arg in args)
    except Exception:
        message = ""
    line = f"{name_of(cls)}: {message}" if message else name_of(cls)
    return line if len(line) <= 2 * REPR else line[: 2 * REPR - 1] + MORE


def _own_names(cls):
    return {name for base in cls.__mro__ if module_of(base) in SHEET_MODULES for name in base.__dict__}
