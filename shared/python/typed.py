"""A check that somebody types on the spot: statements that see the sheet's names, with a difference where one fails."""

import ast
import unittest

_METHODS = {ast.Eq: "assertEqual", ast.Is: "assertIs", ast.In: "assertIn"}
_CASE = "__case__"


def typed_case(source, file, subject):
    """One case of the source.

    `assert a == b` shows both sides when it fails. A comparison that ends the source and asserts nothing,
    `fee(7500) == 0`, is asserted. Raises SyntaxError.
    """
    tree = ast.parse(source, file)
    if tree.body and isinstance(tree.body[-1], ast.Expr) and isinstance(tree.body[-1].value, ast.Compare):
        last = tree.body[-1]
        tree.body[-1] = ast.copy_location(ast.Assert(test=last.value, msg=None), last)
    tree = ast.fix_missing_locations(_Assertions(source).visit(tree))
    code = compile(tree, file, "exec")

    class Typed(unittest.TestCase):
        maxDiff = 2_000

        def runTest(self):
            exec(code, {**vars(subject), _CASE: self, "__name__": "checks"})

    return Typed()


class _Assertions(ast.NodeTransformer):
    """Lets unittest compare where it can say more than `assert` does; others are quoted."""

    def __init__(self, source):
        self.source = source

    def visit_Assert(self, node):
        if node.msg is not None:
            return node
        method = self._method(node.test)
        if method is None:
            node.msg = ast.Constant(f"{ast.get_source_segment(self.source, node.test)} does not hold")
            return node
        case = ast.Attribute(ast.Name(_CASE, ast.Load()), method, ast.Load())
        call = ast.Call(case, [node.test.left, node.test.comparators[0]], [])
        return ast.copy_location(ast.Expr(call), node)

    @staticmethod
    def _method(test):
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            return _METHODS.get(type(test.ops[0]))
        return None
