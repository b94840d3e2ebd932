"""Runs a sheet as a program."""

import json
import sys

from . import sheet
from .loop import own_loop
from .source import FILE


def run_main(code):
    """Executes the code as `__main__`, printing as it goes, a traceback at the end where it raised.

    Returns JSON: `outcome` (finished, raised or out-of-memory) and, where it ended in the sheet, `line`.
    """
    sheet.show_lines(FILE, code)
    try:
        with own_loop(), sheet.known(sheet.module("__main__")) as main:
            exec(compile(code, FILE, "exec"), main.__dict__)
    except SystemExit as stop:
        if stop.code is not None and not isinstance(stop.code, int):
            print(stop.code, file=sys.stderr)
    except BaseException as error:
        return _raised(error)
    return json.dumps({"outcome": "finished"})


def _raised(error):
    print(sheet.report(error), end="", file=sys.stderr)
    outcome = "out-of-memory" if isinstance(error, MemoryError) else "raised"
    line = sheet.line_of(error)
    return json.dumps({"outcome": outcome, **({"line": line} if line else {})})
