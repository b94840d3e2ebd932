"""Readies Python for one task: the harness, what input() reads, and fresh randomness."""

import io
import random
import sys

from pyodide.ffi import run_sync


class Keyboard(io.TextIOBase):
    """Standard input: asks for a line at a time."""

    def __init__(self, next_line):
        self._next_line = next_line

    def readable(self):
        return True

    def readline(self, size=-1, /):
        line = self._next_line()
        if hasattr(line, "then"):
            line = run_sync(line)
        return "" if line is None else line + "\n"

    def read(self, size=-1, /):
        return "".join(self)


def connect(next_line):
    """Before the task: a snapshot has the same random state each time, and no line of output may wait for the end."""
    random.seed()
    sys.stdin = Keyboard(next_line)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors=stream.errors)


def flush():
    """After the task: the code may have closed or replaced either stream."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            pass
