"""Runs checks against a sheet: unittest cases, and short ones that somebody typed on the spot."""

import ast
import contextlib
import io
import time
import unittest
from functools import partial

from . import sheet
from .limits import CASES
from .loop import own_loop
from .refusals import only_in_run
from .source import FILE
from .texts import as_json
from .typed import call_test, refuse_void, test_functions, typed_case
from .verdicts import Broken, Nothing, run_cases


def run_checks(code, checks, tell=None):
    """Executes the code as the module `sheet` and runs the checks against it, one after the other.

    `checks` holds pairs of a label and a source. A source with TestCase classes gives their cases, in its own order;
    any other source is one case, named by its label, that sees the sheet's names and passes when nothing raises.
    `tell` is given each step as JSON (CheckStep), so that what is done is known if a case never ends.
    Returns JSON (CheckReport).
    """
    began = time.perf_counter()

    def told(**step):
        if tell is not None:
            tell(as_json(step))

    with own_loop(), only_in_run("Check"):
        report = _checked(code, [(str(label), str(source)) for label, source in checks], told)
    return as_json({**report, "ms": round((time.perf_counter() - began) * 1000, 1)})


def _checked(code, checks, told):
    sheet.show_lines(FILE, code)
    told(sources=[label for label, _source in checks])
    with sheet.known(sheet.module("sheet")) as subject:
        try:
            with _silence():
                exec(compile(code, FILE, "exec"), subject.__dict__)
        except BaseException as error:
            return {"cases": [], "broken": sheet.broken(error)}
        cases = []
        for label, source in checks:
            told(source=label)
            with sheet.known(sheet.module("checks")) as tests:
                found = _limited(label, _cases(label, source, subject, tests), CASES - len(cases))
                told(names=[name for name, _case in found])
                cases += run_cases(found, told)
        return {"cases": cases[:CASES]}


def _limited(label, cases, most):
    if len(cases) <= most:
        return cases
    kept = cases[: max(most - 1, 0)]
    why = f"Only {len(kept)} of its {len(cases)} cases ran: a check reports at most {CASES} cases."
    return [*kept, (label, Broken(why))][:most]


def _silence():
    stack = contextlib.ExitStack()
    stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
    stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
    return stack


def _cases(label, source, subject, tests):
    """The cases of one source with their names; one that fails with the reason where it cannot be executed."""
    sheet.show_lines(label, source)
    try:
        tree = ast.parse(source, label)
        _refuse_shadowed(tree)
        if not _has_classes(tree):
            return [(label, typed_case(tree, source, label, subject, tests))]
        refuse_void(tree)
        with _silence():
            exec(compile(source, label, "exec"), tests.__dict__)
        return _named(tests) or [(label, Broken("It holds no case: a case is a method test_… of a TestCase."))]
    except Nothing as error:
        return [(label, Broken(str(error)))]
    except BaseException as error:
        return [(label, Broken(sheet.broken(error, label)))]


def _has_classes(tree):
    """Whether it defines a TestCase, by whatever way the name got there."""
    bases = [base for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases]
    names = [base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in bases]
    return any(name.endswith("TestCase") for name in names)


def _refuse_shadowed(tree):
    """Of two tests of one name only the second would run."""
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Module, ast.ClassDef)):
            continue
        seen = set()
        for part in node.body:
            if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and part.name.startswith("test"):
                if part.name in seen and not part.decorator_list:
                    raise Nothing(f"Line {part.lineno}: {part.name} is defined twice, so the first one never runs.")
                seen.add(part.name)


def _named(tests):
    """Cases in the order in which they are written, by their method's name, after their class's where two share it."""
    classes = [
        value
        for value in vars(tests).values()
        if isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ == tests.__name__
    ]
    cases = [case for cls in classes for case in _in_order(cls)]
    names = [case._testMethodName for case in cases]
    named = [
        (name if names.count(name) == 1 else f"{type(case).__qualname__}.{name}", case)
        for name, case in zip(names, cases)
    ]
    functions = test_functions(vars(tests), tests.__name__)
    return named + [(name, unittest.FunctionTestCase(partial(call_test, name, value))) for name, value in functions]


def cases_of(suite):
    """The single cases of a nested suite."""
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from cases_of(part)
        else:
            yield part


def _in_order(cls):
    written = {name: n for base in reversed(cls.__mro__) for n, name in enumerate(vars(base))}
    names = unittest.TestLoader().getTestCaseNames(cls)
    return [cls(name) for name in sorted(names, key=lambda name: written.get(name, 0))]
