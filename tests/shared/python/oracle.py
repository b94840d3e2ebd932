"""What CPython does with a program, told by the program itself: an independent witness for the tracer.

The source is rewritten so that each statement reports before it runs, each condition and each pass of a loop reports
how it came out, and `print`, `return` and `yield` report what they give. Neither sys.settrace nor the tracer's code
is involved. It knows no match, no `with` of the sheet's own classes, and no lambda that outlives its statement.
"""

import ast
import json
import sys

from harness.tracer import run_trace

_LOOPS = (ast.For, ast.While)


class _Instrument(ast.NodeTransformer):
    def call(self, name, *args):
        return ast.Call(ast.Name(name, ast.Load()), list(args), [])

    def block(self, body, header_line=None):
        """Each statement, with its report before it where it is on a line of its own."""
        out = []
        for statement in body:
            line = statement.lineno
            quiet = line == header_line or isinstance(statement, (ast.Try, ast.While, ast.Nonlocal, ast.Global))
            if not quiet:
                out.append(ast.Expr(self.call("__at", ast.Constant(line))))
            out.append(self.visit(statement))
        return out

    def visit_Module(self, node):
        node.body = self.block(node.body)
        return node

    def visit_FunctionDef(self, node):
        failed = [ast.Expr(self.call("__failed")), ast.Raise()]
        node.body = [ast.Try(self.block(node.body, node.lineno), [ast.ExceptHandler(None, None, failed)], [], [])]
        return node

    def visit_If(self, node):
        node.test = self.call("__branch", self.visit(node.test))
        node.body, node.orelse = self.block(node.body, node.lineno), self.block(node.orelse)
        return node

    def visit_While(self, node):
        at = self.call("__at", ast.Constant(node.lineno))
        test = self.call("__branch", self.visit(node.test))
        node.test = ast.Subscript(ast.Tuple([at, test], ast.Load()), ast.Constant(1), ast.Load())
        node.body, node.orelse = self.block(node.body, node.lineno), self.block(node.orelse)
        return node

    def visit_For(self, node):
        node.iter = self.call("__each", ast.Constant(node.lineno), self.visit(node.iter))
        node.body, node.orelse = self.block(node.body, node.lineno), self.block(node.orelse)
        return node

    def visit_Try(self, node):
        node.body, node.orelse = self.block(node.body), self.block(node.orelse)
        node.finalbody = self.block(node.finalbody)
        for handler in node.handlers:
            handler.type = self.call("__handler", ast.Constant(handler.lineno), handler.type)
            handler.body = self.block(handler.body, handler.lineno)
        return node

    def visit_With(self, node):
        self.generic_visit_items(node)
        node.body = self.block(node.body, node.lineno)
        return node

    def generic_visit_items(self, node):
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)

    def visit_Return(self, node):
        node.value = self.call("__gives", self.visit(node.value) if node.value else ast.Constant(None))
        return node

    def visit_Yield(self, node):
        node.value = self.call("__yields", self.visit(node.value) if node.value else ast.Constant(None))
        return node


class _Witness:
    def __init__(self):
        self.rows, self.current, self.calls, self.returning = [], {}, {}, {}

    def frame(self):
        frame = sys._getframe(1)
        while frame.f_code.co_filename != "oracle-sheet":
            frame = frame.f_back
        while frame.f_code.co_name in ("<lambda>", "<genexpr>"):
            frame = frame.f_back
        return frame

    def begin(self, frame, line):
        call = self.calls.setdefault(frame, len(self.calls))
        free = frame.f_code.co_freevars
        values = {name: repr(value) for name, value in frame.f_locals.items() if name not in free}
        row = {"line": line, "frame": frame.f_code.co_qualname, "call": call, "before": values, "printed": ""}
        self.rows.append(row)
        self.current[frame] = row

    def at(self, line):
        self.begin(self.frame(), line)

    def branch(self, value):
        held = bool(value)
        self.current[self.frame()]["branch"] = held
        return held

    def each(self, line, values):
        frame = self.frame()
        iterator, first = iter(values), True
        while True:
            if not first:
                self.begin(frame, line)
            row, first = self.current[frame], False
            try:
                value = next(iterator)
            except StopIteration:
                row["branch"] = False
                return
            row["branch"] = True
            yield value

    def handler(self, line, kind):
        self.begin(self.frame(), line)
        return kind

    def gives(self, value):
        """A return in `finally` takes the place of the one before."""
        frame = self.frame()
        self.returning.pop(frame, {}).pop("returned", None)
        self.returning[frame] = self.current[frame]
        return self.yields(value)

    def failed(self):
        """A return that a `finally` held up never came if that raised."""
        self.returning.pop(self.frame(), {}).pop("returned", None)

    def yields(self, value):
        self.current[self.frame()]["returned"] = repr(value)
        return value

    def print(self, *values):
        self.current[self.frame()]["printed"] += " ".join(map(str, values)) + "\n"


def witness(code, call):
    """The rows of the call, by the rewritten program."""
    seen = _Witness()
    names = {
        "__name__": "sheet",
        "__at": seen.at,
        "__branch": seen.branch,
        "__each": seen.each,
        "__handler": seen.handler,
        "__gives": seen.gives,
        "__failed": seen.failed,
        "__yields": seen.yields,
        "print": seen.print,
    }
    tree = ast.fix_missing_locations(_Instrument().visit(ast.parse(code)))
    exec(compile(tree, "oracle-sheet", "exec"), names)
    seen.rows.clear()
    end = {}
    try:
        end["value"] = repr(eval(call, names))
    except Exception as error:
        end["raised"] = type(error).__name__
    return seen.rows, end


def differences(code, call):
    """Where the tracer says something else than the program itself: texts, none where they agree."""
    rows, end = witness(code, call)
    report = json.loads(run_trace(code, call))
    traced = report["rows"]
    if report["truncated"] or any("folded" in row for row in traced):
        return ["too long to compare"]
    found = []
    if report.get("value") != end.get("value"):
        found.append(f"value {report.get('value')} instead of {end.get('value')}")
    if report.get("raised", "").split(":")[0] != end.get("raised", ""):
        found.append(f"raised {report.get('raised')} instead of {end.get('raised')}")
    told = [(row["line"], row["frame"], row.get("branch"), row.get("printed", "")) for row in traced]
    true = [(row["line"], row["frame"], row.get("branch"), row["printed"]) for row in rows]
    if told != true:
        n = next((n for n, pair in enumerate(zip(told, true)) if pair[0] != pair[1]), min(len(told), len(true)))
        return found + [f"row {n}: {told[n:n + 3]} instead of {true[n:n + 3]}"]
    return found + _values(rows, traced)


def _values(rows, traced):
    """The changes told so far must add up to what each call's variables hold at its next statement."""
    held, found = {}, []
    for n, (true, told) in enumerate(zip(rows, traced)):
        known = held.setdefault(true["call"], {})
        for name, value in true["before"].items():
            if known.get(name, value) != value and not value.startswith("<"):
                found.append(f"row {n}: {name} was told to be {known[name]}, and is {value}")
            if name not in known and not value.startswith("<") and known:
                found.append(f"row {n}: nothing told that {name} is {value}")
        known.update((change["name"], change["value"]) for change in told["changes"])
        opaque = true.get("returned", "").startswith("<")
        if "returned" in true and not opaque and told.get("returned") != true["returned"]:
            found.append(f"row {n}: returned {told.get('returned')} instead of {true['returned']}")
        if "returned" not in true and told.get("returned", "None") != "None":
            found.append(f"row {n}: returned {told['returned']} and should not")
    return found
