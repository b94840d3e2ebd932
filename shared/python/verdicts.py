"""Runs unittest cases as unittest does, with the fixtures of classes and modules, and says what came of each."""

import contextlib
import inspect
import io
import sys
import time
import unittest
import warnings
from unittest.suite import _ErrorHolder

from . import sheet
from .limits import MESSAGE
from .source import FILE
from .texts import shortened


class Nothing(Exception):
    """A case would pass whatever the sheet does; the message says why, for people."""


class Broken(unittest.TestCase):
    """Represents a source that could not be executed, or that tests nothing."""

    def __init__(self, reason):
        super().__init__("runTest")
        self.reason = reason

    def runTest(self):
        raise ImportError(self.reason)


class _Verdicts(unittest.TestResult):
    """What came of each case: all that went wrong in it, subtests named."""

    def __init__(self, names, told):
        super().__init__()
        self.names, self.told = names, told
        self.done, self.fixtures, self.last = {}, [], None

    def startTest(self, test):
        super().startTest(test)
        self.told(begins=self.names[test])
        self.last, self.outcome, self.parts = test, "pass", []
        self.streams, self.output = (sys.stdout, sys.stderr), io.StringIO()
        sys.stdout = sys.stderr = self.output
        self.began = time.perf_counter()

    def stopTest(self, test):
        super().stopTest(test)
        # unittest lets it through: it ends this case, not all.
        if isinstance(sys.exception(), KeyboardInterrupt):
            self.note("error", sheet.broken(sys.exception()))
        ms = round((time.perf_counter() - self.began) * 1000, 1)
        sys.stdout, sys.stderr = self.streams
        case = _case(self.names[test], test, self.outcome, self.parts, self.output.getvalue(), ms)
        self.done[test] = case
        self.told(case=case)

    def note(self, outcome, message):
        if self.outcome in ("pass", "skipped"):
            self.outcome = outcome
        self.parts.append(message.strip())

    def addFailure(self, test, err):
        self.note("fail", _difference(err[1]))

    def addError(self, test, err):
        if isinstance(test, _ErrorHolder):
            self.fixtures.append((test.description, "error", sheet.broken(err[1])))
        else:
            self.note("error", _error(test, err[1]))

    def addSubTest(self, test, subtest, err):
        if err is None:
            return
        failed = issubclass(err[0], test.failureException)
        message = _difference(err[1]) if failed else _error(test, err[1])
        self.note("fail" if failed else "error", _named(subtest, message))

    def addSkip(self, test, reason):
        if isinstance(test, _ErrorHolder):
            self.fixtures.append((test.description, "skipped", reason))
        elif hasattr(test, "params"):
            self.parts.append(_named(test, f"skipped: {reason}"))
        else:
            self.note("skipped", reason)

    def addUnexpectedSuccess(self, test):
        self.note("fail", "passed, but is marked as expected to fail")


def _named(subtest, message):
    given = ", ".join(f"{name}={value!r}" for name, value in subtest.params.items())
    if isinstance(subtest._message, str):
        given = f"{subtest._message}, {given}" if given else subtest._message
    return f"with {given}: {message}" if given else message


def _difference(error):
    return str(error) or "an assertion failed"


# What unittest warns of where a test gives something back, such as a generator or a coroutine.
_GIVES = "It is deprecated to return a value"


def _error(test, error):
    if isinstance(test, Broken):
        return test.reason
    if isinstance(error, DeprecationWarning) and str(error).startswith(_GIVES):
        return _gives(test)
    if isinstance(error, Nothing):
        return str(error)
    return sheet.broken(error, FILE if sheet.line_of(error) else getattr(test, "file", FILE))


def _gives(test):
    method = getattr(test, test._testMethodName)
    if inspect.iscoroutinefunction(method):
        return f"{test._testMethodName} is async, and nothing awaits it: its class must be an IsolatedAsyncioTestCase."
    what = "a generator" if inspect.isgeneratorfunction(method) else "a value"
    return f"{test._testMethodName} gives {what}, which is never judged. Assert it."


def _case(name, test, outcome, parts, output, ms):
    title = (test.shortDescription() or "").strip()
    return {
        "name": name[:200],
        **({"title": shortened(title, MESSAGE)} if title else {}),
        "outcome": outcome,
        "message": _message(parts),
        "output": shortened(output, MESSAGE),
        "ms": ms,
    }


def _message(parts):
    """All parts; where that is too much, the beginning of each, so that none goes unnamed."""
    text = "\n\n".join(parts)
    if len(text) > MESSAGE and len(parts) > 1:
        each = max(MESSAGE // len(parts) - 2, 20)
        text = "\n".join(part.split("\n")[0][:each] for part in parts)
    return shortened(text, MESSAGE)


def run_cases(named, told=lambda **_step: None):
    """The results of cases (CheckCase), in their order, from pairs of a name and a case."""
    verdicts = _Verdicts({case: name for name, case in named}, told)
    left = [case for _name, case in named]
    while left:
        last, suite = verdicts.last, unittest.TestSuite(left)
        with contextlib.ExitStack() as around:
            around.enter_context(contextlib.redirect_stdout(io.StringIO()))
            around.enter_context(contextlib.redirect_stderr(io.StringIO()))
            around.enter_context(warnings.catch_warnings())
            warnings.filterwarnings("error", _GIVES, DeprecationWarning)
            try:
                suite.run(verdicts)
                break
            except BaseException as error:
                if verdicts.last is last or not isinstance(error, KeyboardInterrupt):
                    verdicts.fixtures.append(("the run of the cases", "error", sheet.broken(error)))
                    break
        left = left[left.index(verdicts.last) + 1 :]
    return [*(verdicts.done.get(case) or _not_run(name, case, verdicts) for name, case in named), *_extra(verdicts)]


def _not_run(name, case, verdicts):
    """A case whose class or module could not be set up."""
    cls = f"{type(case).__module__}.{type(case).__qualname__}"
    for what, outcome, message in verdicts.fixtures:
        if not what.startswith("tearDown") and (what.startswith("setUpModule") or cls in what):
            return _case(name, case, outcome, [f"{what.split(' ')[0]}: {message}"], "", 0)
    why = [f"{what}: {message}" for what, _outcome, message in verdicts.fixtures]
    return _case(name, case, "error", why or ["It did not run."], "", 0)


def _extra(verdicts):
    """What was taken down with an error, although all cases had ended."""
    failed = [each for each in verdicts.fixtures if each[0].startswith("tearDown")]
    return [
        {"name": what[:200], "outcome": outcome, "message": shortened(message, MESSAGE), "output": "", "ms": 0}
        for what, outcome, message in failed
    ]
