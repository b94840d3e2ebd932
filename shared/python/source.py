"""A sheet's source as the tracer needs it: which statement an instruction belongs to, and what a header decides."""

import ast
from bisect import bisect_right
from itertools import islice

FILE = "sheet.py"
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_DECIDING = (*_LOOPS, ast.If)
# Numbers that the compiled code has for each line of the sheet.
_SPREAD = 2
_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NAMES_ONLY = (*_DEFINES, ast.Import, ast.ImportFrom)


class Statement:
    """One statement, or the header of a compound one; `case` and `except` count as headers of their own."""

    def __init__(self, node, owner):
        self.node, self.owner = node, owner
        where = node.pattern if isinstance(node, ast.match_case) else node
        last = node.body[-1] if isinstance(node, ast.match_case) else node
        self.line = where.lineno // _SPREAD
        first = min([where.lineno, *(mark.lineno for mark in getattr(node, "decorator_list", []))])
        self.start = (first, 0 if first < where.lineno else where.col_offset)
        self.end = (last.end_lineno, last.end_col_offset)
        self.index, self.body_end, self.is_final, self.leaves_final = 0, 0, False, False
        self._targets = None

    is_loop = property(lambda self: isinstance(self.node, _LOOPS))
    is_with = property(lambda self: isinstance(self.node, (ast.With, ast.AsyncWith)))
    is_try = property(lambda self: isinstance(self.node, (ast.Try, ast.TryStar)))
    is_return = property(lambda self: isinstance(self.node, ast.Return))
    is_bare_raise = property(lambda self: isinstance(self.node, ast.Raise) and self.node.exc is None)
    decides = property(lambda self: self.is_loop or isinstance(self.node, (ast.If, ast.match_case)))
    """Whether a condition on its line holds or not."""

    @property
    def targets(self):
        """What it assigns to whenever it is executed to its end, as paths: ("total",), ("self", "flags")."""
        if self._targets is None:
            self._targets = sorted({path for target in _assigned(self.node) for path in _paths(target)})
        return self._targets

    @property
    def only_names(self):
        """Whether it does no more than bind names of functions, classes and modules."""
        return isinstance(self.node, _NAMES_ONLY) and not getattr(self.node, "decorator_list", [])

    def runs_with(self, other):
        """Whether the other one is this one's body on the line of its header: the two are one row."""
        return self.decides and self.line == other.line and self.holds(other)

    def holds(self, other):
        """Whether the other one is in this one's body (not in its else)."""
        return self.owner is other.owner and self.index < other.index < self.body_end


def _assigned(node):
    match node:
        case ast.Assign():
            return node.targets
        case ast.AugAssign() | ast.For() | ast.AsyncFor():
            return [node.target]
        case ast.AnnAssign() if node.value is not None:
            return [node.target]
        case ast.With() | ast.AsyncWith():
            return [item.optional_vars for item in node.items if item.optional_vars is not None]
    return []


def _paths(target):
    """A variable with the attributes that lead to what is assigned; an item counts as its container."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return [path for item in target.elts for path in _paths(item)]
    names = []
    while not isinstance(target, ast.Name):
        if isinstance(target, ast.Attribute):
            names.append(target.attr)
        elif isinstance(target, ast.Subscript):
            names.clear()
        elif not isinstance(target, ast.Starred):
            return []
        target = target.value
    return [(target.id, *reversed(names))]


class Scope:
    """The statements of one function, class or module, outer ones first, without those of scopes inside."""

    def __init__(self, node):
        self.node = node
        self.statements = []
        self._add(node.body)
        self.starts = [statement.start for statement in self.statements]

    def _add(self, nodes, is_final=False, is_looped=False):
        """Final: in a `finally`. Looped: in a loop that began in it, so that `break` does not leave it."""
        for node in nodes:
            statement = Statement(node, self)
            statement.index, statement.is_final = len(self.statements), is_final
            statement.leaves_final = is_final and not is_looped and isinstance(node, (ast.Break, ast.Continue))
            self.statements.append(statement)
            if isinstance(node, _DEFINES):
                continue
            self._add(getattr(node, "body", []), is_final, is_looped or (is_final and statement.is_loop))
            statement.body_end = len(self.statements)
            for more in ("handlers", "cases", "orelse"):
                self._add(getattr(node, more, []), is_final, is_looped)
            self._add(getattr(node, "finalbody", []), True)

    def innermost(self, point):
        """The statement at a point of the source (line, column), or None outside of all."""
        for statement in reversed(self.statements[: bisect_right(self.starts, point)]):
            if statement.end >= point:
                return statement
        return None


def _spread(tree):
    """Gives each line two numbers, so that a body on the line of its header is reported on a line of its own."""
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            node.lineno *= _SPREAD
            node.end_lineno = node.end_lineno * _SPREAD + 1
    for node in ast.walk(tree):
        if isinstance(node, (*_DECIDING, ast.match_case, ast.Try, ast.TryStar)):
            header = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
            for part in (part for part in node.body if part.lineno == header):
                for inner in (inner for inner in ast.walk(part) if hasattr(inner, "lineno")):
                    inner.lineno += 1


class Source:
    """A sheet, parsed and compiled.

    Raises SyntaxError, and ValueError for a null character.
    """

    def __init__(self, text):
        tree = ast.parse(text, FILE)
        _spread(tree)
        self.code = compile(tree, FILE, "exec")
        self._scopes = {}
        for node in ast.walk(tree):
            if isinstance(node, _DEFINES):
                first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
                self._scopes[first, node.name] = Scope(node)
        self._module = Scope(tree)
        self._parents = {}
        self._adopt(self.code)
        self._places = {}

    def _adopt(self, code):
        for part in code.co_consts:
            if hasattr(part, "co_consts"):
                self._parents[part] = code
                self._adopt(part)

    def scope(self, code):
        """The scope that a code object runs, or None for lambdas, generator expressions and the compiler's own."""
        if code is self.code:
            return self._module
        return self._scopes.get((code.co_firstlineno, code.co_name))

    def is_inside(self, code, outer):
        """Whether a code object is defined within another one."""
        while code is not None and code is not outer:
            code = self._parents.get(code)
        return code is outer

    def statement(self, code, offset, line):
        """The statement that the instruction at `offset` belongs to, or None where it belongs to none of the scope."""
        key = (code, offset)
        if key not in self._places:
            self._places[key] = self._find(code, offset, line)
        return self._places[key]

    @staticmethod
    def line(number):
        """The line of the sheet that a line number of the compiled code stands for."""
        return number // _SPREAD

    def _find(self, code, offset, line):
        scope = self.scope(code)
        if scope is None:
            return None
        start, _end, column, _end_column = next(islice(code.co_positions(), offset // 2, None), (None,) * 4)
        if start is None or column is None:
            start, column = line or 0, 1_000
        return scope.innermost((start, column))
