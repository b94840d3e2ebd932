"""Readies Python for one task: the harness, what input() reads, and fresh randomness."""

import asyncio
import io
import random
import sys
from asyncio import events

from pyodide.ffi import run_sync


class Keyboard(io.TextIOBase):
    """Standard input: asks for a line at a time."""

    def __init__(self, next_line):
        self._next_line = next_line
        self._loop = asyncio.get_event_loop()

    def readable(self):
        return True

    def readline(self, size=-1, /):
        given = self._next_line()
        line = self._wait(given.wait) if given.wait else given.line
        return "" if line is None else line + "\n"

    def _wait(self, promise):
        """By Pyodide's own event loop, whichever the code runs."""
        running = events._get_running_loop()
        events._set_running_loop(self._loop)
        try:
            return run_sync(promise)
        finally:
            events._set_running_loop(running)

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
