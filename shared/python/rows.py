"""The rows of a trace while it grows: what each frame is at, and what every line did."""

import types

from .seen import Seen, data_of, is_own_class
from .values import bounded, is_own

_NAMES = 100
_NAME = 200


class Row:
    """One executed statement of one frame."""

    __slots__ = (
        *("line", "frame", "depth", "call", "statement"),
        *("changes", "branch", "settled", "failed", "leaving", "printed", "returned", "raised"),
    )

    def __init__(self, line, activation, statement):
        self.line, self.statement = line, statement
        self.frame, self.depth, self.call = activation.name, activation.depth, activation
        self.changes, self.printed, self.returned, self.raised = [], "", None, None
        # Settled: whether its condition held is known, or will never be because it raised.
        self.branch, self.settled = None, False
        # Failed: an exception ended it. Leaving: it is the end of a `with`.
        self.failed, self.leaving = False, False

    @property
    def targets(self):
        """What it has assigned to, now that it is over."""
        ended = self.statement is not None and not self.failed and not self.leaving
        return self.statement.targets if ended and not (self.statement.is_loop and not self.branch) else []

    @property
    def says_something(self):
        said = (self.changes, self.branch is not None, self.printed, self.returned, self.raised)
        return any(said)

    def as_dict(self):
        row = {"line": self.line, "frame": self.frame, "depth": self.depth, "changes": self.changes}
        if self.branch is not None:
            row["branch"] = self.branch
        for name in ("printed", "returned", "raised"):
            if getattr(self, name):
                row[name] = getattr(self, name)
        return row


class Activation:
    """One call of a function, or one pass over the module: its row, and what its variables last held.

    A host is another activation whose row this one's lines belong to: a lambda or a generator expression that runs
    in the very statement that makes it is a part of that statement.
    """

    def __init__(self, frame, depth):
        self.code = frame.f_code
        self.name, self.depth = frame.f_code.co_qualname[-_NAME:], depth
        self.host, self.row, self.before = None, None, None
        self.starts, self.seen, self.given = {}, {}, {}
        # The statement that was left at a yield or an await.
        self.waiting = None

    @property
    def outermost(self):
        activation = self
        while activation.host is not None:
            activation = activation.host
        return activation

    def bind(self, frame):
        """Takes the arguments as given, and what is there already as known."""
        code = frame.f_code
        count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
        parameters = code.co_varnames[:count]
        for name, value in frame.f_locals.items():
            if not hidden(name):
                self.seen[name] = Seen(value, None)
                if name in parameters:
                    self.given[name] = self.seen[name].text

    def arguments(self):
        """The arguments as changes of the first row, once."""
        given, self.given = self.given, {}
        names = sorted(name for name in given if name not in ("self", "cls"))
        return [{"name": name[:_NAME], "value": given[name], "given": True} for name in names]

    def look(self, frame):
        """What is different now from the last look: [{name, value}]."""
        found = {}
        for name, value in list(frame.f_locals.items()):
            if hidden(name):
                continue
            earlier = self.seen.get(name)
            self.seen[name] = Seen(value, earlier)
            found.update(self.seen[name].changes(name, earlier))
        for name in [*self.seen]:
            if name not in frame.f_locals:
                del self.seen[name]
        return [{"name": name[:_NAME], "value": text} for name, text in found.items()]


class Globals:
    """The sheet's data that functions share: a change is told once, by the first line to end after it."""

    def __init__(self, names):
        self.names = names
        self.seen = {}
        for name, value in list(names.items()):
            if is_data(name, value):
                self.seen[name] = Seen(value, None)

    def look(self, wanted):
        found = {}
        for name in wanted:
            if name in self.names and is_data(name, self.names[name]):
                earlier = self.seen.get(name)
                self.seen[name] = Seen(self.names[name], earlier)
                found.update(self.seen[name].changes(name, earlier))
        return [{"name": name[:_NAME], "value": text} for name, text in found.items()]


def assigned(targets, names, shared, found):
    """What was assigned and is not among the changes, because it held the value already: [{name, value, again}]."""
    told = {change["name"] for change in found}
    result = []
    for name, *attributes_ in targets:
        scope = names if name in names else shared
        if hidden(name) or name not in scope:
            continue
        value = scope[name]
        if attributes_ and (is_own(value) or is_own_class(value)):
            value = data_of(value).get(attributes_[0], _GONE)
            name = f"{name}.{attributes_[0]}"
        if name not in told and value is not _GONE:
            told.add(name)
            result.append({"name": name[:_NAME], "value": bounded(value), "again": True})
    return result


_GONE = object()


def merged(earlier, later):
    """Two lists of changes as one: a name that is in both has its later value."""
    by_name = {change["name"]: change for change in [*earlier, *later]}
    return [by_name[name] for name in sorted(by_name)[:_NAMES]]


def hidden(name):
    return name.startswith(("__", "."))


def is_data(name, value):
    """A class counts for the data that it holds."""
    return not hidden(name) and (
        is_own_class(value) or not isinstance(value, (type, types.FunctionType, types.ModuleType))
    )
