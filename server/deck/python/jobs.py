"""The deck's own jobs beside those of the harness, each from JSON to JSON. Part of the package `harness` when it runs.
"""

import contextlib
import importlib.abc
import importlib.util
import io
import json
import os
import shutil
import sys
import time
import unittest

from . import sheet
from .checks import cases_of, run_checks
from .loop import own_loop
from .runner import run_main
from .source import FILE
from .tracer import run_trace
from .verdicts import run_cases


def do(kind, asks):
    """Does one job; types are those of jobs.ts."""
    return _JOBS[kind](**json.loads(asks))


@contextlib.contextmanager
def _streams():
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield out, err


def _program(code):
    with _streams() as (_out, err):
        end = json.loads(run_main(code))
    lines = err.getvalue().strip().splitlines() or [""]
    return json.dumps({**end, "message": lines[-1]})


def _compile(code):
    try:
        with _streams():
            compile(code, FILE, "exec")
    except (SyntaxError, ValueError) as error:
        return json.dumps({"line": sheet.line_of(error) or 1, "message": sheet.last_line(error)})
    return "null"


class _Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules from their sources, in silence."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, self) if name in self.sources else None

    def exec_module(self, module):
        with _streams():
            exec(compile(self.sources[module.__name__], f"{module.__name__}.py", "exec"), module.__dict__)


def _prints(code, modules):
    importer = _Importer(modules)
    sys.meta_path.insert(0, importer)
    try:
        with own_loop(), sheet.known(sheet.module("__main__")) as main, _streams() as (out, _err):
            try:
                exec(compile(code, FILE, "exec"), main.__dict__)
            except Exception as error:
                print(sheet.last_line(error))
    finally:
        sys.meta_path.remove(importer)
        for name in modules:
            sys.modules.pop(name, None)
    return json.dumps({"output": out.getvalue()})


def _suite(files, folder):
    root, began = "/tmp/suite", time.perf_counter()
    shutil.rmtree(root, ignore_errors=True)
    for path, text in files.items():
        os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
        with open(f"{root}/{path}", "w") as file:
            file.write(text)
    before = set(sys.modules)
    sys.path.insert(0, root)
    try:
        tests = unittest.TestLoader().discover(f"{root}/{folder}", top_level_dir=root)
        cases = run_cases([(case.id(), case) for case in cases_of(tests)])
    finally:
        sys.path.remove(root)
        for name in set(sys.modules) - before:
            del sys.modules[name]
    return json.dumps({"cases": cases, "ms": (time.perf_counter() - began) * 1000})


_JOBS = {
    "checks": run_checks,
    "trace": run_trace,
    "program": _program,
    "compile": _compile,
    "prints": _prints,
    "suite": _suite,
}
