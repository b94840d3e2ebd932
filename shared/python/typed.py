"""A check that somebody types on the spot: statements that see the sheet's names, with a difference where one fails."""

import ast
import asyncio
import inspect
import types
import unittest

from .values import bounded
from .verdicts import Nothing

_METHODS = {ast.Eq: "assertEqual", ast.Is: "assertIs", ast.In: "assertIn"}
_CASE = "__case__"
_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
# Always true, whatever they do: a function, a class or a coroutine is no answer.
_NO_ANSWERS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, type, types.CoroutineType)
# Nothing of their code has run yet.
_NOT_BEGUN = (types.CoroutineType, types.GeneratorType, types.AsyncGeneratorType)


def typed_case(tree, source, label, subject, tests):
    """One case of the source, executed as the module `tests`.

    `assert a == b` shows both sides when it fails. Comparisons that stand by themselves, `fee(7500) == 0`, are
    asserted, and functions test_… that nothing calls are called. Raises SyntaxError, and Nothing.
    """
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    rewritten = ast.fix_missing_locations(_Assertions(source, tree).visit(tree))
    code = compile(rewritten, label, "exec")
    names = tests.__dict__
    names.update({name: value for name, value in vars(subject).items() if not name.startswith("__")})

    class Typed(unittest.TestCase):
        maxDiff = 2_000
        file = label
        judged = 0
        given = None
        failed = None

        def runTest(self):
            names[_CASE] = self
            exec(code, names)
            for name, function in test_functions(names, tests.__name__):
                if name not in called:
                    call_test(name, function)
            if self.failed is not None:
                raise Nothing(f"An assertion failed, and the case went on: {self.failed}")
            if self.judged == 0:
                raise Nothing(self.nothing())

        def judge(self, value, said):
            self.judged += 1
            if isinstance(value, _NO_ANSWERS):
                raise Nothing(f"{said} is {bounded(value)}, which always counts as true: is a call or an await missing?")
            holds = bool(value)
            if not holds:
                self.failed = f"{said} does not hold"
            return holds

        def compare(self, method, left, right):
            self.judged += 1
            try:
                getattr(self, method)(left, right)
            except AssertionError as error:
                self.failed = str(error)
                raise

        def drop(self, value, said):
            """An expression whose value nobody uses."""
            if isinstance(value, _NOT_BEGUN):
                raise Nothing(f"{said} gives {bounded(value)}, and nothing runs it.")

        def see(self, value, said):
            """The expression that ends the source: a judgement if it is true or false."""
            self.drop(value, said)
            if isinstance(value, bool):
                self.judged += 1
                self.assertTrue(value, f"{said} does not hold")
            else:
                self.given = f"{said} gives {bounded(value)}"

        def nothing(self):
            seen = f": {self.given}, which is compared with nothing" if self.given else ""
            return f"This tests nothing{seen}. Compare something, such as assert total([1, 2]) == 3."

    return Typed()


def test_functions(names, module):
    """Functions test_… of the module, by name."""
    return [
        (name, value)
        for name, value in list(names.items())
        if name.startswith("test") and isinstance(value, types.FunctionType) and value.__module__ == module
    ]


def call_test(name, function):
    """Raises Nothing where the call would test nothing."""
    if any(each.default is each.empty for each in inspect.signature(function).parameters.values()):
        raise Nothing(f"{name} needs arguments, so it cannot run as a test.")
    result = function()
    if inspect.iscoroutine(result):
        result = asyncio.run(result)
    if result is not None:
        raise Nothing(f"{name} gives {bounded(result)}, which is not judged. Assert it.")


def refuse_void(tree):
    """For unittest classes, which run as they are. Raises Nothing for an assertion that is always true."""
    for node in ast.walk(tree):
        asserted = node.test if isinstance(node, ast.Assert) else None
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "assertTrue" and node.args:
            asserted = node.args[0]
        if asserted is not None and _always_true(asserted):
            raise Nothing(f"Line {node.lineno}: this assertion is always true.")


