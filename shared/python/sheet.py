"""The sheet as a module: executed under a name of its own, with tracebacks that show its lines and nothing of ours."""

import contextlib
import linecache
import os
import sys
import traceback
import types

from .limits import MESSAGE, REPORT
from .refusals import explained
from .source import FILE
from .texts import shortened

_HERE = os.path.dirname(__file__) + os.sep


def module(name):
    """An empty module of a sheet."""
    made = types.ModuleType(name)
    made.__file__ = FILE
    return made


@contextlib.contextmanager
def known(made):
    """While it lasts, others can import the module."""
    name = made.__name__
    earlier = sys.modules.get(name)
    sys.modules[name] = made
    try:
        yield made
    finally:
        sys.modules.pop(name, None)
        if earlier is not None:
            sys.modules[name] = earlier


def show_lines(file, text):
    """Lets tracebacks quote the lines of a source that is no file."""
    for name in (file, os.path.abspath(file)):
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)


def _summary(error):
    summary = traceback.TracebackException.from_exception(error)
    pending, known_ones = [summary], set()
    while pending:
        each = pending.pop()
        if each is None or id(each) in known_ones:
            continue
        known_ones.add(id(each))
        each.stack[:] = [frame for frame in each.stack if not frame.filename.startswith(_HERE)]
        pending += [each.__cause__, each.__context__, *(each.exceptions or ())]
    return summary


def report(error):
    """The traceback as CPython prints it, without the frames of the harness, and what is special here about it."""
    text = shortened("".join(_summary(error).format()), REPORT)
    why = explained(error)
    return f"{text}[{why}]\n" if why else text


def last_line(error):
    """What the traceback ends in: the exception and its message."""
    lines = list(_summary(error).format_exception_only())
    return (lines[-1] if isinstance(error, SyntaxError) else lines[0]).strip()


def line_of(error, file=FILE):
    """The line of the file that the traceback ends in, or None where it was not involved."""
    lines = [frame.lineno for frame in _summary(error).stack if frame.filename == file]
    if isinstance(error, SyntaxError) and error.filename == file:
        lines.append(error.lineno)
    return lines[-1] if lines else None


def broken(error, file=FILE, line_of_number=lambda number: number):
    """Why a source could not be executed, with its line."""
    line = line_of(error, file)
    where = f"{file}, line {line_of_number(line)}: " if line else ""
    why = explained(error)
    return shortened(where + last_line(error) + (f"\n[{why}]" if why else ""), MESSAGE)
