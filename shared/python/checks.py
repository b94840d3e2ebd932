"""Runs checks against a sheet: unittest cases, and short ones that somebody typed on the spot."""

import contextlib
import io
import json
import time
import unittest

from . import sheet
from .limits import CASES, MESSAGE
from .loop import own_loop
from .source import FILE
from .typed import typed_case


def run_checks(code, checks):
    """Executes the code as the module `sheet` and runs the checks against it, one after the other.

    `checks` holds pairs of a label and a source. A source with TestCase classes gives their cases, in its own order;
    any other source is one case, named by its label, that sees the sheet's names and passes when nothing raises.
    Returns JSON (CheckReport).
    """
    began = time.perf_counter()
    with own_loop():
        report = _checked(code, [(str(label), str(source)) for label, source in checks])
    return json.dumps({**report, "ms": _ms(began)})


def _checked(code, checks):
    sheet.show_lines(FILE, code)
    with sheet.known(sheet.module("sheet")) as subject:
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(compile(code, FILE, "exec"), subject.__dict__)
        except BaseException as error:
            return {"cases": [], "broken": sheet.broken(error)}
        cases = []
        for label, source in checks:
            cases += [run_case(case, name) for name, case in _cases(label, source, subject)[: CASES - len(cases)]]
        return {"cases": cases}


def _cases(label, source, subject):
    """The cases of one source with their names; one that fails with the reason where it cannot be executed."""
    sheet.show_lines(label, source)
    try:
        if "TestCase" not in source:
            return [(label, typed_case(source, label, subject))]
        tests = sheet.module("checks")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(source, label, "exec"), tests.__dict__)
        return _named(tests)
    except BaseException as error:
        return [(label, _Broken(sheet.broken(error, label)))]


def _named(tests):
    """Cases in the order in which they are written, by their method's name, after their class's where two share it."""
    classes = [
        value
        for value in vars(tests).values()
        if isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ == tests.__name__
    ]
    cases = [case for cls in classes for case in _in_order(cls)]
    names = [case._testMethodName for case in cases]
    return [
        (name if names.count(name) == 1 else f"{type(case).__qualname__}.{name}", case)
        for name, case in zip(names, cases)
    ]


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


class _Broken(unittest.TestCase):
    """Represents a source that could not be executed."""

    def __init__(self, reason):
        super().__init__("runTest")
        self.reason = reason

    def runTest(self):
        raise ImportError(self.reason)


class _Verdict(unittest.TestResult):
    """The result of one case: the first thing that went wrong, failures of subtests named."""

    def __init__(self):
        super().__init__()
        self.outcome, self.message = "pass", ""

    def _note(self, outcome, message):
        if self.outcome == "pass":
            self.outcome, self.message = outcome, message.strip()

    def addFailure(self, test, err):
        self._note("fail", _difference(err[1]))

    def addError(self, test, err):
        self._note("error", _error(test, err[1]))

    def addSubTest(self, test, subtest, err):
        if err is None:
            return
        given = ", ".join(f"{name}={value!r}" for name, value in subtest.params.items())
        failed = issubclass(err[0], test.failureException)
        message = _difference(err[1]) if failed else _error(test, err[1])
        self._note("fail" if failed else "error", f"with {given}: {message}" if given else message)

    def addSkip(self, test, reason):
        self._note("error", f"skipped: {reason}")

    def addUnexpectedSuccess(self, test):
        self._note("fail", "passed, but is marked as expected to fail")


def _difference(error):
    return str(error) or "an assertion failed"


def _error(test, error):
    if isinstance(test, _Broken):
        return test.reason
    return sheet.broken(error)


def run_case(case, name):
    """The result of one case (CheckCase). A class's setUpClass runs with each of its cases, so that each case is
    independent.
    """
    verdict, output, began = _Verdict(), io.StringIO(), time.perf_counter()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            unittest.TestSuite([case]).run(verdict)
        except BaseException as error:
            verdict._note("error", sheet.broken(error))
    title = (case.shortDescription() or "").strip()
    return {
        "name": name[:200],
        **({"title": title[:MESSAGE]} if title else {}),
        "outcome": verdict.outcome,
        "message": verdict.message[:MESSAGE],
        "output": output.getvalue()[:MESSAGE],
        "ms": _ms(began),
    }


def _ms(began):
    return round((time.perf_counter() - began) * 1000, 1)