def _is_judgement(node):
    return isinstance(node, (ast.Compare, ast.BoolOp)) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )


def _always_true(node):
    if isinstance(node, ast.Constant):
        return bool(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return isinstance(node.operand, ast.Constant) and not node.operand.value
    if isinstance(node, ast.Compare) and all(isinstance(op, ast.Eq) for op in node.ops):
        sides = [node.left, *node.comparators]
        return all(isinstance(side, ast.Constant) for side in sides) and len({side.value for side in sides}) == 1
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return any(not isinstance(item, ast.Starred) for item in node.elts)
    if isinstance(node, ast.Dict):
        return any(key is not None for key in node.keys)
    if isinstance(node, ast.BoolOp):
        return (any if isinstance(node.op, ast.Or) else all)(map(_always_true, node.values))
    return isinstance(node, (ast.Lambda, ast.GeneratorExp))


def _would_fail(node):
    """Whether some way through this statement ends in a failure, other than by an assertion that is always reached."""
    nodes, pending = [], [node]
    while pending:
        nodes.append(pending.pop())
        pending += [part for part in ast.iter_child_nodes(nodes[-1]) if not isinstance(part, _DEFINES)]
    if any(isinstance(part, ast.Raise) for part in nodes):
        return True
    asserts = [part for part in nodes if isinstance(part, ast.Assert)]
    constant = [part for part in asserts if isinstance(part.test, ast.Constant) and not part.test.value]
    return bool(asserts if isinstance(node, (ast.Try, ast.TryStar)) else constant)


class _Assertions(ast.NodeTransformer):
    """Lets unittest compare where it can say more than `assert` does, and counts what was judged."""

    def __init__(self, source, tree):
        self.source = source
        self.last = tree.body[-1] if tree.body else None

    def said(self, node):
        return ast.Constant(ast.get_source_segment(self.source, node))

    def ask(self, method, *arguments):
        return ast.Call(ast.Attribute(ast.Name(_CASE, ast.Load()), method, ast.Load()), list(arguments), [])

    def count(self, node):
        return ast.copy_location(ast.Expr(self.ask("judge", ast.Constant(True), ast.Constant(""))), node)

    def visit_Expr(self, node):
        value = node.value
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        if any(map(_is_judgement, parts)):
            return [found for part in parts for found in self._asserted(part, node)]
        if node is self.last:
            return ast.copy_location(ast.Expr(self.ask("see", value, self.said(value))), node)
        if isinstance(value, ast.Call):
            return ast.copy_location(ast.Expr(self.ask("drop", value, self.said(value))), node)
        return node

    def _asserted(self, value, node):
        return self.visit_Assert(ast.copy_location(ast.Assert(test=value, msg=None), node))

    def visit_Assert(self, node):
        if _always_true(node.test):
            pair = isinstance(node.test, ast.Tuple) and node.msg is None
            hint = ": it holds a pair in brackets. Write assert a == b, 'message'" if pair else ""
            raise Nothing(f"Line {node.lineno}: this assertion is always true{hint}.")
        method = self._method(node.test) if node.msg is None else None
        if method is not None:
            call = self.ask("compare", ast.Constant(method), node.test.left, node.test.comparators[0])
            return [ast.copy_location(ast.Expr(call), node)]
        if node.msg is None:
            node.msg = ast.Constant(f"{ast.get_source_segment(self.source, node.test)} does not hold")
        node.test = ast.copy_location(self.ask("judge", node.test, self.said(node.test)), node.test)
        return [node]

    def _compound(self, node):
        counted = [self.count(node)] if _would_fail(node) else []
        return [*counted, self.generic_visit(node)]

    visit_If = visit_Try = visit_TryStar = visit_Match = _compound

    @staticmethod
    def _method(test):
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            return _METHODS.get(type(test.ops[0]))
        return None
