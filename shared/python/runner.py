"""Runs a sheet as a program."""

import atexit
import sys

from . import sheet
from .loop import own_loop
from .source import FILE
from .texts import as_json


def run_main(code):
    """Executes the code as `__main__`, printing as it goes, a traceback at the end where it raised.

    Returns JSON: `outcome` (finished, raised or out-of-memory) and, where it ended in the sheet, `line`.
    """
    sheet.show_lines(FILE, code)
    with own_loop(), sheet.known(sheet.module("__main__")) as main:
        try:
            end = _executed(code, main)
        finally:
            # As CPython does when the program is over; what they raise is printed, and changes nothing.
            atexit._run_exitfuncs()
    return as_json(end)


def _executed(code, main):
    try:
        exec(compile(code, FILE, "exec"), main.__dict__)
    except SystemExit as stop:
        _say_exit(stop.code)
    except BaseException as error:
        return _raised(error)
    return {"outcome": "finished"}


def _say_exit(code):
    if code is None or (isinstance(code, int) and code == 0):
        return
    if not isinstance(code, int):
        print(code, file=sys.stderr)
    print(f"[Exit code {int(code) if isinstance(code, int) else 1}]", file=sys.stderr)


def _raised(error):
    print(sheet.report(error), end="", file=sys.stderr)
    outcome = "out-of-memory" if isinstance(error, MemoryError) else "raised"
    line = sheet.line_of(error)
    return {"outcome": outcome, **({"line": line} if line else {})}
